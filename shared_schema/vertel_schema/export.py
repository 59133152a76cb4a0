"""Write schema classes down as JSON Schema 2020-12.

Raises ``TypeError`` on anything that cannot be expressed, so that no rule exists on the server alone: fields of other
classes, extra validators, processing hooks, methods.
"""

from __future__ import annotations

import inspect
import json
from typing import Any, TypeGuard, TypeVar

from marshmallow import EXCLUDE, RAISE, Schema

from vertel_schema.base import Document, ListOf, OneOf, Query, Request, Response, portable_fields
from vertel_schema.fields import Items, JsonSchema, Object, Portable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
T = TypeVar("T")
BANNER = "Generated from the marshmallow class of this name in vertel_schema. Do not edit."

_OWN_CODE = (Document, Request, Response, Query, OneOf, ListOf, *Schema.__mro__)


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
    classes: dict[str, type[Document]] = {}
    waiting = list(schemas)
    while waiting:
        schema = waiting.pop()
        name = schema.__name__
        if classes.setdefault(name, schema) is not schema:
            raise TypeError(f"two classes are called {name}; in a schema one name means one thing")
        if name not in found:
            found[name] = shape(schema)
            waiting += _referred(schema)
    return found


def shape(schema: type[Document]) -> JsonSchema:
    """Return the JSON Schema of one class, other classes by reference."""
    _refuse_code(schema)
    head: JsonSchema = {"title": schema.__name__, "description": inspect.cleandoc(schema.__doc__ or "")}
    if _is_a(schema, OneOf):
        return head | _one_of(schema)
    if _is_a(schema, ListOf):
        bounds = {"minItems": schema.min_items, "maxItems": schema.max_items, "x-expected": schema.expected()}
        return head | {"type": "array", "items": _ref(schema.item)} | bounds
    fields = portable_fields(schema)
    result = head | {
        "type": "object",
        "properties": {name: _named(schema, name, field) for name, field in fields.items()},
        "required": [name for name, field in fields.items() if field.required],
    }
    return result if _is_a(schema, Response) else result | {"additionalProperties": False}


def field_schema(field: Any) -> JsonSchema:
    """Return the JSON Schema of one field; ``TypeError`` when it holds a rule that cannot be written down."""
    if not isinstance(field, Portable):
        raise TypeError(f"{field!r} is not one of the portable fields of vertel_schema.fields")
    if field.validators:
        raise TypeError("validators cannot be written as JSON Schema; make a field class")
    if field.data_key is not None or field.attribute is not None or field.load_only or field.dump_only:
        raise TypeError("a field has one name and both directions")
    if isinstance(field, Items):
        field_schema(field.item)
    if isinstance(field, Object) and not _is_a(field.schema_class, Document):
        raise TypeError(f"{field.schema_class.__name__} is not a Document")
    return field.json_schema()


def _named(schema: type[Document], name: str, field: Any) -> JsonSchema:
    try:
        return field_schema(field)
    except TypeError as error:
        raise TypeError(f"{schema.__name__}.{name}: {error}") from error


def _one_of(schema: type[OneOf]) -> JsonSchema:
    """Return a union; ``x-tag`` and ``x-forms`` say which form a document means, for the sake of its error messages."""
    hints: JsonSchema = {"x-forms": list(schema.forms), "x-expected": schema.expected()}
    if schema.tag is not None:
        hints["x-tag"] = schema.tag
    return {"type": "object", "oneOf": [_ref(form) for form in schema.forms.values()]} | hints


def _is_a(schema: type[Schema], kind: type[T]) -> TypeGuard[type[T]]:
    """Return whether a class is of a kind. Of abstract base classes, as marshmallow's are, ``issubclass`` keeps every
    pair of classes that it was asked about: 4 MB for all of these.
    """
    return kind in schema.__mro__


def _refuse_code(schema: type[Document]) -> None:
    """Raise ``TypeError`` when a class decides anything in code of its own."""
    if _is_a(schema, Query):
        raise TypeError(f"{schema.__name__}: a query is not a JSON document")
    for owner in schema.__mro__:
        code = [name for name, value in vars(owner).items() if _is_code(value)] if owner not in _OWN_CODE else []
        if code:
            raise TypeError(f"{owner.__name__}.{code[0]}: code cannot be written as JSON Schema")
    if schema.opts.unknown != (EXCLUDE if _is_a(schema, Response) else RAISE):
        raise TypeError(f"{schema.__name__}: requests refuse unknown fields, responses ignore them, none keep them")


def _is_code(value: Any) -> bool:
    return inspect.isroutine(value) or isinstance(value, property | classmethod | staticmethod)


def _ref(schema: type[Document]) -> JsonSchema:
    return {"$ref": f"#/$defs/{schema.__name__}"}


def _referred(schema: type[Document]) -> list[type[Document]]:
    if _is_a(schema, OneOf):
        return list(schema.forms.values())
    if _is_a(schema, ListOf):
        return [schema.item]
    inner = [field.item if isinstance(field, Items) else field for field in portable_fields(schema).values()]
    return [field.schema_class for field in inner if isinstance(field, Object)]  # type: ignore[misc]
