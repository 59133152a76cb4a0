"""Files of suggestions, links and employees: from bytes to rows that the database takes.

The API and the command line both come here, so that a file gets the same verdicts on either way; and all sorts of rows
come from the same readers, so that what one may be written as, all may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, Any, Literal

from marshmallow import Schema, ValidationError

from vertel.errors import Fault, fault, refused
from vertel.imports import employee_csv, json_documents, link_csv, suggestion_csv
from vertel.imports.bulk import Row
from vertel.imports.raw_row import RawRow
from vertel.imports.reasons import explain
from vertel.imports.tidy import tidy
from vertel.translations.active import gettext as _
from vertel_schema import EmployeeRequest, LinkRow, SuggestionRequest, faults

Reader = Callable[[IO[bytes]], Iterator[RawRow]]
JSON: dict[str, Reader] = {
    "application/x-ndjson": json_documents.read_lines,
    "application/jsonl": json_documents.read_lines,
    "application/json": json_documents.read_array,
}
MEDIA_TYPES = ("text/csv", *JSON)
MediaType = Literal["text/csv", "application/x-ndjson", "application/json"]
ENDINGS: dict[str, MediaType] = {
    ".csv": "text/csv",
    ".jsonl": "application/x-ndjson",
    ".ndjson": "application/x-ndjson",
    ".json": "application/json",
}
MOST_ROWS = 20_000
"""Each has a verdict, which is kept until the last one is there; so many take some 50 MB."""
MOST_EMPLOYEES = 200_000
"""Their verdicts are short."""

_SUGGESTION, _LINK, _EMPLOYEE = SuggestionRequest(), LinkRow(), EmployeeRequest()


def suggestion_rows(stream: IO[bytes], media_type: str, time_zone: str) -> Iterator[Row]:
    """Read a file row by row. Raises ``RefusedError`` at once when it is no such file at all.

    :param stream: the file; it is read twice.
    :param media_type: one of :data:`MEDIA_TYPES`.
    :param time_zone: where a date without a time begins and ends, in CSV.
    """
    reader = JSON.get(media_type, partial(suggestion_csv.read, time_zone=time_zone))
    return _rows(stream, reader, _SUGGESTION, MOST_ROWS)


def link_rows(stream: IO[bytes], media_type: str) -> Iterator[Row]:
    """Read a file of links row by row, also one that another tracker wrote; as :func:`suggestion_rows`."""
    return _rows(stream, JSON.get(media_type, link_csv.read), _LINK, MOST_ROWS)


def employee_rows(stream: IO[bytes], media_type: str) -> Iterator[Row]:
    """Read a file of employees row by row, each called by its address; as :func:`suggestion_rows`."""
    return _rows(stream, JSON.get(media_type, employee_csv.read), _EMPLOYEE, MOST_EMPLOYEES, name="email")


def _rows(stream: IO[bytes], reader: Reader, schema: Schema, most: int, name: str = "external_id") -> Iterator[Row]:
    # The whole file first: its first rows are stored before its last ones are checked.
    if sum(1 for _ in reader(stream)) > most:
        raise refused(
            "", _("Expected at most %(most)s rows; nothing was stored. Upload it in parts.") % {"most": f"{most:,}"}
        )
    stream.seek(0)
    return (_row(raw, schema, name) for raw in reader(stream))


def _row(raw: RawRow, schema: Schema, name: str) -> Row:
    document = tidy(raw.document, schema)
    if not isinstance(document, dict):
        return Row(raw.number, None, *_load(raw, document, schema))
    own = document.get(name)
    printable = own[:200].strip() if isinstance(own, str) and own.isprintable() else ""
    loaded = _load(raw, document, schema)
    return Row(raw.number, printable or None, *loaded, given=frozenset(document), program=raw.program)


def _load(raw: RawRow, document: Any, schema: Schema) -> tuple[dict[str, Any] | None, list[Fault]]:
    if raw.faults:
        return None, raw.faults
    try:
        return schema.load(document), []
    except ValidationError as error:
        found = faults(error.messages)
        reasons = explain(found, schema, document, in_cells=raw.in_cells)
        pairs = zip(found, reasons, strict=True)
        return None, [fault(one["pointer"], raw.with_column(one["pointer"], reason)) for one, reason in pairs]
