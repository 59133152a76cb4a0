"""Every field of the contract says what it means, shows an example that is right, and has its unit and limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marshmallow import missing

import vertel_schema
from vertel_schema import Document
from vertel_schema.base import portable_fields
from vertel_schema.export import field_schema
from vertel_schema.fields import Boolean, Choice, Integer, Items, Number, Object
from vertel_schema.portable import Portable

UNITS = re.compile(
    r"\b(?:how many|how often|how much|how long|number of|seconds|minutes|hours|days|pixels|characters|bytes|percent"
    r"|from 0 to 1|divided by|status code|line of|times|attempts?|people|colleagues|modules|HTTP)\b",
    re.IGNORECASE,
)
"""What a number counts or measures is said in one of these ways; add one when a new field needs it."""


def _classes(base: type[Document]) -> Iterator[type[Document]]:
    for below in base.__subclasses__():
        if below.__module__.startswith("vertel_schema"):
            yield below
        yield from _classes(below)


FIELDS: dict[str, Portable] = {
    f"{schema.__name__}.{name}": field
    for schema in _classes(Document)
    for name, field in portable_fields(schema).items()
}

OPAQUE = {"cursor", "next_cursor"}
"""Fields that mean nothing to a reader: an example would teach people to look into them."""

SPEAKING = (Object, Items, Choice, Boolean)
"""Fields whose parts, items or words are the example."""


def test_the_fields_are_those_of_the_package() -> None:
    assert {name.partition(".")[0] for name in FIELDS} <= set(vertel_schema.__all__)
    assert len(FIELDS) > 150


def test_a_field_has_a_description_of_a_sentence() -> None:
    assert [name for name, field in FIELDS.items() if not re.fullmatch(r"\S.{2,}[.)]", field.doc, re.DOTALL)] == []


def test_a_field_has_an_example() -> None:
    silent = [name for name, field in _values() if not _shows_an_example(field)]
    assert [name for name in silent if name.partition(".")[2] not in OPAQUE] == []


def test_an_example_is_one() -> None:
    for name, field in _values():
        if field.example is not missing:
            assert field.deserialize(field.example) is not None, name


def test_a_number_says_what_it_counts_or_measures() -> None:
    numbers = [name for name, field in _values() if isinstance(field, Integer | Number)]
    assert [name for name in numbers if not UNITS.search(FIELDS[name].doc)] == []


def test_a_field_has_its_limits() -> None:
    assert [name for name, field in _values() if not _is_bounded(field_schema(field))] == []


def _values() -> list[tuple[str, Portable]]:
    return [(name, one) for name, field in FIELDS.items() for one in _with_its_items(field)]


def _with_its_items(field: Portable) -> list[Portable]:
    return [field, *_with_its_items(field.item)] if isinstance(field, Items) else [field]


def _shows_an_example(field: Portable) -> bool:
    """Whether a reader sees a value: an example, a default, or what a ``SPEAKING`` field has."""
    return isinstance(field, SPEAKING) or field.example is not missing or field.load_default not in {missing, None}


def _is_bounded(rule: dict[str, Any]) -> bool:
    kinds = rule.get("type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "enum" in rule or "$ref" in rule or "anyOf" in rule or "boolean" in kinds:
        return True
    text = "maxLength" in rule or not re.search(r"[^\\][*+]|,\}", rule.get("pattern", "+"))
    of_kind = {"string": text, "array": "maxItems" in rule, "null": True}
    return all(of_kind.get(kind, "minimum" in rule and "maximum" in rule) for kind in kinds)
