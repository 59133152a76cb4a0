"""The command line, twin of the npm command ``vertel-schema``: same verbs, same output, same exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, TextIO

from marshmallow import ValidationError

from vertel_schema import DOCUMENTS, export
from vertel_schema.base import Document, faults, instance
from vertel_schema.reading import UnreadableError, quoted, read_json

USAGE = """\
vertel-schema list                     the names of all schemas
vertel-schema schema NAME              one as JSON Schema 2020-12
vertel-schema validate NAME [--lines]  check the JSON document on stdin; with --lines, one document a line

validate writes one line per document: true, or false and the reasons.
Exit status: 0 when all are valid, 1 when some are not, 2 when the command was not understood.
"""


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
        case ["validate", name] if name in DOCUMENTS:
            return validate(DOCUMENTS[name], [source.read()], out)
        case ["validate", name, "--lines"] | ["validate", "--lines", name] if name in DOCUMENTS:
            return validate(DOCUMENTS[name], _lines(source), out)
        case ["schema", name, *_] | ["validate", name, *_] if not name.startswith("-") and name not in DOCUMENTS:
            messages.write(f"vertel-schema: there is no schema {quoted(name)}; see vertel-schema list\n")
        case _:
            messages.write(
                "vertel-schema: say list, schema NAME or validate NAME [--lines]; see vertel-schema --help\n"
            )
    return 2


def validate(schema: type[Document], documents: Iterable[bytes], out: TextIO) -> int:
    """Write a verdict per document; return 1 when one of them is refused."""
    status = 0
    for document in documents:
        reasons = _reasons(schema, document)
        out.write(f"false {'; '.join(reasons)}\n" if reasons else "true\n")
        status = 1 if reasons else status
    return status


def _reasons(schema: type[Document], data: bytes) -> list[str]:
    try:
        instance(schema).load(read_json(data))
    except UnreadableError as error:
        return [f"document: {error}"]
    except ValidationError as error:
        found = faults(error.messages)
        return [f"{_on_one_line(fault['pointer'])}: {fault['message'].rstrip('.')}" for fault in found]
    return []


def _on_one_line(pointer: str) -> str:
    return quoted(pointer)[1:-1] or "document"


def _lines(source: BinaryIO) -> Iterator[bytes]:
    """Yield the lines that hold anything."""
    return (line for line in source if line.strip(b" \t\r\n"))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        code = main(sys.argv[1:], sys.stdin.buffer, sys.stdout, sys.stderr)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    sys.exit(code)
