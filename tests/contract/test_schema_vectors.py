"""The vectors: documents that every validator of a schema must accept or refuse, and the proof that they bite.

They run against marshmallow here, against the npm package in shared_schema/js/test, and against the ``jsonschema``
library as a third opinion on the published files.
"""

import copy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema import ValidationError as JsonSchemaError
from marshmallow import ValidationError

from vertel_schema import DOCUMENTS, export, faults
from vertel_schema.base import instance

VECTORS = Path(__file__).parents[2] / "shared_schema" / "vectors"
FORMATS = FormatChecker(formats=["date", "uuid"])

Case = tuple[str, Any, list[str] | None]
Schema = dict[str, Any]


@FORMATS.checks("date-time", raises=ValueError)
def is_date_time(value: Any) -> bool:
    """Whether the day of a time exists; the library leaves this format to a package of its own."""
    return not isinstance(value, str) or bool(date.fromisoformat(value[:10]))


def has_a_day(value: str) -> bool:
    """Whether a time passes for one by its format alone, as above: its pattern says the rest."""
    try:
        return is_date_time(value)
    except ValueError:
        return False


def matches_whole(_: Any, pattern: str, value: Any, __: Any) -> Iterator[JsonSchemaError]:
    """Check ``pattern`` as ECMAScript does; in Python's expressions ``$`` also matches before a last line end."""
    if isinstance(value, str) and not re.search(pattern.removesuffix("$") + r"\Z", value):
        yield JsonSchemaError("does not match")


Validator = validators.extend(Draft202012Validator, {"pattern": matches_whole})  # type: ignore[no-untyped-call]


def cases_of(name: str) -> list[Case]:
    """Return (description, document, pointers; ``None`` for a valid one)."""
    vectors = json.loads((VECTORS / f"{name}.json").read_text("utf-8"))
    assert vectors["schema"] == name
    assert vectors["valid"], "no valid documents"
    assert vectors["invalid"], "no invalid documents"
    valid = [(vector["description"], vector["document"], None) for vector in vectors["valid"]]
    return valid + [(vector["description"], vector["document"], vector["pointers"]) for vector in vectors["invalid"]]


def test_every_document_has_vectors_and_every_file_of_vectors_a_document() -> None:
    assert sorted(path.stem for path in VECTORS.glob("*")) == sorted(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_marshmallow_gives_each_vector_its_verdict_and_its_pointers(name: str) -> None:
    for description, document, pointers in cases_of(name):
        assert [fault["pointer"] for fault in found(name, document)] == (pointers or []), description


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_published_schema_gives_each_vector_its_verdict_in_another_library(name: str) -> None:
    published = json.loads((VECTORS.parent / "generated" / "schemas" / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    assert differing(Validator(published, format_checker=FORMATS), cases_of(name)) is None


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_rule_can_be_dropped_from_a_schema_without_a_vector_noticing(name: str) -> None:
    schema, cases = export.document(DOCUMENTS[name]), [case for case in cases_of(name) if is_readable(case[1])]
    assert differing(compiled(schema), cases) is None
    unnoticed = [
        what for what, changed in mutations(schema) if differing(compiled(changed), by_relevance(cases, what)) is None
    ]
    assert unnoticed == []


def found(name: str, document: Any) -> list[dict[str, str]]:
    """Return the faults that marshmallow finds."""
    try:
        instance(DOCUMENTS[name]).load(document)
    except ValidationError as error:
        return faults(error.messages)
    return []


def compiled(schema: Schema) -> jsonschema_rs.Draft202012Validator:
    """Return a validator that is quick enough for thousands of schemas."""
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats={"date-time": has_a_day})


def is_readable(document: Any) -> bool:
    """Whether that validator can read it: it takes no half of a surrogate pair, and no larger numbers than it knows."""
    try:
        compiled({}).is_valid(document)
    except (ValueError, UnicodeEncodeError):
        return False
    return True


def differing(validator: Any, cases: list[Case]) -> str | None:
    """Return the first case to which a schema's validator gives another verdict than the vectors."""
    wrong = (text for text, document, pointers in cases if validator.is_valid(document) != (pointers is None))
    return next(wrong, None)


def by_relevance(cases: list[Case], what: str) -> list[Case]:
    """Put the cases about a field first: with them a mutation is noticed within a few, not after hundreds."""
    field = what.rsplit("/", 1)[-1].split(" ", maxsplit=1)[0]
    return sorted(cases, key=lambda case: field not in case[0])


def mutations(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Yield (what, copy with one rule less).

    Rules of nested classes that are documents' own business elsewhere are dropped there, where their vectors are;
    ``required`` and the closing of objects are dropped here too.
    """
    for owner in ("", *schema.get("$defs", {})):
        part = schema["$defs"][owner] if owner else schema
        for what, change in class_changes(part):
            changed = copy.deepcopy(schema)
            change(changed["$defs"][owner] if owner else changed)
            yield f"{owner}{what}", changed
        for field, keyword in field_rules(part) if is_home(schema["title"], owner) else ():
            changed = copy.deepcopy(schema)
            drop(changed["$defs"][owner] if owner else changed, field, keyword)
            yield f"{owner}/{field} {keyword}", changed


def class_changes(part: Schema) -> Iterator[tuple[str, Any]]:
    """Yield (what, function that changes a class): one ``required`` less, opened or closed, a form less."""
    for field in part.get("required", []):
        yield f"/{field} required", lambda schema, field=field: schema["required"].remove(field)
    if "properties" in part:
        closed = "additionalProperties" in part
        yield (
            f" {'opened' if closed else 'closed'}",
            lambda schema: schema.pop("additionalProperties", True) and schema.update(additionalProperties=closed),
        )
    for index in range(len(part.get("oneOf", []))):
        yield f" without form {index}", lambda schema, index=index: schema["oneOf"].pop(index)
    if part["type"] == "array":
        for keyword in ("minItems", "maxItems", "items"):
            yield f" without {keyword}", lambda schema, keyword=keyword: schema.pop(keyword)


def field_rules(part: Schema) -> Iterator[tuple[str, str]]:
    """Yield (field, keyword) of every rule that a vector can show.

    Left out, because another rule says the same: ``minLength``, the format ``uuid``, ``type`` beside ``enum``. Left
    out, because a vector would be unreadable: more than 1,000 characters and long lists of objects; the agreement test
    has those. Left out, because not every JSON parser reads a lone surrogate: the format ``unicode``.
    """
    for field, rules in part.get("properties", {}).items():
        for keyword, rule in rules.items():
            objects = keyword == "maxItems" and "$ref" in rules["items"]
            shown = {
                "type": "enum" not in rules,
                "enum": True,
                "pattern": True,
                "anyOf": True,
                "$ref": True,
                "items": True,
                "minimum": True,
                "maximum": True,
                "uniqueItems": True,
                "format": rule in ("date", "date-time"),
                "maxLength": keyword == "maxLength" and rule <= 1000,
                "minItems": rule != 0,
                "maxItems": not objects,
            }
            if shown.get(keyword, False):
                yield field, keyword
        if "null" in rules.get("type", []) or "anyOf" in rules:
            yield field, "null"


def drop(part: Schema, field: str, keyword: str) -> None:
    """Drop one rule of a field; ``null`` is the permission to be null."""
    rules = part["properties"][field]
    if keyword != "null":
        del rules[keyword]
    elif "anyOf" in rules:
        rules["anyOf"].pop()
    else:
        rules["type"] = rules["type"][0]
        if "enum" in rules:
            rules["enum"].remove(None)


def is_home(document: str, owner: str) -> bool:
    """Whether a class has the vectors of its fields in this document: the first of these that holds it."""
    homes = (
        "SuggestionRequest",
        "Suggestion",
        "Me",
        "Problem",
        "Overview",
        "SuggestionReport",
        "ClickReport",
        "ImportResult",
        *DOCUMENTS,
    )
    holds = (name for name in homes if owner in export.document(DOCUMENTS[name]).get("$defs", {}))
    return owner == "" or (owner not in DOCUMENTS and next(holds) == document)
