"""Write schema classes down as JSON Schema 2020-12.

Raises ``TypeError`` on anything that cannot be expressed, so that no rule exists on the server alone: fields of other
classes, extra validators, processing hooks.
"""

from __future__ import annotations

import inspect
import json
from typing import Any

from vertel_schema.base import Document, ListOf, OneOf, Response
from vertel_schema.fields import Items, JsonSchema, Object, Portable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BANNER = "Generated from the marshmallow class of this name in vertel_schema. Do not edit."


def text(schema: type[Document]) -> str:
    """Return the JSON Schema as it is published, in ASCII: the patterns name characters that no editor shows."""
    return json.dumps(document(schema), indent=2) + "\n"


def document(schema: type[Document]) -> JsonSchema:
    """Return one self-contained JSON Schema, with all it refers to under ``$defs``."""
    parts = closure(schema)
    own = parts.pop(schema.__name__)
    result: JsonSchema = {"$schema": DIALECT, "$id": f"urn:vertel:schema:{schema.__name__}", "$comment": BANNER}
    result |= own
    if parts:
        result["$defs"] = dict(sorted(parts.items()))
    return result


def closure(*schemas: type[Document]) -> dict[str, JsonSchema]:
    """Return name -> JSON Schema of the classes and of all they refer to, by ``#/$defs/NAME``."""
    found: dict[str, JsonSchema] = {}
    waiting = list(schemas)
    while waiting:
        schema = waiting.pop()
        if schema.__name__ not in found:
            found[schema.__name__] = shape(schema)
            waiting += _referred(schema)
    return found


def shape(schema: type[Document]) -> JsonSchema:
    """Return the JSON Schema of one class, other classes by reference."""
    refuse_hooks(schema)
    head: JsonSchema = {"title": schema.__name__, "description": inspect.cleandoc(schema.__doc__ or "")}
    if issubclass(schema, OneOf):
        return head | {"type": "object", "oneOf": [_ref(form) for form in schema.forms.values()]}
    if issubclass(schema, ListOf):
        bounds = {"minItems": schema.min_items, "maxItems": schema.max_items}
        return head | {"type": "array", "items": _ref(schema.item)} | bounds
    fields = _portable_fields(schema)
    result = head | {
        "type": "object",
        "properties": {name: field_schema(field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
    }
    return result if issubclass(schema, Response) else result | {"additionalProperties": False}


def field_schema(field: Any) -> JsonSchema:
    """Return the JSON Schema of one field; ``TypeError`` when it holds a rule that cannot be written down."""
    if not isinstance(field, Portable):
        raise TypeError(f"{field!r} is not one of the portable fields of vertel_schema.fields")
    if field.validators:
        raise TypeError(f"{field.name}: validators cannot be written as JSON Schema; make a field class")
    if field.data_key is not None or field.attribute is not None or field.load_only or field.dump_only:
        raise TypeError(f"{field.name}: a field has one name and one direction")
    if isinstance(field, Items):
        field_schema(field.item)
    schema = field.json_schema()
    if callable(schema.get("default")):
        schema["default"] = schema["default"]()
    return schema


def refuse_hooks(schema: type[Document]) -> None:
    """Raise ``TypeError`` when a class processes or validates in code of its own."""
    if any(schema._hooks.values()):  # noqa: SLF001  marshmallow has no public way to ask
        raise TypeError(f"{schema.__name__}: hooks and validator methods cannot be written as JSON Schema")


def _portable_fields(schema: type[Document]) -> dict[str, Portable]:
    return dict(schema._declared_fields)  # type: ignore[arg-type]  # noqa: SLF001  field_schema() checks the class


def _ref(schema: type[Document]) -> JsonSchema:
    return {"$ref": f"#/$defs/{schema.__name__}"}


def _referred(schema: type[Document]) -> list[type[Document]]:
    if issubclass(schema, OneOf):
        return list(schema.forms.values())
    if issubclass(schema, ListOf):
        return [schema.item]
    inner = [field.item if isinstance(field, Items) else field for field in _portable_fields(schema).values()]
    return [field.schema_class for field in inner if isinstance(field, Object)]  # type: ignore[misc]
