"""Published schemas without their openness: what the server answers today has to be written down, field by field."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from vertel_schema import DOCUMENTS
from vertel_schema.export import document

Schema = dict[str, Any]


@cache
def closed(name: str) -> Schema:
    """Return a published schema in which no object, on any level, takes a field that it does not name."""
    schema = copy.deepcopy(document(DOCUMENTS[name]))
    for shape in shapes(schema).values():
        shape["additionalProperties"] = False
    return schema


def shapes(schema: Schema) -> dict[str, Schema]:
    """Return name -> schema of every object in a published schema."""
    return {schema["title"]: schema} | schema.get("$defs", {})


def faults(name: str, body: Any) -> list[str]:
    """Return what is wrong with a document by its closed schema, each with where."""
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(body)]


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(closed(name), format_checker=FormatChecker())


def filled(schema: Schema, body: Any) -> set[str]:
    """Return ``Shape.field`` for every field of a document that is neither missing, null nor an empty list."""
    return set(_filled(schema, schema, body))


def _filled(root: Schema, schema: Schema, value: Any) -> Iterator[str]:
    for part in (schema, *schema.get("anyOf", [])):
        target = shapes(root)[part["$ref"].rpartition("/")[2]] if "$ref" in part else part
        if isinstance(value, dict) and "properties" in target:
            for name, below in value.items():
                if below is not None and below != []:
                    yield f"{target['title']}.{name}"
                    yield from _filled(root, target["properties"].get(name, {}), below)
        elif isinstance(value, list) and "items" in target:
            for item in value:
                yield from _filled(root, target["items"], item)


def fields(schema: Schema) -> set[str]:
    """Return ``Shape.field`` for every field that a published schema names, but those that are always empty by now."""
    return {
        f"{name}.{field}"
        for name, shape in shapes(schema).items()
        for field, described in shape["properties"].items()
        if described.get("description") != "Deprecated: always empty."
    }
