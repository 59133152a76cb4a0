"""CSV for people: a byte order mark, and the separator and decimals of the spreadsheet that will open it.

A spreadsheet splits lines and reads numbers by the language of its computer, and takes a file without a byte order mark
for the computer's old letters. A program that says nothing of languages gets commas and decimal points.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from flask import Response, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

MARK = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_HEADER = 1000
CONTENT_TYPE = "text/csv; charset=utf-8"
IN_MEMORY = 1024 * 1024
"""Characters of a long table; more go into a file."""

CHUNK = 64 * 1024
VARIES = {"Vary": "Accept, Accept-Language"}

_DECIMAL_COMMA = frozenset((
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fr", "gl", "hr", "hu",
    "hy", "id", "is", "it", "ka", "kk", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru",
    "sk", "sl", "sq", "sr", "sv", "tr", "uk", "uz", "vi",
))  # fmt: skip
_DECIMAL_POINT = frozenset((
    "es-mx", "es-us", "es-pr", "es-gt", "es-hn", "es-ni", "es-pa", "es-pe", "es-sv", "es-do",
))  # fmt: skip
"""Places that write decimals in another way than the language does elsewhere."""

_POINT_AND_SEMICOLON = frozenset(("de-ch", "de-li", "fr-ch", "it-ch"))


class Dialect(NamedTuple):
    """How a spreadsheet of a language reads CSV, or a program that names no language.

    :ivar offset: whether times say how far they are from UTC; a spreadsheet takes such a time for a text.
    """

    separator: str = ","
    decimal: str = "."
    offset: bool = False


def wants_csv() -> bool:
    """Return whether the caller prefers CSV to JSON."""
    return request.accept_mimetypes.best_match(["application/json", "text/csv"]) == "text/csv"


def csv_table(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], locale: str | None) -> Response:
    """Return rows as CSV.

    :param locale: the language of whose spreadsheet opens it; None for what the request's ``Accept-Language`` says.
    """
    out = io.StringIO()
    _write(out, rows, columns, locale)
    return Response(out.getvalue(), content_type=CONTENT_TYPE, headers=VARIES)


def long_csv_table(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], locale: str | None) -> Response:
    """Return many rows as CSV, as :func:`csv_table` does, by way of a temporary file.

    All rows are read before the answer begins, so that what fails is answered as an error.
    """
    with ExitStack() as opened:
        file = opened.enter_context(SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline=""))
        _write(file, rows, columns, locale)
        file.seek(0)
        response = Response(_chunks(file), content_type=CONTENT_TYPE, headers=VARIES)
        response.call_on_close(opened.pop_all().close)
    return response


def _write(out: IO[str], rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], locale: str | None) -> None:
    dialect = _dialect(locale or _accepted(request.headers.get("Accept-Language", "")))
    out.write(MARK)
    writer = csv.writer(out, delimiter=dialect.separator)
    writer.writerow(columns)
    writer.writerows([_cell(row[name], dialect) for name in columns] for row in rows)


def _chunks(file: IO[str]) -> Iterator[bytes]:
    with file:
        while text := file.read(CHUNK):
            yield text.encode()


def _accepted(header: str) -> str:
    """Return the language that somebody likes best; empty when they say nothing of it."""
    accepted = parse_accept_header(header[:LONGEST_HEADER], LanguageAccept)
    return next((tag for tag, quality in accepted if quality > 0), "")


def _dialect(language: str) -> Dialect:
    if not language:
        return Dialect(offset=True)
    tag = language.lower().replace("_", "-")
    if tag in _POINT_AND_SEMICOLON:
        return Dialect(";", ".")
    if tag.partition("-")[0] in _DECIMAL_COMMA and tag not in _DECIMAL_POINT:
        return Dialect(";", ",")
    return Dialect()


def _cell(value: Any, dialect: Dialect) -> str:
    """Return a cell that a spreadsheet shows and does not compute."""
    if isinstance(value, float):
        return str(value).replace(".", dialect.decimal)
    if isinstance(value, datetime):
        return (value if dialect.offset else value.replace(tzinfo=None)).isoformat(" ", "minutes")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
