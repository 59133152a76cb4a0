"""Rows from JSON: one document per line, or one array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import orjson

from vertel.errors import RefusedError, fault, refused
from vertel.imports import decoding
from vertel.imports.raw_row import RawRow
from vertel.translations.active import gettext as _


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
        raise refused("", _(decoding.NOT_UTF8))
    if not whole:
        raise refused("", _("The file is empty. Expected a JSON array, with a document for each row."))
    try:
        documents = orjson.loads(whole)
    except orjson.JSONDecodeError as error:
        raise _no_array(whole, error) from error
    if not isinstance(documents, list):
        expected = _("Expected a JSON array, with a document for each row.")
        raise refused("", f"{expected}{_where_rows_are(documents)}")
    return (RawRow(number, document) for number, document in enumerate(documents, start=1))


def _plain(text: str) -> str:
    return decoding.without_marks(text.strip()).strip().strip("\x1a\x00")


def _line(number: int, line: str) -> RawRow:
    if not decoding.is_decoded(line):
        return RawRow(number, None, [fault("", _(decoding.NOT_UTF8))])
    try:
        return RawRow(number, orjson.loads(line))
    except orjson.JSONDecodeError as error:
        return RawRow(number, None, [fault("", _("This line is not JSON: %(error)s.") % {"error": error})])


def _require_lines(first: str) -> None:
    """Raise :class:`RefusedError` when a first line begins JSON of another form."""
    if first.startswith("["):
        message = _(
            "This is a JSON array, not a document on each line. Name the file .json, or send it as application/json."
        )
        raise refused("", message)
    if first == "{":
        raise refused("", _("This is JSON over several lines. Put each document on a line of its own."))


def _no_array(text: str, error: Exception) -> RefusedError:
    if text[0] not in "[{":
        return refused("", _("The file is not JSON. If it is CSV, name the file .csv, or send it as text/csv."))
    first = text.partition("\n")[0]
    try:
        orjson.loads(first)
    except orjson.JSONDecodeError:
        return refused("", _("The file is not JSON: %(error)s.") % {"error": error})
    message = _(
        "Expected a JSON array; this is a document on each line. Name the file .jsonl, or send it as "
        "application/x-ndjson."
    )
    return refused("", message)


def _where_rows_are(document: Any) -> str:
    """Say in which field of an object the rows seem to be."""
    found = [name for name, value in document.items() if isinstance(value, list)] if isinstance(document, dict) else []
    if found:
        return _(" Here it stands inside an object, as %(name)r; send that list alone.") % {"name": found[0]}
    return _(" A single document goes between [ and ].") if isinstance(document, dict) else ""
