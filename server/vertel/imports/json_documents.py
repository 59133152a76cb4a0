"""Rows from JSON: one document per line, or one array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import orjson

from vertel.errors import fault, refused
from vertel.imports.raw_row import RawRow


def read_lines(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read JSON Lines; an empty line is passed over."""
    for number, line in enumerate(stream, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if not text:
            continue
        try:
            yield RawRow(number, orjson.loads(text))
        except orjson.JSONDecodeError as error:
            yield RawRow(number, None, [fault("", f"This line is not JSON: {error}.")])


def read_array(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read a JSON array of documents."""
    try:
        documents = orjson.loads(stream.read())
    except orjson.JSONDecodeError as error:
        raise refused("", f"The file is not JSON: {error}.") from error
    if not isinstance(documents, list):
        raise refused("", "Expected a JSON array, with a document for each row.")
    return (RawRow(number, document) for number, document in enumerate(documents, start=1))
