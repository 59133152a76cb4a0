"""CSV as spreadsheets and people write it: any of four separators, and a first line that has to be found.

Suggestions, links and colleagues are all read here, so that what one of them may be written as, all may.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import IO, NamedTuple

from vertel.errors import Fault, RefusedError, fault, refused
from vertel.imports import decoding
from vertel.translations.active import gettext as _

SEPARATORS = (",", ";", "\t", "|")
HEAD_LINES = 50
"""Lines in which the names of the columns have to begin and end."""

HEAD_RECORDS = 10
"""Rows in which they are looked for: people put a title above a table."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_BREAKS = re.compile("[\r\n\v\f\u2028\u2029]+")
_EDGES = "\u200b\u2060\ufeff\x00\x1a"
"""Characters at the ends of a cell that nobody sees and nobody typed; space is dropped besides."""

Known = Callable[[str], str | None]
"""From a column's name as it is written to the reader's own name for it; None when it is no column."""


class TableRow(NamedTuple):
    """A row of a table.

    :ivar number: the line of the file where the row begins.
    :ivar cells: column -> what stands there, of the cells that are not empty; None when the row cannot be read.
    """

    number: int
    cells: dict[str, str] | None
    faults: list[Fault]


class Header(NamedTuple):
    """The names of the columns.

    :ivar separator: what stands between cells.
    :ivar columns: the reader's names, or as written when it knows none; empty for a column without a name.
    :ivar known: how many of them the reader knows.
    :ivar end: the line of the file that they end in.
    """

    separator: str
    columns: list[str]
    known: int = 0
    end: int = 0


def read(stream: IO[bytes], known: Known) -> tuple[list[str], Iterator[TableRow]]:
    """Return the columns that have a name, and the rows as they are asked for.

    The names of the columns are the row, among the first ten, with the most names that the reader knows.
    Raises :class:`RefusedError` when the file is no text in UTF-8, or its quotes are broken: at once in the first
    line, later in a row.
    """
    text = decoding.text_of(stream)
    head = list(islice(text, HEAD_LINES))
    if head:
        head[0] = decoding.without_marks(head[0])
    header = _find_header(head, known)
    for name in header.columns:
        if not decoding.is_decoded(name):
            raise decoding.not_utf8(header.end)
    lines = chain(head[header.end :], text)
    return [name for name in header.columns if name], _rows(lines, partial(decoding.release, text), header)


def require_columns(columns: Collection[str], known: Known, required: Collection[str], names: str) -> None:
    """Raise :class:`RefusedError` unless the reader knows each column, each is there once, and the required ones are.

    :param names: all that it knows, for the message.
    """
    if not columns:
        raise refused("", _("The file is empty. The first line names the columns: %(names)s.") % {"names": names})
    unknown = [name for name in columns if known(name) is None]
    if unknown:
        listed = ", ".join(map(repr, unknown[:20])) + (", ..." if len(unknown) > 20 else "")
        message = _(
            "Unknown columns: %(listed)s.%(advice)s Rename or delete them. The first line names the columns: %(names)s."
        )
        told = {"listed": listed, "advice": _advice(unknown, names), "names": names}
        raise refused("", message % told)
    twice = sorted(name for name, times in Counter(columns).items() if times > 1)
    if twice:
        listed = ", ".join(map(repr, twice))
        message = _("Columns stand there twice: %(listed)s. The first line names the columns, each once: %(names)s.")
        raise refused("", message % {"listed": listed, "names": names})
    missing = sorted({*required} - {*columns})
    if missing:
        message = _("Columns are missing: %(listed)s. The first line names the columns: %(names)s.")
        raise refused("", message % {"listed": missing, "names": names})


def _advice(unknown: list[str], names: str) -> str:
    """Return which known names may be meant by unknown ones."""
    words = re.findall(r"[a-z_]{4,}", names)
    pairs = ((name, difflib.get_close_matches(name.lower(), words, 1, 0.7)) for name in unknown[:20])
    may_be = _("%(name)r may be %(close)r")
    meant = [may_be % {"name": name, "close": close[0]} for name, close in pairs if close]
    return f" {', '.join(meant)}." if meant else ""


def _find_header(head: list[str], known: Known) -> Header:
    """Return the header of the best of all separators; one without columns when there is nothing in the file."""
    first = next((number for number, line in enumerate(head) if line.strip()), 0)
    given = _SEPARATOR_LINE.fullmatch(head[first].strip()) if head else None
    first += 1 if given else 0
    below, broken = head[first:], None
    usual = max(SEPARATORS, key="".join(below).count)
    best, best_key = Header(usual, []), (-1, 0, 0)
    for separator in (given[1],) if given else SEPARATORS:
        reader = csv.reader(below, delimiter=separator, strict=True)
        try:
            for place, cells in enumerate(islice(filter(_is_title, reader), HEAD_RECORDS)):
                columns = [_column(cell, known) for cell in cells]
                number = sum(known(name) is not None for name in columns)
                key = (number, -place, len(cells))
                if key > best_key:
                    best, best_key = Header(separator, columns, number, first + reader.line_num), key
        except csv.Error as error:
            broken = error if separator == usual else broken
    if broken is not None and not best.known:
        raise _unreadable(first + 1, broken) from broken
    return best


def _is_title(cells: list[str]) -> bool:
    """Return whether a row holds something besides separators, of whatever kind."""
    return any(_clean(cell).strip("".join(SEPARATORS)) for cell in cells)


def _column(cell: str, known: Known) -> str:
    """Return the reader's name for a column. A name may go over several lines, or have a remark behind it."""
    lines = [line.strip() for line in _BREAKS.split(decoding.without_marks(cell)) if line.strip(f" \t{_EDGES}")]
    if not lines:
        return ""
    plain = lines[0].partition("(")[0].rstrip(" *:")
    whole = " ".join(lines)
    found = (known(name) for name in (whole, "".join(lines), lines[0], plain))
    return next((name for name in found if name is not None), whole)


def _rows(lines: Iterable[str], release: Callable[[], object], header: Header) -> Iterator[TableRow]:
    """Yield the rows below the header.

    :param release: called at the end, so that the file is not closed: it may be read once more.
    """
    reader = csv.reader(iter(lines), delimiter=header.separator, strict=True)
    number = header.end + 1
    try:
        for cells in reader:
            if _has_ink(cells):
                yield _row(number, header.columns, cells)
            number = header.end + reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(number, error) from error
    finally:
        release()


def _has_ink(cells: list[str]) -> bool:
    return any(map(_clean, cells))


def _clean(cell: str) -> str:
    return cell.strip().strip(_EDGES).strip()


def _unreadable(number: int, error: csv.Error) -> RefusedError:
    message = _("Row %(row)d: the quotes are broken (%(error)s). A quote inside a cell is doubled.")
    return refused("", message % {"row": number, "error": error})


def _row(number: int, columns: list[str], cells: list[str]) -> TableRow:
    if not all(map(decoding.is_decoded, cells)):
        return TableRow(number, None, [fault("", _(decoding.NOT_UTF8))])
    if any(map(_clean, cells[len(columns) :])):
        message = _(
            "Expected %(columns)d cells, found %(cells)d. A separator inside a cell needs quotes around it."
        ) % {"columns": len(columns), "cells": len(cells)}
        return TableRow(number, None, [fault("", message)])
    filled: dict[str, str] = {}
    for place, (name, cell) in enumerate(zip(columns, map(_clean, cells), strict=False), start=1):
        if cell and not name:
            message = _("Column %(place)d has no name in the first line, but here it has %(cell)r. Give it a name.")
            return TableRow(number, None, [fault("", message % {"place": place, "cell": cell[:40]})])
        if cell:
            filled[name] = cell
    return TableRow(number, filled, [])
