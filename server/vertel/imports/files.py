"""Files of suggestions and of links: from bytes to rows that the database takes.

The API and the command line both come here, so that a file gets the same verdicts on either way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, Any, Literal

from marshmallow import Schema, ValidationError

from vertel.errors import Fault, fault, refused
from vertel.imports import json_documents, link_csv, suggestion_csv
from vertel.imports.bulk import Row
from vertel.imports.raw_row import RawRow
from vertel_schema import LinkRow, SuggestionRequest, faults

MEDIA_TYPES = {
    "text/csv": suggestion_csv.read,
    "application/x-ndjson": json_documents.read_lines,
    "application/jsonl": json_documents.read_lines,
    "application/json": json_documents.read_array,
}
MediaType = Literal["text/csv", "application/x-ndjson", "application/json"]
ENDINGS: dict[str, MediaType] = {
    ".csv": "text/csv",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
}
MOST_ROWS = 20_000
"""Each has a verdict, which is kept until the last one is there; so many take some 50 MB."""

_SUGGESTION, _LINK = SuggestionRequest(), LinkRow()


def rows(stream: IO[bytes], media_type: str, time_zone: str) -> Iterator[Row]:
    """Read a file row by row; raise ``RefusedError`` when it is no such file at all.

    :param media_type: a key of :data:`MEDIA_TYPES`.
    :param time_zone: where a date without a time begins and ends, in CSV.
    """
    return _loaded(MEDIA_TYPES[media_type](stream, time_zone), _SUGGESTION)


def of_links(stream: IO[bytes], media_type: str) -> Iterator[Row]:
    """Read a file of links row by row, also one that another tracker wrote."""
    raw_rows = link_csv.read(stream) if media_type == "text/csv" else MEDIA_TYPES[media_type](stream, "")
    return _loaded(raw_rows, _LINK)


def _loaded(raw_rows: Iterable[RawRow], schema: Schema) -> Iterator[Row]:
    for count, raw in enumerate(raw_rows, start=1):
        if count > MOST_ROWS:
            raise refused("", f"Expected at most {MOST_ROWS:,} rows; nothing was stored. Upload it in parts.")
        external_id = raw.document.get("external_id") if isinstance(raw.document, dict) else None
        name = external_id[:200] if isinstance(external_id, str) and external_id.isprintable() and external_id else None
        document, found = _load(raw, schema)
        yield Row(raw.number, name.strip() or None if name else None, document, found)


def _load(raw: RawRow, schema: Schema) -> tuple[dict[str, Any] | None, list[Fault]]:
    if raw.faults:
        return None, raw.faults
    try:
        return schema.load(raw.document), []
    except ValidationError as error:
        return None, [fault(one["pointer"], raw.explain(one)) for one in faults(error.messages)]
