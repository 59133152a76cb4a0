"""The command line, twin of the npm command ``vertel-schema``: same verbs, same output, same exit status."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from marshmallow import ValidationError

from vertel_schema import DOCUMENTS, export
from vertel_schema.base import Document, ListOf, faults, instance
from vertel_schema.reading import UnreadableError, quoted, read_json

USAGE = """\
vertel-schema list                            the names of all schemas
vertel-schema schema NAME                     one as JSON Schema 2020-12
vertel-schema validate NAME [--lines]         check the JSON document on stdin; with --lines, one document a line
vertel-schema validate NAME [--lines] FILE    check a file: a document, an array of them, or one a line (.jsonl)

validate writes one line per document: true, or false and the reasons. Of a file it names what is refused, and where.
Exit status: 0 when all are valid, 1 when some are not, 2 when the command was not understood.
"""
UNCLEAR = "say list, schema NAME or validate NAME [--lines] [FILE]; see vertel-schema --help"
LINES = (".jsonl", ".ndjson")
WHY_NOT = {errno.ENOENT: "there is no such file", errno.EISDIR: "it is a folder", errno.EACCES: "it may not be read"}


def run() -> int:
    """Do what the command line of this process asks; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        status = main(sys.argv[1:], sys.stdin.buffer, sys.stdout, sys.stderr)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return status


def main(arguments: list[str], source: BinaryIO, out: TextIO, messages: TextIO) -> int:
    """Run one verb; return the exit status."""
    match arguments:
        case ["--help" | "-h" | "help"]:
            out.write(USAGE)
            return 0
        case ["list"]:
            out.writelines(f"{name}\n" for name in DOCUMENTS)
            return 0
        case ["schema", name] if name in DOCUMENTS:
            out.write(export.text(DOCUMENTS[name]))
            return 0
        case ["validate", *words] if _is_understood(words):
            return _validate(words, source, out, messages)
        case ["schema" | "validate", name, *_] if not name.startswith("-") and name not in DOCUMENTS:
            messages.write(f"vertel-schema: there is no schema {quoted(name)}; see vertel-schema list\n")
        case _:
            messages.write(f"vertel-schema: {UNCLEAR}\n")
    return 2


def _is_understood(words: list[str]) -> bool:
    names = [word for word in words if word != "--lines"]
    options = [word for word in names if word.startswith("-")]
    return len(names) in {1, 2} and len(words) - len(names) < 2 and not options and names[0] in DOCUMENTS


def _validate(words: list[str], source: BinaryIO, out: TextIO, messages: TextIO) -> int:
    name, *files = (word for word in words if word != "--lines")
    if not files:
        documents = _lines(source) if "--lines" in words else [source.read()]
        return validate(DOCUMENTS[name], documents, out)
    file = files[0]
    if file.endswith(".csv"):
        messages.write(f"vertel-schema: {file}: a server checks CSV: upload it with dry_run, and nothing is stored\n")
        return 2
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        why = WHY_NOT.get(error.errno or 0, "it could not be read")
        messages.write(f"vertel-schema: {file}: {why}\n")
        return 2
    return check(DOCUMENTS[name], file, data, "--lines" in words or file.endswith(LINES), out)


def validate(schema: type[Document], documents: Iterable[bytes], out: TextIO) -> int:
    """Write a verdict per document; return 1 when one of them is refused."""
    status = 0
    for document in documents:
        reasons = _reasons(schema, document)
        out.write(f"false {'; '.join(reasons)}\n" if reasons else "true\n")
        status = 1 if reasons else status
    return status


def check(schema: type[Document], file: str, data: bytes, by_line: bool, out: TextIO) -> int:
    """Write where a file's documents are refused, and why, and how many; return 1 when one is.

    :param by_line: whether each line is a document of its own.
    """
    checked = refused = 0
    for place, reasons in _by_line(schema, data) if by_line else _by_item(schema, data):
        checked += 1
        refused += bool(reasons)
        if reasons:
            out.write(f"{file}{place}: {'; '.join(reasons)}\n")
    if refused:
        out.write(f"{refused} of {checked} refused. Mend what is named above and check again.\n")
    else:
        out.write(f"{checked} checked, all valid.\n")
    return 1 if refused else 0


def _by_line(schema: type[Document], data: bytes) -> Iterator[tuple[str, list[str]]]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        if _holds_anything(line):
            yield f":{number}", _reasons(schema, line)


def _by_item(schema: type[Document], data: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield each document of an array; a schema of lists takes the array as one."""
    try:
        document = read_json(data)
    except UnreadableError as error:
        yield "", [f"document: {error}"]
        return
    if isinstance(document, list) and not issubclass(schema, ListOf):
        yield from ((f" item {number}", _faults(schema, one)) for number, one in enumerate(document, start=1))
    else:
        yield "", _faults(schema, document)


def _reasons(schema: type[Document], data: bytes) -> list[str]:
    try:
        return _faults(schema, read_json(data))
    except UnreadableError as error:
        return [f"document: {error}"]


def _faults(schema: type[Document], document: Any) -> list[str]:
    try:
        instance(schema).load(document)
    except ValidationError as error:
        found = faults(error.messages)
        return [f"{_on_one_line(fault['pointer'])}: {fault['message'].rstrip('.')}" for fault in found]
    return []


def _on_one_line(pointer: str) -> str:
    return quoted(pointer)[1:-1] or "document"


def _lines(source: BinaryIO) -> Iterator[bytes]:
    return (line for line in source if _holds_anything(line))


def _holds_anything(line: bytes) -> bool:
    return bool(line.strip(b" \t\r\n"))
