"""What was meant by a value that a spreadsheet, a mail program or a telephone changed on the way.

A file is taken more kindly than a document of the API: nobody typed it with the contract beside it. Only what has one
meaning is changed; whatever else the contract refuses is refused.
"""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema

from vertel.domain.links import addresses
from vertel.domain.people import teams
from vertel_schema.fields import Choice, Items, Matching, Object, Text
from vertel_schema.text import Code, Email, HttpsUrl, Language, Line, Slug

_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks for the direction of reading, which programs put around telephone numbers and names."""

_SOFT_BREAK = re.compile("\r\n|[\v\f\x85]")
_BREAK = re.compile("(?<! ) *+[\t\r\n\v\f\x85\u2028\u2029][ \t\r\n\v\f\x85\u2028\u2029]*")
"""A line break or a tab, with all space around it.

Looked for where space begins, and not once more at each further character of it: a cell may hold 100,000 spaces.
"""
_EDGES = "\u200b\u2060\ufeff"


def tidy(value: Any, field: Any) -> Any:
    """Return a value of a field, or a document of a schema, as it was meant."""
    if isinstance(field, Schema):
        return _document(value, field)
    if isinstance(field, Object):
        return _document(value, field.schema)
    if isinstance(field, Items):
        return [tidy(one, field.item) for one in value] if isinstance(value, list) else value
    return _text(value, field) if isinstance(value, str) else value


def _document(value: Any, schema: Schema) -> Any:
    if not isinstance(value, dict):
        return value
    fields = schema.load_fields
    return {name: tidy(one, fields[name]) if name in fields else one for name, one in value.items()}


def _text(value: str, field: Any) -> str:
    if isinstance(field, Line):
        return _UNSEEN.sub("", _BREAK.sub(" ", value.strip())).strip()
    if isinstance(field, Text):
        return _UNSEEN.sub("", _SOFT_BREAK.sub("\n", value))
    if isinstance(field, Choice):
        return _choice(value, field)
    return _fixed_form(value.strip().strip(_EDGES).strip(), field) if isinstance(field, Matching) else value


def _choice(value: str, field: Choice) -> str:
    """Return the word that was meant: ``Team moment`` is ``team_moment``."""
    plain = re.sub(r"[\s-]+", "_", value.strip().lower())
    return plain if plain in field.choices else value


def _fixed_form(value: str, field: Matching) -> str:
    if isinstance(field, Language):
        return value.replace("_", "-")
    if isinstance(field, HttpsUrl):
        return addresses.lowered(value)
    if isinstance(field, Email):
        return re.sub("^mailto:", "", _UNSEEN.sub("", value), flags=re.IGNORECASE)
    if isinstance(field, Slug):
        return teams.slugify(value) if value else value
    return value.strip("/") if isinstance(field, Code) else value
