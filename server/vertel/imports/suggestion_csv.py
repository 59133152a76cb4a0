"""Suggestions from CSV.

One row is one suggestion. Captions stand in columns named after their language and tone, ``caption_nl_personal``, a
second of the same as ``caption_nl_personal_2``; prompts as ``prompt_nl`` with ``prompt_nl_opening``; titles and what
the image shows as ``title_nl`` and ``image_alt_nl``, the first of which also stands for a missing ``title`` or
``image_alt``; what to do and what not as ``do_nl`` and ``dont_nl``. Lists within a cell are separated by semicolons. A
date without a time means the whole day, in the organisation's time zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import IO, Any
from zoneinfo import ZoneInfo

from vertel.domain.links.utm import NAMES, PREFIX
from vertel.errors import RefusedError, refused
from vertel.imports import table
from vertel.imports.raw_row import RawRow
from vertel.imports.table import TableRow
from vertel.translations.active import gettext as _

PLAIN = ("external_id", "kind", "title", "destination_url", "status")
LISTS = ("teams", "locations", "languages")
MOMENTS = ("publish_at", "expires_at")
IMAGE = ("image_id", "image_alt", "image_focal_point")
UTM = tuple(f"{PREFIX}{name}" for name in NAMES)
FIXED = frozenset((*PLAIN, *LISTS, *MOMENTS, *IMAGE, *UTM, "people"))
_TAG = r"([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4})*)"
_CAPTION = re.compile(rf"caption_{_TAG}(?:_([a-z]+))?(?:_\d+)?")
_PROMPT = re.compile(rf"prompt_{_TAG}(_opening)?")
_TITLE = re.compile(rf"title_{_TAG}")
_ALT = re.compile(rf"image_alt_{_TAG}")
_GUIDANCE = re.compile(rf"(do|dont)_{_TAG}")
_POINT = re.compile(r"(\d{1,3})%?[ ,;/]+(\d{1,3})%?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(Z|[+-]\d{2}:\d{2})?")
_BY_LANGUAGE = (_CAPTION, _PROMPT, _TITLE, _ALT, _GUIDANCE)
COLUMNS = (
    "external_id, kind, title, destination_url, status, publish_at, expires_at, teams, locations, languages, people"
)
COLUMNS += ", image_id, image_alt, image_focal_point, " + ", ".join(UTM)
COLUMNS += ", title_LANGUAGE, image_alt_LANGUAGE, do_LANGUAGE, dont_LANGUAGE"
COLUMNS += ", caption_LANGUAGE_TONE, prompt_LANGUAGE and prompt_LANGUAGE_opening"


def read(stream: IO[bytes], time_zone: str) -> Iterator[RawRow]:
    """Read CSV; raise :class:`RefusedError` when the header is not one, or the quoting is broken."""
    columns, rows = table.read(stream, known_column)
    has_titles = any(map(_TITLE.fullmatch, columns))
    table.require_columns(columns, known_column, ("kind",) if has_titles else ("kind", "title"), COLUMNS)
    zone = ZoneInfo(time_zone)
    return (_row(row, zone) for row in rows)


def known_column(written: str) -> str | None:
    """Return a column's name in small letters with underscores; None when there is no such column."""
    name = "_".join(written.lower().split())
    plain = name.replace("-", "_")
    if plain in FIXED:
        return plain
    return name if any(pattern.fullmatch(name) for pattern in _BY_LANGUAGE) else None


def _row(row: TableRow, zone: ZoneInfo) -> RawRow:
    if row.cells is None:
        return RawRow(row.number, None, row.faults)
    columns: dict[str, str] = {}
    try:
        return RawRow(row.number, _document(row.cells, columns, zone), columns=columns)
    except RefusedError as error:
        return RawRow(row.number, {"external_id": row.cells.get("external_id")}, error.faults)


def _document(cells: dict[str, str], columns: dict[str, str], zone: ZoneInfo) -> dict[str, Any]:
    document: dict[str, Any] = {name: cells[name] for name in PLAIN if name in cells}
    document |= {name: _moment(cells[name], zone, ends=name == "expires_at") for name in MOMENTS if name in cells}
    columns |= {f"/{name}": name for name in (*PLAIN, *MOMENTS)}
    document["titles"] = _by_language(cells, columns, _TITLE, "/titles")
    if "title" not in document and document["titles"]:
        document["title"] = document["titles"][0]["text"]
    document["utm"] = parameters(cells, columns)
    document["captions"] = _captions(cells, columns)
    document["prompts"] = _prompts(cells, columns)
    document["guidance"] = _guidance(cells, columns)
    document["audience"] = {name: _list(cells.get(name, "")) for name in LISTS}
    columns |= {f"/audience/{name}": name for name in LISTS}
    document["people"] = [_person(text) for text in _list(cells.get("people", ""))]
    columns["/people"] = "people"
    if "image_id" in cells:
        alt_texts = _by_language(cells, columns, _ALT, "/image/alt_texts")
        alt = cells.get("image_alt") or next((text["text"] for text in alt_texts), None)
        document["image"] = {"id": cells["image_id"], "alt": alt, "alt_texts": alt_texts}
        columns |= {"/image": "image_id", "/image/alt": "image_alt", "/image/focal_point": "image_focal_point"}
        if "image_focal_point" in cells:
            document["image"]["focal_point"] = _point(cells["image_focal_point"])
    return document


def _by_language(
    cells: Mapping[str, str], columns: dict[str, str], pattern: re.Pattern[str], pointer: str
) -> list[dict[str, str]]:
    """Return the texts of columns that are named after their language."""
    texts: list[dict[str, str]] = []
    for name, text in cells.items():
        parts = pattern.fullmatch(name)
        if parts:
            columns[f"{pointer}/{len(texts)}"] = name
            texts.append({"language": parts[1], "text": text})
    return texts


def parameters(cells: Mapping[str, str], columns: dict[str, str]) -> dict[str, str] | None:
    """Return the campaign parameters of a row, and note in ``columns`` where they come from."""
    columns |= {f"/utm/{name}": f"{PREFIX}{name}" for name in NAMES}
    return {name: cells[f"{PREFIX}{name}"] for name in NAMES if f"{PREFIX}{name}" in cells} or None


def _captions(cells: dict[str, str], columns: dict[str, str]) -> list[dict[str, str]]:
    captions: list[dict[str, str]] = []
    for name, text in cells.items():
        parts = _CAPTION.fullmatch(name)
        if parts:
            columns[f"/captions/{len(captions)}"] = name
            captions.append({"language": parts[1], "tone": parts[2] or "personal", "text": text})
    return captions


def _prompts(cells: dict[str, str], columns: dict[str, str]) -> list[dict[str, str | None]]:
    prompts: list[dict[str, str | None]] = []
    for name, text in cells.items():
        parts = _PROMPT.fullmatch(name)
        if parts and not parts[2]:
            columns[f"/prompts/{len(prompts)}"] = name
            opening = cells.get(f"{name}_opening")
            # A cell loses the space at its end, which is where the gap to fill begins.
            prompts.append({"language": parts[1], "question": text, "opening": f"{opening} " if opening else None})
        elif parts and name.removesuffix("_opening") not in cells:
            question = {"message": _("An opening needs its question."), "column": name.removesuffix("_opening")}
            raise refused(f"/{name}", _("%(message)s (column %(column)s)") % question)
    return prompts


def _guidance(cells: Mapping[str, str], columns: dict[str, str]) -> list[dict[str, str]]:
    """Return what to do and what not, the two columns of a language together."""
    lines: dict[str, dict[str, str]] = {}
    for name, text in cells.items():
        parts = _GUIDANCE.fullmatch(name)
        if parts:
            of_language = lines.setdefault(parts[2], {"language": parts[2]})
            of_language[parts[1]] = text
            at = list(lines).index(parts[2])
            columns |= {f"/guidance/{at}/{parts[1]}": name, f"/guidance/{at}/language": name}
    return list(lines.values())


def _point(cell: str) -> dict[str, int]:
    """Return ``40 25`` as 40 % from the left and 25 % from above."""
    parts = _POINT.fullmatch(cell)
    if not parts:
        message = _("Expected two numbers from 0 to 100, such as 40 25: percent from the left and from the upper edge.")
        told = {"message": message, "column": "image_focal_point"}
        raise refused("/image_focal_point", _("%(message)s (column %(column)s)") % told)
    return {"x": int(parts[1]), "y": int(parts[2])}


def _list(cell: str) -> list[str]:
    return list(dict.fromkeys(word.strip() for word in cell.split(";") if word.strip()))


def _person(text: str) -> dict[str, str | None]:
    """Return ``Samira Haddad (2027-06-30)`` as a person. By hand: an expression takes hours over a cell of spaces."""
    name, bracket, until = text.rpartition("(")
    if bracket and until.endswith(")") and len(until.split()) == 1:
        return {"name": name.strip(), "consent_until": until[:-1]}
    return {"name": text, "consent_until": None}


def _moment(cell: str, zone: ZoneInfo, *, ends: bool) -> str:
    """Return a cell as UTC: a date begins at midnight, or ends with the midnight after it; a time may name its offset.

    Of an hour that comes twice when summer time ends, the first is meant. What is no such cell stays as it is.
    """
    timed = _TIME.fullmatch(cell)
    try:
        if timed:
            moment = datetime.fromisoformat(f"{timed[1]}T{timed[2]}{timed[3] or ''}")
            moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        elif _DATE.fullmatch(cell):
            day = date.fromisoformat(cell) + timedelta(days=1 if ends else 0)
            moment = datetime.combine(day, time(), zone)
        else:
            return cell
        return f"{moment.astimezone(UTC).isoformat()[:19]}Z"
    except (ValueError, OverflowError):
        return cell
