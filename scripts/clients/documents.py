"""Every document as a `TypedDict`, so that a type checker knows what the client takes and gives."""

from __future__ import annotations

import json
from typing import Any

Schema = dict[str, Any]

HEAD = '''"""Every document as a type, for type checkers: JSON as it travels. {banner}"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict
'''


def python_types(components: dict[str, Schema], banner: str) -> str:
    """Return the module."""
    objects = {name: schema for name, schema in components.items() if "properties" in schema}
    others = {name: schema for name, schema in components.items() if name not in objects}
    parts = [HEAD.format(banner=banner)]
    parts += [_typed_dict(name, schema) for name, schema in objects.items()]
    parts += [_alias(name, schema) for name, schema in others.items()]
    names = "\n".join(f'    "{name}",' for name in sorted(components))
    return "\n\n".join([*parts, f"__all__ = [\n{names}\n]"]) + "\n"


def python_type(schema: Schema, prefix: str = "") -> str:
    """Return the type of a value; names of documents get the prefix."""
    if "$ref" in schema:
        return prefix + str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema or "oneOf" in schema:
        return " | ".join(python_type(form, prefix) for form in schema.get("anyOf") or schema["oneOf"])
    if "enum" in schema:
        words = [word for word in schema["enum"] if word is not None]
        choice = f"Literal[{', '.join(json.dumps(word) for word in words)}]"
        return f"{choice} | None" if None in schema["enum"] else choice
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return " | ".join(_plain(one, schema, prefix) for one in types)


def _plain(name: str, schema: Schema, prefix: str) -> str:
    if name == "array":
        return f"list[{python_type(schema['items'], prefix)}]"
    return {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}[name]


def _typed_dict(name: str, schema: Schema) -> str:
    lines = [f"class {name}(TypedDict):", f"    {_docstring(schema['description'])}", ""]
    for field, rule in schema["properties"].items():
        kind = python_type(rule)
        lines.append(f"    {field}: {kind if field in schema['required'] else f'NotRequired[{kind}]'}")
        if "description" in rule:
            lines.append(f"    {_docstring(rule['description'])}")
    return "\n".join(lines) + "\n"


def _alias(name: str, schema: Schema) -> str:
    return f"{name} = {python_type(schema)}\n{_docstring(schema['description'])}\n"


def _docstring(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"""', "'''")
    return f'"""{plain} """' if plain.endswith('"') else f'"""{plain}"""'
