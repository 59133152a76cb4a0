"""CSV as spreadsheets write it: commas, semicolons or tabs; with or without a byte order mark."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import IO, NamedTuple

from vertel.errors import Fault, RefusedError, fault, refused

NOT_UTF8 = "This is not UTF-8. Save the file as 'CSV UTF-8' and upload it again."
_NOT_DECODED = re.compile("[\udc80-\udcff]")
"""What ``surrogateescape`` makes of bytes that are not UTF-8."""


class TableRow(NamedTuple):
    """A row of a table.

    :ivar number: the line of the file where the row begins.
    :ivar cells: column -> what stands there, of the cells that are not empty; None when the row cannot be read.
    """

    number: int
    cells: dict[str, str] | None
    faults: list[Fault]


def read(stream: IO[bytes]) -> tuple[list[str], Iterator[TableRow]]:
    """Return the columns, and the rows as they are asked for.

    Raises :class:`RefusedError` when the quotes are broken: at once in the first line, later in a row.
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    first = text.readline()
    separator = max(",;\t", key=first.count)
    try:
        columns = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    except csv.Error as error:
        raise _unreadable(1, error) from error
    while columns and not columns[-1]:
        columns.pop()
    return columns, _rows(text, separator, columns)


def _rows(text: io.TextIOWrapper, separator: str, columns: list[str]) -> Iterator[TableRow]:
    reader = csv.reader(text, delimiter=separator, strict=True)
    number = 2
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _row(number, columns, cells)
            number = reader.line_num + 2  # the columns were read before the reader began to count
    except csv.Error as error:
        raise _unreadable(number, error) from error
    finally:
        text.detach()  # or it would close the file, which may be read once more


def _unreadable(number: int, error: csv.Error) -> RefusedError:
    return refused("", f"Row {number}: the quotes are broken ({error}). A quote inside a cell is doubled.")


def _row(number: int, columns: list[str], cells: list[str]) -> TableRow:
    if any(map(_NOT_DECODED.search, cells)):
        return TableRow(number, None, [fault("", NOT_UTF8)])
    if any(cell.strip() for cell in cells[len(columns) :]):
        message = (
            f"Expected {len(columns)} cells, found {len(cells)}. A separator inside a cell needs quotes around it."
        )
        return TableRow(number, None, [fault("", message)])
    filled = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if cell.strip()}
    return TableRow(number, filled, [])
