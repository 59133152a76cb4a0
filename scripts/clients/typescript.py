"""The TypeScript client's operations: a module that runs, and its types."""

from __future__ import annotations

import json
import re
from typing import Any

from clients.operations import CSV, Row, Table, items_of, namespaces

TRUTH = {"true", "false"}
PAGING = ("limit", "cursor")
"""What cuts an answer into pages; a table has all of it."""

CODE_HEAD = """// {banner}
import {{ pages, segment }} from "../calls.js";
import {{ {validators} }} from "./validators.js";
"""
TYPES_HEAD = """// {banner}
import type {{ CallOptions, Caller, FileBody, Tagged }} from "../calls.js";
import type {{ {documents} }} from "./types.js";
"""
CONSTRUCTOR = "  #caller;\n  constructor(caller) {\n    this.#caller = caller;\n  }"
TYPED_CLASS = """/** The operations `{namespace}.*`. */
export class {name} {{
  constructor(caller: Caller);
{methods}
}}
"""
ROOT = "/** Every operation, by namespace. */\nexport class Operations {\n"


def typescript_client(operations: Table, components: dict[str, Any], banner: str) -> dict[str, str]:
    """Return file name -> text of the module and of its types."""
    spaces = namespaces(operations)
    used = sorted({row["answer"] for row in operations.values() if row["answer"]})
    code = [CODE_HEAD.format(banner=banner, validators=", ".join(f"validate{name}" for name in used))]
    sent = {row["request"] for row in operations.values() if row["request"]}
    named = sorted({*used, *sent, *_items(operations, components)})
    types = [TYPES_HEAD.format(banner=banner, documents=", ".join(named))]
    for name, rows in spaces.items():
        methods = [
            _methods(method, row | {"query_type": _query_name(name, method)}, components)
            for method, row in rows.items()
        ]
        runs = "\n".join(run for variants in methods for run, _ in variants)
        said = "\n".join(type_ for variants in methods for _, type_ in variants)
        code.append(f"export class {_class(name)} {{\n{CONSTRUCTOR}\n{runs}\n}}\n")
        types += [_query_type(name, method, row) for method, row in rows.items() if row["query"]]
        types.append(TYPED_CLASS.format(namespace=name, name=_class(name), methods=said))
    code.append(_root_code(list(spaces)))
    types.append(_root_types(list(spaces)))
    return {"operations.js": "\n".join(code), "operations.d.ts": "\n".join(types)}


def _items(operations: Table, components: dict[str, Any]) -> set[str]:
    return {item for row in operations.values() if (item := items_of(row, components))}


def _root_code(names: list[str]) -> str:
    made = "\n".join(f"    this.{_camel(name)} = new {_class(name)}(caller);" for name in names)
    return f"{ROOT}  constructor(caller) {{\n{made}\n  }}\n}}\n"


def _root_types(names: list[str]) -> str:
    held = "\n".join(f"  readonly {_camel(name)}: {_class(name)};" for name in names)
    return f"{ROOT}  constructor(caller: Caller);\n{held}\n}}\n"


def _query_type(namespace: str, method: str, row: Row) -> str:
    """Return what may stand behind the question mark, each part with its words."""
    fields = [
        f"  /** {one['schema'].get('description', '')} */\n  {one['name']}{_maybe(one)}: {_kind(one['schema'])}"
        + ("" if one["required"] else " | undefined")
        for one in row["query"]
    ]
    return f"export interface {_query_name(namespace, method)} {{\n" + ";\n".join(fields) + ";\n}\n"


def _methods(name: str, row: Row, components: dict[str, Any]) -> list[tuple[str, str]]:
    """Return code and type of a method, and of what else the operation can be asked for."""
    base = _camel(name)
    if row["answer"] is None:
        if row["also_answers"]:
            return [_method(base, row, "Blob", "blob", [json.dumps(row["also_answers"][0])])]
        return [_method(base, row, "void", "nothing", [])]
    kind = row["answer"] or "unknown"
    accept = f"validate{row['answer']}" if row["answer"] else "() => true"
    written = [_method(base, row, kind, "document", [accept])]
    if row["method"] == "GET":
        written.append(_method(f"{base}Tagged", row, f"Tagged<{kind}>", "tagged", [accept]))
        newer = f"Tagged<{kind}> | undefined"
        written.append(_method(f"{base}Newer", row, newer, "newer", [accept, "etag"], ("etag: string",)))
    item = items_of(row, components)
    if item:
        written.append(_every(base, row, item))
    if CSV in row["also_answers"]:
        written.append(_method(f"{base}Csv", row, "string", "text", [json.dumps(CSV)]))
    return written


WHAT = {
    "tagged": "The document with its ETag, to send as `ifMatch` or to the method that ends in `Newer`.",
    "newer": "The document with its ETag, or `undefined` when it is still what `etag` names.",
    "text": "As CSV, for a spreadsheet.",
}


def _method(name: str, row: Row, kind: str, how: str, extra: list[str], more: tuple[str, ...] = ()) -> tuple[str, str]:
    without = PAGING if how == "text" and any(one["name"] == "cursor" for one in row["query"]) else ()
    declared = [*_by_place(row), *more, *_query(row, *without), _options(row)]
    words = " ".join(word for word in (row["summary"], WHAT.get(how, ""), _roles(row)) if word)
    names = [re.split(r"[?:]", one)[0] for one in declared]
    run = (
        f"  {name}({', '.join(names)}) {{\n"
        f"    return this.#caller.{how}({', '.join([_call(row), *extra, 'options'])});\n  }}"
    )
    return run, f"  /** {words} */\n  {name}({', '.join(declared)}): Promise<{kind}>;"


def _every(name: str, row: Row, item: str) -> tuple[str, str]:
    """Return the method that goes through all pages."""
    places = [re.split(r"[?:]", one)[0] for one in _by_place(row)]
    handed = ", ".join([*places, "{ ...query, cursor }", "options"])
    run = (
        f"  {name}All({', '.join([*places, 'query', 'options'])}) {{\n"
        f"    return pages((cursor) => this.{name}({handed}));\n  }}"
    )
    declared = ", ".join([*_by_place(row), *_query(row, "cursor"), _options(row)])
    words = f"{row['summary']} Goes through all pages; each is asked for when it is needed. {_roles(row)}"
    return run, f"  /** {words} */\n  {name}All({declared}): AsyncIterableIterator<{item}>;"


def _by_place(row: Row) -> list[str]:
    parts = [f"{_camel(name)}: string" for name in re.findall(r"\{(\w+)\}", row["path"])]
    if row["request"] is not None:
        parts.append(f"document{'' if row['request_required'] else '?'}: {row['request'] or 'unknown'}")
    elif row["files"]:
        parts += ["file: FileBody", f"mediaType: {' | '.join(json.dumps(word) for word in row['files'])}"]
    return parts


def _query(row: Row, *without: str) -> list[str]:
    if not row["query"]:
        return []
    kind = row["query_type"]
    if without:
        kind = f"Omit<{kind}, {' | '.join(json.dumps(name) for name in without)}>"
    needed = any(one["required"] for one in row["query"])
    return [f"query{'' if needed else '?'}: {kind}"]


def _query_name(namespace: str, method: str) -> str:
    return f"{_pascal(namespace)}{_pascal(method)}Query"


def _maybe(parameter: Row) -> str:
    return "" if parameter["required"] else "?"


def _options(row: Row) -> str:
    """Return the last parameter; it must be given where a change needs the ETag that was read."""
    if row["if_match"]:
        return "options: CallOptions & { ifMatch: string }"
    return "options?: CallOptions & { idempotencyKey?: string }" if row["idempotency_key"] else "options?: CallOptions"


def _call(row: Row) -> str:
    path = re.sub(r"\{(\w+)\}", lambda found: "${segment(" + _camel(found[1]) + ")}", row["path"])
    parts = [f"method: {json.dumps(row['method'])}", f"path: `{path}`" if "${" in path else f"path: {json.dumps(path)}"]
    parts += ["query"] if row["query"] else []
    parts += ["document"] if row["request"] is not None else ["file, mediaType"] if row["files"] else []
    parts += ["keyed: true"] if row["idempotency_key"] else []
    parts += [] if row["roles"] else ["anyone: true"]
    return f"{{ {', '.join(parts)} }}"


def _kind(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return "boolean" if set(schema["enum"]) == TRUTH else " | ".join(json.dumps(word) for word in schema["enum"])
    return {"integer": "number", "number": "number", "boolean": "boolean"}.get(str(schema.get("type")), "string")


def _roles(row: Row) -> str:
    return f"For: {', '.join(row['roles']) or 'anyone'}."


def _camel(name: str) -> str:
    return re.sub(r"[_-](\w)", lambda found: found[1].upper(), name)


def _pascal(name: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"[_-]", name))


def _class(name: str) -> str:
    return f"{_pascal(name)}Operations"
