"""Links from CSV: Vertel's own columns, or a file that Bitly, Shlink or YOURLS wrote, known by its first line.

Of another tracker's file the destination, the code and the title are kept. What else it has, such as who made a link
from which address, is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, NamedTuple

from vertel.errors import refused
from vertel.imports import table
from vertel.imports.raw_row import RawRow
from vertel.imports.suggestion_csv import UTM, parameters
from vertel.imports.table import TableRow

PLAIN = ("destination_url", "code", "title", "external_id")
COLUMNS = (*PLAIN, *UTM)
LONGEST_TITLE = 200
_NOT_A_LETTER = re.compile("[^a-z0-9]+")


def _last_part(short: str) -> str:
    """Return the code of a whole short link, such as ``bit.ly/3xYz12``."""
    return short.rstrip("/").rpartition("/")[2]


class Tracker(NamedTuple):
    """How another tracker's columns are called, in small letters and digits alone; of several the first that is there.

    :ivar to_code: what makes a code of the cell.
    """

    name: str
    destination: tuple[str, ...]
    code: tuple[str, ...]
    to_code: Callable[[str], str] = str


TRACKERS = (
    Tracker("Shlink", ("longurl",), ("shortcode",)),
    Tracker("YOURLS", ("url",), ("keyword",)),
    Tracker("YOURLS", ("target",), ("source",), lambda path: path.strip("/")),
    Tracker("Bitly", ("destinationurl", "longurl"), ("customlink", "custombitlink", "bitlink", "link"), _last_part),
)
"""Shlink's own export and the file that it imports; YOURLS' table and its plugin Import Export; Bitly's export of links
with the older and the newer names of its columns."""


def read(stream: IO[bytes]) -> Iterator[RawRow]:
    """Read CSV; raise :class:`RefusedError` when the first line is of no known file, or the quoting is broken."""
    columns, rows = table.read(stream)
    if len(set(columns)) < len(columns):
        raise refused("", "The first line names a column twice.")
    if "destination_url" in columns and set(columns) <= set(COLUMNS):
        return map(_own, rows)
    plain = {_NOT_A_LETTER.sub("", name.lower()): name for name in reversed(columns)}
    for tracker in TRACKERS:
        destination = next((plain[name] for name in tracker.destination if name in plain), None)
        codes = [plain[name] for name in tracker.code if name in plain]
        if destination is not None and codes:
            return (_foreign(row, tracker, destination, codes, plain.get("title")) for row in rows)
    raise refused(
        "",
        f"The first line names the columns: destination_url, and any of {', '.join(COLUMNS[1:])}; or it is that of a "
        f"file from Bitly, Shlink or YOURLS. This one has {', '.join(map(repr, columns[:20])) or 'none'}.",
    )


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
        document["code"] = tracker.to_code(row.cells[code])
    return RawRow(row.number, document, columns={"/destination_url": destination, "/code": code})


def _title(cells: Mapping[str, str], column: str | None) -> str | None:
    """Return a page's title as a link's: on one line, and not too long. A tracker took it from the page unasked."""
    plain = "".join(letter if letter.isprintable() else " " for letter in cells.get(column or "", ""))
    return " ".join(plain.split())[:LONGEST_TITLE].strip() or None
