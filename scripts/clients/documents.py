"""Every document as a `TypedDict`, twice: as JSON, which the client takes and gives, and as `load` returns it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Schema = dict[str, Any]

HEAD = '''"""{about} {banner}"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, NotRequired, TypedDict
from uuid import UUID
'''


@dataclass(frozen=True)
class Form:
    """How values are written down as types: what a document's type is called, and which formats are more than text."""

    name: str
    formats: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def of(self, document: str) -> str:
        """Return the name of a document's type."""
        return self.prefix + self.name.format(document)


JSON = Form("{}Dict")
VALUES = {"date-time": "datetime", "date": "date", "uuid": "UUID"}
LOADED = Form("Loaded{}", VALUES)
GIVEN = Form("{}Dict", {name: f"str | {value}" for name, value in VALUES.items()})
"""What a client takes: what a person writes, and what Python programs have."""


def python_types(components: dict[str, Schema], banner: str) -> str:
    """Return the module of documents as JSON."""
    about = (
        "Every document as a type, for type checkers: JSON as it travels. In requests, moments, days and ids may be"
        "\nPython's own values, too: the client writes them as JSON.\n\n"
    )
    return _module(components, about, banner, lambda schema: GIVEN if _is_closed(schema) else JSON)


def loaded_types(components: dict[str, Schema], banner: str) -> str:
    """Return the module of documents as `load` returns them: with Python's values, and with the defaults."""
    about = (
        "Every document as `load` returns it: moments, days and ids are Python's values, and defaults are there.\n\n"
    )
    return _module(components, about, banner, lambda _: LOADED)


def python_type(schema: Schema, form: Form) -> str:
    """Return the type of a value."""
    if "$ref" in schema:
        return form.of(str(schema["$ref"]).rpartition("/")[2])
    if "anyOf" in schema or "oneOf" in schema:
        return " | ".join(python_type(one, form) for one in schema.get("anyOf") or schema["oneOf"])
    if "enum" in schema:
        words = [word for word in schema["enum"] if word is not None]
        choice = f"Literal[{', '.join(json.dumps(word) for word in words)}]"
        return f"{choice} | None" if None in schema["enum"] else choice
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " | ".join(_plain(one, schema, form) for one in types)


def _plain(name: str, schema: Schema, form: Form) -> str:
    if name == "array":
        return f"list[{python_type(schema['items'], form)}]"
    if name == "string" and schema.get("format") in form.formats:
        return form.formats[schema["format"]]
    return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}[name]


def _module(components: dict[str, Schema], about: str, banner: str, form_of: Callable[[Schema], Form]) -> str:
    objects = {name: schema for name, schema in components.items() if "properties" in schema}
    others = {name: schema for name, schema in components.items() if name not in objects}
    parts = [HEAD.format(about=about, banner=banner)]
    parts += [_typed_dict(name, schema, form_of(schema)) for name, schema in objects.items()]
    parts += [_alias(name, schema, form_of(schema)) for name, schema in others.items()]
    names = "\n".join(f'    "{name}",' for name in sorted(form_of({}).of(name) for name in components))
    return "\n\n".join([*parts, f"__all__ = [\n{names}\n]"]) + "\n"


def _is_closed(schema: Schema) -> bool:
    return schema.get("additionalProperties") is False


def _typed_dict(name: str, schema: Schema, form: Form) -> str:
    lines = [f"class {form.of(name)}(TypedDict):", f"    {docstring(schema['description'])}", ""]
    for key, rule in schema["properties"].items():
        kind = python_type(rule, form)
        there = key in schema["required"] or (form is LOADED and "default" in rule)
        lines.append(f"    {key}: {kind if there else f'NotRequired[{kind}]'}")
        if "description" in rule:
            lines.append(f"    {docstring(rule['description'])}")
    return "\n".join(lines) + "\n"


def _alias(name: str, schema: Schema, form: Form) -> str:
    return f"{form.of(name)} = {python_type(schema, form)}\n{docstring(schema['description'])}\n"


def docstring(text: str) -> str:
    """Return a text as a docstring."""
    plain = text.replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{plain} """' if plain.endswith('"') else f'"""{plain}"""'
