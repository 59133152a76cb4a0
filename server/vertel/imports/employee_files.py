"""Files of employees: CSV with the fields as columns, or JSON Lines. Languages in a cell stand between semicolons."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

import orjson
from marshmallow import ValidationError

from vertel.errors import Fault, fault, refused
from vertel.imports.table import NOT_UTF8
from vertel_schema import EmployeeRequest, faults

COLUMNS = ("email", "name", "team", "location", "languages", "role")
_SCHEMA = EmployeeRequest()


@dataclass(frozen=True)
class EmployeeRow:
    """One row: a loaded ``EmployeeRequest``, or the reasons why it is none.

    :ivar number: the line of the file where the row begins.
    :ivar given: the fields that the row names; the document has the others too, as for somebody new.
    """

    number: int
    email: str
    document: dict[str, Any] | None
    faults: list[Fault] = field(default_factory=list)
    given: frozenset[str] = frozenset()


def read_csv(stream: IO[bytes]) -> Iterator[EmployeeRow]:
    """Read CSV with commas, semicolons or tabs; raise ``RefusedError`` when the header is not one."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    first = text.readline()
    separator = max(",;\t", key=first.count)
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    unknown = [name for name in header if name not in COLUMNS]
    if unknown or not {"email", "name"} <= set(header) or len(set(header)) < len(header):
        raise refused("", f"The first line names the columns, each once: email and name, and any of {COLUMNS[2:]}.")
    reader = csv.reader(text, delimiter=separator, strict=True)
    number = 2
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _csv_row(number, header, cells)
            number = reader.line_num + 2  # the header was read before the reader began to count
    except csv.Error as error:
        raise refused("", f"Row {number}: the quotes are broken ({error}).") from error


def read_lines(stream: IO[bytes]) -> Iterator[EmployeeRow]:
    """Read JSON Lines; an empty line is passed over."""
    for number, line in enumerate(stream, start=1):
        text = line.removeprefix(codecs.BOM_UTF8).strip() if number == 1 else line.strip()
        if text:
            try:
                yield _row(number, orjson.loads(text))
            except orjson.JSONDecodeError as error:
                yield EmployeeRow(number, "", None, [fault("", f"This line is not JSON: {error}.")])


FORMATS: dict[str, Callable[[IO[bytes]], Iterator[EmployeeRow]]] = {
    ".csv": read_csv,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}
"""Ending of the file's name -> how to read it."""


def _csv_row(number: int, header: list[str], cells: list[str]) -> EmployeeRow:
    if any("\udc80" <= letter <= "\udcff" for cell in cells for letter in cell):
        return EmployeeRow(number, cells[0], None, [fault("", NOT_UTF8)])
    if len(cells) > len(header):
        message = f"Expected {len(header)} cells, found {len(cells)}. A separator inside a cell needs quotes around it."
        return EmployeeRow(number, cells[0], None, [fault("", message)])
    document: dict[str, Any] = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
    if "languages" in document:
        document["languages"] = [word.strip() for word in document["languages"].split(";") if word.strip()]
    return _row(number, document)


def _row(number: int, document: Any) -> EmployeeRow:
    email = str(document.get("email", "")) if isinstance(document, dict) else ""
    try:
        return EmployeeRow(number, email, _SCHEMA.load(document), given=frozenset(document))
    except ValidationError as error:
        found = [fault(one["pointer"], one["message"]) for one in faults(error.messages)]
        return EmployeeRow(number, email, None, found)
