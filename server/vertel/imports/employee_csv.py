"""Employees from CSV: the fields are the columns. Languages within a cell are separated by semicolons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from vertel.errors import refused
from vertel.imports import table
from vertel.imports.raw_row import RawRow
from vertel.imports.table import TableRow

COLUMNS = ("email", "name", "team", "location", "languages", "role")


def read(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read CSV; raise :class:`RefusedError` when the header is not one, or the quoting is broken."""
    columns, rows = table.read(stream)
    unknown = set(columns) - set(COLUMNS)
    if unknown or not {"email", "name"} <= set(columns) or len(set(columns)) < len(columns):
        raise refused("", f"The first line names the columns, each once: email and name, and any of {COLUMNS[2:]}.")
    return map(_row, rows)


def _row(row: TableRow) -> RawRow:
    if row.cells is None:
        return RawRow(row.number, None, row.faults)
    document: dict[str, Any] = dict(row.cells)
    if "languages" in document:
        document["languages"] = [word.strip() for word in document["languages"].split(";") if word.strip()]
    return RawRow(row.number, document)
