"""Employees from CSV: the fields are the columns. Languages within a cell are separated by semicolons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from vertel.imports import table
from vertel.imports.raw_row import RawRow
from vertel.imports.table import TableRow

COLUMNS = ("email", "name", "team", "location", "languages", "role", "active", "external_id")
WORDS = {"true": True, "yes": True, "ja": True, "1": True, "false": False, "no": False, "nee": False, "0": False}
"""What a cell of the column ``active`` may say."""

_KNOWN = {name.replace("_", ""): name for name in COLUMNS}


def read(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read CSV; raise :class:`RefusedError` when the header is not one, or the quoting is broken."""
    columns, rows = table.read(stream, known_column)
    table.require_columns(columns, known_column, ("email", "name"), ", ".join(COLUMNS))
    return map(_row, rows)


def known_column(written: str) -> str | None:
    """Return a column's name in small letters, without what a spreadsheet's user puts between them."""
    name = "".join(letter for letter in written.lower() if letter not in " _-")
    return _KNOWN.get(name)


def _row(row: TableRow) -> RawRow:
    if row.cells is None:
        return RawRow(row.number, None, row.faults)
    columns = {f"/{name}": name for name in row.cells}
    document: dict[str, Any] = dict(row.cells)
    if "languages" in document:
        document["languages"] = [word.strip() for word in document["languages"].split(";") if word.strip()]
    if "active" in document:
        document["active"] = WORDS.get(document["active"].lower(), document["active"])
    return RawRow(row.number, document, columns=columns)
