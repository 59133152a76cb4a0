"""The reference page: every operation and every document, in the words of the contract."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from clients.operations import Row, Table, items_of

Schema = dict[str, Any]

HEAD = """# The API and its documents

<!-- {banner} -->

Every operation with its calls in both clients, then every document, field by field. The rules that hold for all of
them, such as how text, numbers and times are written, are in
[the package's README](../shared_schema/README.md#what-the-rules-mean);
how to begin is in [build on Vertel](build-on-vertel.md).

All paths begin with `/api/v1`. *Required* means that the field stands in every such document; a field that is not
required and has a default means that value when it is left out.
"""


def page(operations: Table, components: dict[str, Schema], vectors: Path, banner: str) -> str:
    """Return the page as Markdown.

    :param vectors: the folder with the valid documents, the first of which is shown.
    """
    parts = [HEAD.format(banner=banner), _index(operations, components)]
    parts += ["## Operations\n", *(_operation(name, row, components) for name, row in operations.items())]
    parts += ["## Documents\n"]
    parts += [_document(name, schema, operations, vectors) for name, schema in components.items()]
    return "\n".join(parts).rstrip() + "\n"


def _index(operations: Table, components: dict[str, Schema]) -> str:
    lines = ["| call | does | for |", "|---|---|---|"]
    lines += [
        f"| [`{row['method']} {row['path']}`](#{_anchor(name)}) | {row['summary']} | {_roles(row)} |"
        for name, row in operations.items()
    ]
    names = ", ".join(f"[{name}](#{_anchor(name)})" for name in components)
    return "\n".join(lines) + f"\n\nDocuments: {names}.\n"


def _operation(name: str, row: Row, components: dict[str, Schema]) -> str:
    lines = [f"### {name}\n", f"`{row['method']} {row['path']}`, for {_roles(row)}. {row['summary']}\n"]
    lines += [f"- {fact}" for fact in _facts(name, row, components)]
    if row["query"]:
        lines += ["", "| query | is | required | means | example |", "|---|---|---|---|---|"]
        lines += [_row(one["name"], one["schema"], required=one["required"]) for one in row["query"]]
    return "\n".join(lines) + "\n"


def _facts(name: str, row: Row, components: dict[str, Schema]) -> list[str]:
    takes = _link(row["request"]) if row["request"] else " or ".join(f"`{media}`" for media in row["files"])
    gives = [_link(row["answer"])] if row["answer"] else []
    gives += [f"`{media}`" for media in row["also_answers"]]
    script = re.sub(r"_(\w)", lambda found: found[1].upper(), name)
    calls = f"Python `vertel.{name}()`, TypeScript `vertel.{script}()`"
    every = f"; all pages with `{name}_all()` and `{script}All()`" if items_of(row, components) else ""
    facts = [f"takes {takes}" if takes else "", f"answers {' or '.join(gives) or 'nothing'}", calls + every]
    facts += [
        "needs `If-Match`" if row["if_match"] else "",
        "takes `Idempotency-Key`" if row["idempotency_key"] else "",
    ]
    return [fact for fact in facts if fact]


def _document(name: str, schema: Schema, operations: Table, vectors: Path) -> str:
    lines = [f"### {name}\n", f"{schema['description']} {_sort(schema)}".rstrip() + "\n"]
    used = [_link(one) for one, row in operations.items() if name in {row["request"], row["answer"]}]
    lines += [f"Used by {', '.join(used)}.\n"] if used else []
    if "properties" in schema:
        lines += ["| field | is | required | means | example |", "|---|---|---|---|---|"]
        required = schema["required"]
        lines += [_row(field, rule, required=field in required) for field, rule in schema["properties"].items()]
    else:
        lines += [f"It is {_is(schema)}."]
    example = vectors / f"{name}.json"
    if example.is_file():
        document = json.loads(example.read_text("utf-8"))["valid"][0]["document"]
        lines += ["", "```json", json.dumps(document, indent=2, ensure_ascii=False), "```"]
    return "\n".join(lines) + "\n"


def _sort(schema: Schema) -> str:
    if "properties" not in schema:
        return ""
    return "Closed: no other fields." if schema.get("additionalProperties") is False else "Open: newer fields may come."


def _row(name: str, rule: Schema, *, required: bool) -> str:
    default = "" if "default" not in rule else f"no; `{json.dumps(rule['default'], ensure_ascii=False)}`"
    needed = "yes" if required else default or "no"
    cells = [f"`{name}`", _is(rule), needed, rule.get("description", ""), _example(rule)]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _is(rule: Schema) -> str:
    """Return what a value is and within which limits; other documents as links."""
    if "oneOf" in rule:
        return " or ".join(_ref(form) for form in rule["oneOf"])
    expected = str(rule.get("x-expected", ""))
    if "items" in rule:
        inner = _ref(rule["items"]) if "$ref" in rule["items"] else str(rule["items"].get("x-expected", ""))
        null = ", or null" if expected.endswith(", or null") else ""
        return f"{expected.removesuffix(', or null')}, each {inner}{null}"
    forms = [rule, *rule.get("anyOf", [])]
    target = next((form for form in forms if "$ref" in form), None)
    return expected if target is None else _ref(target) + (", or null" if "anyOf" in rule else "")


def _ref(rule: Schema) -> str:
    return _link(str(rule["$ref"]).rpartition("/")[2])


def _example(rule: Schema) -> str:
    """Return an example as JSON; where the rule has none, its first word or an item."""
    if "examples" in rule:
        return f"`{json.dumps(rule['examples'][0], ensure_ascii=False)}`"
    if "enum" in rule:
        return f'`"{rule["enum"][0]}"`'
    if "items" in rule and (inner := _example(rule["items"])):
        return f"`[{inner.strip('`')}]`"
    return ""


def _roles(row: Row) -> str:
    return ", ".join(row["roles"]) or "anyone"


def _link(name: str) -> str:
    return f"[{name}](#{_anchor(name)})"


def _anchor(heading: str) -> str:
    """Return the anchor that a heading gets."""
    return re.sub(r"[^a-z0-9_-]", "", heading.lower())
