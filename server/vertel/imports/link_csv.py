"""Links from CSV: Vertel's own columns, or a file that another tracker wrote, known by its first line.

Of another tracker's file the destination, the code and the title are kept. What else it has, such as who made a link
from which address, is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from vertel.errors import refused
from vertel.imports import table
from vertel.imports.raw_row import RawRow
from vertel.imports.suggestion_csv import UTM, parameters
from vertel.imports.table import TableRow
from vertel.translations.active import gettext as _

PLAIN = ("destination_url", "code", "title", "external_id")
COLUMNS = (*PLAIN, *UTM)
LONGEST_TITLE = 200
_NOT_A_LETTER = re.compile("[^a-z0-9]+")


class Tracker(NamedTuple):
    """How a tracker's columns are called, in small letters and digits alone; of several the first that is there."""

    name: str
    destination: tuple[str, ...]
    code: tuple[str, ...]
    title: tuple[str, ...] = ("title",)


TRACKERS = (
    Tracker("Shlink", ("longurl",), ("shortcode",)),
    Tracker("YOURLS", ("url",), ("keyword",)),
    Tracker("YOURLS", ("target",), ("source",)),
    Tracker("Dub", ("url",), ("key",)),
    Tracker("Kutt", ("target",), ("address",), ("description", "title")),
    Tracker("Rebrandly", ("destination", "destinationurl"), ("slashtag",)),
    Tracker("Short.io", ("originalurl",), ("path", "shortlink", "shorturl")),
    Tracker("Bitly", ("destinationurl", "longurl"), ("customlink", "custombitlink", "bitlink", "link")),
    Tracker("Dub", ("destinationurl",), ("shortlink",)),
    Tracker("another tracker", ("longurl", "longlink", "destination", "targeturl", "originalurl"), (
        "shortcode", "shorturl", "shortlink", "slug", "alias", "backhalf", "keyword", "path",
    )),
)  # fmt: skip
"""Shlink's own export and the file that it imports; YOURLS' table and its plugin Import Export; Bitly's export of links
with the older and the newer names of its columns; and what people call the two columns by themselves. A whole short
link stands for the code at its end."""

_FOREIGN = {name for tracker in TRACKERS for name in (*tracker.destination, *tracker.code, *tracker.title)}
_FOREIGN_NAMES = ", ".join(dict.fromkeys(tracker.name for tracker in TRACKERS[:-1]))


def known_column(written: str) -> str | None:
    """Return a column's name: Vertel's own, or another tracker's as it is written; None for any other."""
    own = _own_name(written)
    return own or (written if _letters(written) in _FOREIGN else None)


def read(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read CSV; raise :class:`RefusedError` when the first line is of no known file, or the quoting is broken."""
    columns, rows = table.read(stream, known_column)
    if "destination_url" in columns and {*columns} <= {*COLUMNS}:
        table.require_columns(columns, _own_name, (), ", ".join(COLUMNS))
        return map(_own, rows)
    plain = {_letters(name): name for name in reversed(columns)}
    for tracker in TRACKERS:
        destination = next((plain[name] for name in tracker.destination if name in plain), None)
        codes = [plain[name] for name in tracker.code if name in plain]
        if destination is not None and codes:
            title = next((plain[name] for name in tracker.title if name in plain), None)
            table.require_columns(columns, str, (), _FOREIGN_NAMES)
            return (_foreign(row, tracker, destination, codes, title) for row in rows)
    if "destination_url" in columns:
        table.require_columns(columns, _own_name, (), ", ".join(COLUMNS))
    raise refused(
        "",
        _(
            "The first line names the columns: destination_url, and any of %(own)s; or it is that of a file from "
            "%(foreign)s. This one has %(found)s. Rename the column with the long addresses to destination_url, the "
            "one with what stands behind the link domain to code, and delete the others."
        )
        % {
            "own": ", ".join(COLUMNS[1:]),
            "foreign": _FOREIGN_NAMES,
            "found": ", ".join(map(repr, columns[:20])) or _("none"),
        },
    )


def _letters(written: str) -> str:
    return _NOT_A_LETTER.sub("", written.lower())


def _own_name(written: str) -> str | None:
    name = "_".join(written.lower().rstrip(" *:").replace("-", " ").split())
    return name if name in COLUMNS else None


def _own(row: TableRow) -> RawRow:
    if row.cells is None:
        return RawRow(row.number, None, row.faults)
    columns = {f"/{name}": name for name in PLAIN}
    document: dict[str, Any] = {name: row.cells[name] for name in PLAIN if name in row.cells}
    document["utm"] = parameters(row.cells, columns)
    return RawRow(row.number, document, columns=columns)


def _foreign(row: TableRow, tracker: Tracker, destination: str, codes: list[str], title: str | None) -> RawRow:
    if row.cells is None:
        return RawRow(row.number, None, row.faults)
    code = next((name for name in codes if name in row.cells), codes[0])
    document: dict[str, Any] = {"title": _title(row.cells, title)}
    if destination in row.cells:
        document["destination_url"] = row.cells[destination]
    if code in row.cells:
        document["code"] = _code(row.cells[code])
    columns = {"/destination_url": destination, "/code": code}
    return RawRow(row.number, document, columns=columns, program=tracker.name)


def _code(cell: str) -> str:
    """Return the code of a cell: as it stands there, or the last part of a whole short link, such as bit.ly/3xYz12."""
    path = (cell.partition("?")[0].partition("#")[0] if "://" in cell else cell).strip("/")
    host, _, last = path.rpartition("/")
    return last if "://" in cell or "." in host else path


def _title(cells: Mapping[str, str], column: str | None) -> str | None:
    """Return a page's title as a link's: on one line, and not too long. A tracker took it from the page unasked."""
    plain = "".join(letter if letter.isprintable() else " " for letter in cells.get(column or "", ""))
    return " ".join(plain.split())[:LONGEST_TITLE].strip() or None
