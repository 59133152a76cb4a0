"""The page that says what each webhook event has in it, written from its document."""

from __future__ import annotations

import json

from vertel_schema import EVENTS, Document
from vertel_schema.base import portable_fields
from vertel_schema.fields import Items, Object, Portable


def page(banner: str) -> str:
    """Return the page that says what each event has in it."""
    first = "How to receive it, and what is never in it: [webhooks.md](webhooks.md). No field is ever missing."
    parts = [f"<!-- {banner} -->\n\n# What webhooks are sent\n\n{first}\n"]
    for kind, schema in EVENTS.items():
        data = portable_fields(schema)["data"]
        assert isinstance(data, Object)  # noqa: S101  by the form of Standard Webhooks
        rows = [f"| `{name}` | {field.doc} | {_form(field)} |" for name, field in _fields(data.schema_class)]
        example = json.dumps(_example(schema), indent=2, ensure_ascii=False)
        parts.append(
            f"\n## {kind}\n\n{schema.__doc__}\n\n`timestamp`: {portable_fields(schema)['timestamp'].doc}\n\n"
            f"| in `data` | is | form |\n|---|---|---|\n" + "\n".join(rows) + f"\n\n```json\n{example}\n```\n"
        )
    return "".join(parts)


def _fields(schema: type[Document], inside: str = "") -> list[tuple[str, Portable]]:
    found = []
    for name, field in portable_fields(schema).items():
        found.append((inside + name, field))
        if isinstance(field, Object):
            found += _fields(field.schema_class, f"{inside}{name}.")
    return found


def _form(field: Portable) -> str:
    return "" if isinstance(field, Object) else field.expected


def _example(schema: type[Document]) -> dict[str, object]:
    return {name: _value(field) for name, field in portable_fields(schema).items()}


def _value(field: Portable) -> object:
    if isinstance(field, Object):
        return _example(field.schema_class)
    return [_value(field.item)] if isinstance(field, Items) else field.example
