"""What changed between two releases of the contract, and for whom that breaks something.

Requests are written by clients that may be older than the server: what those write must go on being taken. Responses
are read by clients that may be older: what they read must go on passing their validators. So a rule that becomes
narrower breaks a request, and one that becomes wider breaks a response.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from vertel_schema.renamed import RENAMED

Schema = dict[str, Any]

WRITERS = "older clients send what is refused now"
READERS = "older readers refuse what is answered now"
CALLERS = "older clients call what is not there now"


@dataclass(frozen=True)
class Change:
    """One difference. ``breaks`` says for whom, and is empty when it is harmless."""

    where: str
    what: str
    breaks: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f"; {self.breaks}" if self.breaks else "")


@dataclass(frozen=True)
class Contract:
    """What one release promises: the published schemas by name, and the operations."""

    schemas: Mapping[str, Schema]
    operations: Mapping[str, Schema]

    def shapes(self) -> dict[str, Schema]:
        """Return every shape of every schema by its name."""
        found: dict[str, Schema] = {}
        for name, schema in self.schemas.items():
            found |= {name: schema} | schema.get("$defs", {})
        return {RENAMED.get(name, name): shape for name, shape in found.items()}


def changes(old: Contract, new: Contract) -> list[Change]:
    """Return every difference, by place."""
    found = [Change(name, "the document was removed", CALLERS) for name in old.schemas.keys() - new.schemas.keys()]
    found += [Change(name, "a new document") for name in new.schemas.keys() - old.schemas.keys()]
    shapes, newer = old.shapes(), new.shapes()
    for name in shapes.keys() & newer.keys():
        found += _shape(name, shapes[name], newer[name])
    for name, row in old.operations.items():
        found += _operation(name, row, new.operations.get(name))
        found += _documents(name, row, new.operations.get(name, row), shapes, newer)
    found += [Change(name, "a new operation") for name in new.operations.keys() - old.operations.keys()]
    return sorted(set(found), key=str)


def _shape(name: str, old: Schema, new: Schema) -> Iterator[Change]:
    if "properties" not in old or "properties" not in new:
        yield from _value(name, old, new, written=True)
        return
    written, closed = _is_closed(old), _is_closed(new)
    if written != closed:
        yield Change(name, "no longer a request" if written else "no longer a response", WRITERS if closed else READERS)
    yield from _fields(name, old, new, written=written)


def _fields(name: str, old: Schema, new: Schema, *, written: bool) -> Iterator[Change]:
    before, after = old["properties"], new["properties"]
    was, now = set(old.get("required", [])), set(new.get("required", []))
    for field in before.keys() - after.keys():
        yield Change(f"{name}.{field}", "the field was removed", WRITERS if written else READERS)
    for field in after.keys() - before.keys():
        needed = written and field in now
        yield Change(
            f"{name}.{field}", "a new field" + (" that is required" if needed else ""), WRITERS if needed else ""
        )
    for field in before.keys() & after.keys():
        where = f"{name}.{field}"
        if field in now - was:
            yield Change(where, "the field is required now", WRITERS if written else "")
        if field in was - now:
            yield Change(where, "the field may be missing now", "" if written else READERS)
        yield from _value(where, before[field], after[field], written=written)


def _value(where: str, old: Schema, new: Schema, *, written: bool) -> Iterator[Change]:
    """Compare the rules of a value; ``written`` by clients, or read by them."""
    for what in _narrower(old, new):
        yield Change(where, what, WRITERS if written else "")
    for what in _narrower(new, old, back=True):
        yield Change(where, what, "" if written else READERS)
    if written and "default" in old and "default" in new and old["default"] != new["default"]:
        yield Change(where, f"left out, it means {new['default']!r} and no longer {old['default']!r}", WRITERS)
    if "items" in old and "items" in new:
        yield from _value(f"{where}[]", old["items"], new["items"], written=written)


LEAST = {"minimum": "a smallest value", "minLength": "a least length", "minItems": "a least number of items"}
MOST = {"maximum": "a largest value", "maxLength": "a greatest length", "maxItems": "a greatest number of items"}
FIXED = ("pattern", "format")


def _narrower(old: Schema, new: Schema, *, back: bool = False) -> Iterator[str]:
    """Yield in which ways the new rule takes less than the old one; ``back`` words it for the other direction."""
    old, new = _bare(old), _bare(new)
    yield from _fewer(old, new, "is also possible now" if back else "is no longer possible", back=back)
    yield from _closer(old, new, "it was {1} and is {0}" if back else "it was {0} and is {1}")
    for keyword in FIXED:
        if keyword in new and new[keyword] != old.get(keyword):
            yield f"another {keyword}"
    if new.get("uniqueItems") and not old.get("uniqueItems"):
        yield "items may repeat now" if back else "items may no longer repeat"


def _fewer(old: Schema, new: Schema, verb: str, *, back: bool) -> Iterator[str]:
    """Yield the sorts of values and the words that the new rule lacks."""
    for kind in _kinds(old) - _kinds(new):
        if not (kind == "integer" and "number" in _kinds(new)):
            yield f"{kind} {verb}"
    if "enum" in new and "enum" not in old and "string" in _kinds(old):
        yield "free text is possible now" if back else "only fixed words are possible"
    elif "enum" in new:
        yield from (f"{word!r} {verb}" for word in _words(old) - _words(new))


def _closer(old: Schema, new: Schema, changed: str) -> Iterator[str]:
    """Yield the bounds that the new rule draws closer."""
    for keyword, name in LEAST.items():
        if keyword in new and new[keyword] > old.get(keyword, float("-inf")):
            yield f"{name}: {changed.format(old.get(keyword, 'without'), new[keyword])}"
    for keyword, name in MOST.items():
        if keyword in new and new[keyword] < old.get(keyword, float("inf")):
            yield f"{name}: {changed.format(old.get(keyword, 'without'), new[keyword])}"


def _bare(rule: Schema) -> Schema:
    """Return the rule of a value that may be null with the null among its types."""
    forms = rule.get("anyOf")
    if not forms:
        return rule
    bare: Schema = next(form for form in forms if form.get("type") != "null")
    return bare | {"nullable": True}


def _kinds(rule: Schema) -> set[str]:
    """Return what sorts of values a rule takes; another shape is another sort."""
    if "$ref" in rule:
        found = {_referred(rule)}
    elif "oneOf" in rule:
        found = {_referred(form) for form in rule["oneOf"]}
    else:
        found = set(rule["type"]) if isinstance(rule["type"], list) else {rule["type"]}
    return found | ({"null"} if rule.get("nullable") else set())


def _referred(rule: Schema) -> str:
    """Return the name that a shape has now."""
    name = str(rule["$ref"]).rpartition("/")[2]
    return RENAMED.get(name, name)


def _words(rule: Schema) -> set[str]:
    return {word for word in rule.get("enum", []) if word is not None}


def _is_closed(shape: Schema) -> bool:
    return shape.get("additionalProperties") is False


def _operation(name: str, old: Schema, new: Schema | None) -> Iterator[Change]:
    if new is None:
        yield Change(name, "the operation was removed", CALLERS)
        return
    for part in ("method", "path"):
        if old[part] != new[part]:
            yield Change(name, f"its {part} was {old[part]} and is {new[part]}", CALLERS)
    if new["if_match"] and not old["if_match"]:
        yield Change(name, "If-Match is required now", WRITERS)
    for part, said in (
        ("roles", "is no longer for"),
        ("files", "no longer takes"),
        ("also_answers", "no longer answers"),
    ):
        for lost in sorted(set(old[part]) - set(new[part])):
            if part != "roles" or new["roles"]:
                yield Change(name, f"{said} {lost}", CALLERS)
    yield from _fields(f"{name}?", _as_shape(old), _as_shape(new), written=True)


def _documents(
    name: str, old: Schema, new: Schema, shapes: Mapping[str, Schema], newer: Mapping[str, Schema]
) -> Iterator[Change]:
    """Compare what an operation takes and answers where that is another document now: by its rules, not by its name."""
    for part in ("request", "answer"):
        before, after = old[part], new[part]
        if before == after:
            continue
        if before in shapes and after in newer:
            yield from _shape(f"{name} {part} {after}", shapes[before], newer[after])
        elif before is not None:
            yield Change(name, f"its {part} was {before} and is {after}", CALLERS)


def _as_shape(row: Schema) -> Schema:
    """Return a query as a shape, since it follows the same rules."""
    return {
        "properties": {one["name"]: one["schema"] for one in row["query"]},
        "required": [one["name"] for one in row["query"] if one["required"]],
    }
