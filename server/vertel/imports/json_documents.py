"""Rows from JSON: one document per line, or one array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import orjson

from vertel.errors import RefusedError, fault, refused
from vertel.imports import decoding
from vertel.imports.raw_row import RawRow

AS_ARRAY = "Name the file .json, or send it as application/json."
AS_LINES = "Name the file .jsonl, or send it as application/x-ndjson."
AS_CSV = "If it is CSV, name the file .csv, or send it as text/csv."


def read_lines(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read JSON Lines; an empty line is passed over. Raises :class:`RefusedError` when it is another kind of file."""
    text = decoding.text_of(stream)
    text.reconfigure(newline=None)
    try:
        first = True
        for number, line in enumerate(text, start=1):
            document = _plain(line)
            if document:
                if first:
                    _require_lines(document)
                yield _line(number, document)
                first = False
    finally:
        decoding.release(text)


def read_array(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read a JSON array of documents."""
    text = decoding.text_of(stream)
    try:
        whole = _plain(text.read())
    finally:
        decoding.release(text)
    if not decoding.is_decoded(whole):
        raise refused("", decoding.NOT_UTF8)
    if not whole:
        raise refused("", "The file is empty. Expected a JSON array, with a document for each row.")
    try:
        documents = orjson.loads(whole)
    except orjson.JSONDecodeError as error:
        raise _no_array(whole, error) from error
    if not isinstance(documents, list):
        raise refused("", f"Expected a JSON array, with a document for each row.{_where_rows_are(documents)}")
    return (RawRow(number, document) for number, document in enumerate(documents, start=1))


def _plain(text: str) -> str:
    return decoding.without_marks(text.strip()).strip().strip("\x1a\x00")


def _line(number: int, line: str) -> RawRow:
    if not decoding.is_decoded(line):
        return RawRow(number, None, [fault("", decoding.NOT_UTF8)])
    try:
        return RawRow(number, orjson.loads(line))
    except orjson.JSONDecodeError as error:
        return RawRow(number, None, [fault("", f"This line is not JSON: {error}.")])


def _require_lines(first: str) -> None:
    """Raise :class:`RefusedError` when a first line begins JSON of another form."""
    if first.startswith("["):
        raise refused("", f"This is a JSON array, not a document on each line. {AS_ARRAY}")
    if first == "{":
        raise refused("", "This is JSON over several lines. Put each document on a line of its own.")


def _no_array(text: str, error: Exception) -> RefusedError:
    if text[0] not in "[{":
        return refused("", f"The file is not JSON. {AS_CSV}")
    first, _, _ = text.partition("\n")
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        return refused("", f"The file is not JSON: {error}.")
    return refused("", f"Expected a JSON array; this is a document on each line. {AS_LINES}")


def _where_rows_are(document: Any) -> str:
    """Say in which field of an object the rows seem to be."""
    found = [name for name, value in document.items() if isinstance(value, list)] if isinstance(document, dict) else []
    if found:
        return f" Here it stands inside an object, as {found[0]!r}; send that list alone."
    return " A single document goes between [ and ]." if isinstance(document, dict) else ""
