"""The Python client's operations: one class per namespace, one method per operation and its variants."""

from __future__ import annotations

import json
import keyword
import re
from dataclasses import dataclass
from typing import Any

from clients.documents import GIVEN, JSON, LOADED, VALUES, Form, python_type
from clients.operations import CSV, Row, Table, items_of, namespaces

HEAD = '''"""The operations of the API, a method each. {banner}"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from vertel_schema import documents, loaded
from vertel_schema.client.calls import Call, Caller, File, Tagged, as_body, pages, segment
'''
TRUTH = {"true", "false"}
ANSWER = Form(JSON.name, prefix="documents.")
WRITTEN = Form(GIVEN.name, GIVEN.formats, "documents.")
HAD = Form(LOADED.name, VALUES, "loaded.")


def python_client(operations: Table, components: dict[str, Any], banner: str) -> str:
    """Return the module."""
    spaces = namespaces(operations)
    parts = [HEAD.format(banner=banner)]
    parts += [_namespace(name, rows, components) for name, rows in spaces.items()]
    made = "\n".join(f"        self.{name} = {_class(name)}(caller)" for name in spaces)
    root = 'class Operations:\n    """Every operation, by namespace."""\n'
    return "\n\n".join([*parts, f"{root}\n    def __init__(self, caller: Caller) -> None:\n{made}\n"])


def _namespace(name: str, rows: dict[str, Row], components: dict[str, Any]) -> str:
    head = f'class {_class(name)}:\n    """The operations `{name}.*`."""\n\n'
    made = "    def __init__(self, caller: Caller) -> None:\n        self._caller = caller\n"
    return head + "\n".join([made, *(_methods(method, row, components) for method, row in rows.items())])


@dataclass(frozen=True)
class Parameter:
    """One parameter of a method."""

    name: str
    kind: str
    optional: bool = False

    @property
    def declared(self) -> str:
        """As it stands in the method's head."""
        return f"{self.name}: {self.kind} | None = None" if self.optional else f"{self.name}: {self.kind}"


def _methods(name: str, row: Row, components: dict[str, Any]) -> str:
    """Return a method, and what else the operation can be asked for."""
    written = []
    if row["answer"] is not None:
        kind = ANSWER.of(row["answer"]) if row["answer"] else "Any"
        written.append(_method(name, row, kind, "document", repr(row["answer"])))
        if row["method"] == "GET":
            written.append(_method(f"{name}_tagged", row, f"Tagged[{kind}]", "tagged", repr(row["answer"])))
            newer = (Parameter("etag", "str"),)
            written.append(
                _method(f"{name}_newer", row, f"Tagged[{kind}] | None", "newer", f"{row['answer']!r}, etag", newer)
            )
        item = items_of(row, components)
        if item:
            written.append(_every(name, row, item))
        if CSV in row["also_answers"]:
            written.append(_method(f"{name}_csv", _unpaged(row), "str", "text", repr(CSV)))
    elif row["also_answers"]:
        written.append(_method(name, row, "bytes", "bytes", repr(row["also_answers"][0])))
    else:
        written.append(_method(name, row, "None", "nothing", ""))
    return "\n".join(written)


WHAT = {
    "tagged": "The document with its ETag, to send as `if_match` or to `{base}_newer`.",
    "newer": "The document with its ETag, or None when it is still what `etag` names.",
    "text": "As CSV, for a spreadsheet.",
}


def _method(name: str, row: Row, kind: str, how: str, extra: str, more: tuple[Parameter, ...] = ()) -> str:
    before, after = _parameters(row)
    words = [row["summary"], WHAT.get(how, "").format(base=re.sub(r"_(tagged|newer)$", "", name)), _roles(row)]
    words += [_queries(row)] if how == "document" else []
    call = f"self._caller.{how}({_call(row)}{', ' if extra else ''}{extra})"
    body = f"        {call}" if kind == "None" else f"        answer: {kind} = {call}\n        return answer"
    return _definition(name, [*before, *more], after, kind, words) + body + "\n"


def _every(name: str, row: Row, item: str) -> str:
    """Return the method that goes through all pages."""
    before, after = _parameters(row)
    after = [one for one in after if one.name != "cursor"]
    handed = [one.name for one in before] + [f"{one.name}={one.name}" for one in after] + ["cursor=cursor"]
    words = [row["summary"], "Goes through all pages; each is asked for when it is needed.", _roles(row)]
    body = f"        return pages(lambda cursor: self.{name}({', '.join(handed)}))\n"
    return _definition(f"{name}_all", before, after, f"Iterator[{ANSWER.of(item)}]", words) + body


def _definition(name: str, before: list[Parameter], after: list[Parameter], kind: str, words: list[str]) -> str:
    parts = ["self", *(one.declared for one in before), *(["*"] if after else []), *(one.declared for one in after)]
    doc = "\n\n        ".join(word for word in words if word)
    tail = '"""' if "\n" not in doc else '\n        """'
    return f'    def {name}({", ".join(parts)}) -> {kind}:\n        """{doc}{tail}\n'


def _parameters(row: Row) -> tuple[list[Parameter], list[Parameter]]:
    """Return the parameters by place and those by name."""
    before = [Parameter(_word(name), "str | UUID") for name in _in_path(row)]
    if row["request"] is not None:
        kind = f"{WRITTEN.of(row['request'])} | {HAD.of(row['request'])}"
        before.append(Parameter("document", kind, optional=not row["request_required"]))
    elif row["files"]:
        before += [Parameter("file", "File"), Parameter("media_type", _literal(row["files"]))]
    after = [Parameter("if_match", "str")] if row["if_match"] else []
    queries = sorted(row["query"], key=lambda part: not part["required"])
    after += [Parameter(_word(one["name"]), _kind(one["schema"]), not one["required"]) for one in queries]
    if row["idempotency_key"]:
        after.append(Parameter("idempotency_key", "str", optional=True))
    return before, after


def _call(row: Row) -> str:
    path = re.sub(r"\{(\w+)\}", lambda found: "{segment(" + _word(found[1]) + ")}", row["path"])
    parts = [repr(row["method"]), f"f{json.dumps(path)}" if "{" in path else json.dumps(path)]
    if row["query"]:
        asked = ", ".join(f"{one['name']!r}: {_word(one['name'])}" for one in row["query"])
        parts.append(f"query={{{asked}}}")
    if row["request"] is not None:
        parts.append("document=document")
    elif row["files"]:
        parts.append("file=as_body(file), media_type=media_type")
    if row["if_match"]:
        parts.append("if_match=if_match")
    if row["idempotency_key"]:
        parts.append("idempotency_key=idempotency_key, keyed=True")
    if not row["roles"]:
        parts.append("anyone=True")
    return f"Call({', '.join(parts)})"


def _unpaged(row: Row) -> Row:
    """Return the row without what cuts an answer into pages: a table has all of it."""
    return row | {"query": [one for one in row["query"] if one["name"] not in {"limit", "cursor"}]}


def _in_path(row: Row) -> list[str]:
    return re.findall(r"\{(\w+)\}", row["path"])


def _kind(schema: dict[str, Any]) -> str:
    return "bool" if set(schema.get("enum", [])) == TRUTH else python_type(schema, WRITTEN)


def _literal(words: list[str]) -> str:
    return f"Literal[{', '.join(json.dumps(word) for word in words)}]"


def _roles(row: Row) -> str:
    return f"For: {', '.join(row['roles']) or 'anyone'}."


def _queries(row: Row) -> str:
    said = [(one["name"], one["schema"].get("description", "")) for one in row["query"]]
    return "\n        ".join(f":param {_word(name)}: {text}" for name, text in said)


def _word(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _class(name: str) -> str:
    return "".join(part.capitalize() for part in re.split(r"[_-]", name)) + "Operations"
