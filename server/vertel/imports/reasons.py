"""Why a value was refused, said of this very value: the contract's own message says only what was expected.

Used for files and for documents sent to the API alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marshmallow import Schema

from vertel.domain.links import addresses
from vertel.domain.people import teams
from vertel.imports import contract_words
from vertel.imports.contract_words import OR_NULL
from vertel.translations import N_
from vertel.translations.active import gettext as _
from vertel_schema.base import ListOf, OneOf, instance
from vertel_schema.documents import FaultDict
from vertel_schema.fields import Choice, Object, Text
from vertel_schema.text import Code, Date, DateTime, Email, HttpsUrl, Language, Line, Slug

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_BREAK = re.compile("[\t\n\r\u2028\u2029]")
_LINE_BREAK = N_("a line break")
_NAMES = {
    **dict.fromkeys("\n\r\u2028\u2029", _LINE_BREAK),
    "\t": N_("a tab"),
    "\v": N_("a soft line break (U+000B)"),
    "\f": N_("a page break (U+000C)"),
    "\x00": N_("an empty byte (U+0000)"),
}
_NOTHING = {"null", "none", "nil", "n/a", "nvt", "n.v.t.", "-", "--", "?"}
_DAY_FIRST = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_WORD = re.compile(r"[^\s<>,;()\"]+")
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of spreadsheets."""

WANTED = {
    "alt": N_("Write what the picture shows."),
    "name": N_("Write a name."),
    "opening": N_("Write how the text begins."),
    "question": N_("Write a question."),
    "text": N_("Write a text."),
    "title": N_("Write a title."),
}
"""Field -> what to do when there is nothing in it."""

DATE = N_("Expected a date as YYYY-MM-DD, such as 2026-12-31")
DATE_OR_TIME = N_("Expected a date as YYYY-MM-DD, such as 2026-12-31, or a time such as 2026-12-31 18:00")
TIME = N_("Expected a time in UTC, such as 2026-12-31T17:00:00Z")


def explain(faults: Sequence[FaultDict], schema: Schema, document: Any, *, in_cells: bool = False) -> list[str]:
    """Return a message for each fault: its own, or what is wrong with this value where that can be told.

    :param in_cells: whether the values stand in a table, where nothing is an empty cell.
    """
    return [_explain(one, schema, document, in_cells) for one in faults]


def _explain(fault: FaultDict, schema: Schema, document: Any, in_cells: bool) -> str:
    field, value = _find(schema, document, fault["pointer"])
    if isinstance(value, str):
        reason = _about(field, value, in_cells=in_cells)
        if reason is not None:
            return reason
    if in_cells and fault["message"].endswith(OR_NULL):
        message = contract_words.translated(f"{fault['message'].removesuffix(OR_NULL)}.").removesuffix(".")
        return _("%(message)s; leave the cell empty for none.") % {"message": message}
    return contract_words.translated(fault["message"])


def _find(schema: Any, document: Any, pointer: str) -> tuple[Any, Any]:
    """Return the field that a pointer leads to, and the value there; None where there is none."""
    field, value = schema, document
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
            field = instance(field.item) if isinstance(field, ListOf) else getattr(field, "item", None)
        elif isinstance(value, dict) and name in value:
            fields = _form(field, value)
            value, field = value[name], fields.get(name)
        else:
            return None, None
    return field, value


def _form(field: Any, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the fields of an object, as its class or the form that it is of has them."""
    if isinstance(field, Object):
        field = field.schema
    if isinstance(field, OneOf):
        chosen = value.get(field.tag) if field.tag else next((key for key in field.forms if key in value), None)
        form = field.forms.get(chosen) if isinstance(chosen, str) else None
        field = instance(form) if form else None
    return field.load_fields if isinstance(field, Schema) else {}


def _about(field: Any, value: str, *, in_cells: bool) -> str | None:
    """Return what is wrong with a text in a field, None when nothing better is known than the contract's message."""
    if isinstance(field, Text):
        return _about_text(value, field)
    if isinstance(field, DateTime | Date):
        return _about_date(value, timed=isinstance(field, DateTime), in_cells=in_cells)
    if in_cells and value.strip().lower() in _NOTHING:
        return _("%(value)r is a text like any other. Leave the cell empty for none.") % {"value": value}
    if isinstance(field, Choice):
        words = contract_words.choices(field.expected.removesuffix(", or null"))
        return _("Expected %(words)s; here it is %(value)r.") % {"words": words, "value": value[:60]}
    about = next((about for kind, about in _BY_CLASS if isinstance(field, kind)), None)
    return about(value) if about else None


def _about_text(value: str, field: Text) -> str | None:
    if len(value) > field.max_length:
        message = _("Expected at most %(most)s characters; here are %(number)s.")
        return message % {"most": f"{field.max_length:,}", "number": f"{len(value):,}"}
    found = _CONTROL.search(value) or (_BREAK.search(value) if isinstance(field, Line) else None)
    if found is not None:
        letter = found[0]
        name = _("a character that nobody sees (%(code)s)") % {"code": f"U+{ord(letter):04X}"}
        message = _("Character %(place)s is %(name)s, which cannot stand here. Remove it.")
        if found.start():
            message = _("Character %(place)s after %(before)r is %(name)s, which cannot stand here. Remove it.")
        before = value[max(0, found.start() - 20) : found.start()]
        known = _(_NAMES[letter]) if letter in _NAMES else name
        return message % {"place": f"{found.start() + 1:,}", "before": before, "name": known}
    return None if value.strip() else _about_empty(field)


def _about_empty(field: Text) -> str:
    """Return what to write in a field in which there is nothing, or nothing but space."""
    wanted = WANTED.get(field.name or "")
    if wanted is not None:
        return _(wanted)
    return _("Write something here, or send null for nothing.") if field.allow_none else _("Write something here.")


def _about_date(value: str, *, timed: bool, in_cells: bool) -> str | None:
    expected = _(DATE_OR_TIME if timed and in_cells else TIME if timed else DATE)
    shown, text = repr(value[:40]), value.strip()
    if text.lower() in _NOTHING:
        none = _("leave the cell empty for none.") if in_cells else _("write null, without quotes, for none.")
        return f"{expected}; {none}"
    iso = _ISO.fullmatch(text)
    if iso and not timed and not in_cells:
        return f"{expected}."
    why = _about_iso(shown, *iso.groups()) if iso else _about_no_date(shown, text)
    if why is None:
        here = _("here it is %(shown)s.") % {"shown": shown}
        return f"{expected}; {here}"
    return f"{expected}. {why}"


def _about_no_date(shown: str, text: str) -> str | None:
    """Say as what other than ISO 8601 a text may be meant."""
    told: dict[str, object] = {"shown": shown}
    if text.isdecimal() and len(text) in {10, 13}:
        return _("%(shown)s looks like a computer's count of seconds.") % told
    if _SERIAL.fullmatch(text) and 20_000 < int(text[:5]) < 80_000:
        told["day"] = _FIRST_DAY + timedelta(days=int(text[:5]))
        return _("%(shown)s is how a spreadsheet counts days, %(day)s: format the column as YYYY-MM-DD.") % told
    if _DAY_FIRST.fullmatch(text):
        message = _("%(shown)s is read in two ways, day first or month first: format the column as YYYY-MM-DD.")
        return message % told
    return None


def _about_iso(shown: str, day: str, clock: str | None, offset: str | None) -> str:
    """Say what is missing in a date or time that is written as ISO 8601 has it."""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock or '00:00'}{offset or ''}")
        if moment.tzinfo is not None and offset != "Z":
            return _("%(shown)s is %(moment)s.") % {
                "shown": shown,
                "moment": f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            }
    except (ValueError, OverflowError):
        return _("%(shown)s is on no calendar or clock.") % {"shown": shown}
    if not 1900 <= moment.year < 3000:
        return _("%(shown)s is in no year from 1900 to 2999.") % {"shown": shown}
    message = _("%(shown)s lacks seconds.")
    if offset is None:
        message = _("%(shown)s does not say which moment in UTC that is.")
    return message % {"shown": shown}


def _about_code(value: str) -> str:
    expected = _("Expected 1 to 64 letters, digits and inner hyphens")
    wrong = next((letter for letter in value if not (letter.isascii() and (letter.isalnum() or letter == "-"))), None)
    if wrong is not None:
        message = _("%(letter)r (%(code)s) cannot stand in a link's code.")
        return f"{expected}; {message % {'letter': wrong, 'code': f'U+{ord(wrong):04X}'}}"
    here = _("here it is %(shown)s.") % {"shown": repr(value)}
    if len(value) > 64:
        here = _("here are %(number)s.") % {"number": f"{len(value):,}"}
    return f"{expected}; {here}"


def _about_language(value: str) -> str:
    return _("%(value)r is no language tag. Expected one such as nl, en or pt-BR.") % {"value": value[:40]}


def _about_slug(value: str) -> str:
    message = _("%(value)r is no team's short name. Expected one such as %(name)r.")
    return message % {"value": value[:60], "name": teams.slugify(value)}


def _about_email(value: str) -> str | None:
    found = next((word for word in _WORD.findall(value) if "@" in word[1:-1]), None)
    if found is not None and found != value:
        message = _("Expected an e-mail address alone, such as %(found)s; here it is %(value)r.")
        return message % {"found": found[:100], "value": value[:100]}
    odd = next((letter for letter in value if not letter.isascii() or not letter.isprintable()), None)
    if odd is not None:
        message = _("Expected an e-mail address in plain letters; %(letter)r (%(code)s) stands in %(value)r.")
        return message % {"letter": odd, "code": f"U+{ord(odd):04X}", "value": value[:100]}
    return None


_BY_CLASS: tuple[tuple[type[Any], Callable[[str], str | None]], ...] = (
    (HttpsUrl, addresses.why_malformed),
    (Code, _about_code),
    (Language, _about_language),
    (Slug, _about_slug),
    (Email, _about_email),
)
