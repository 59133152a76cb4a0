"""A change of the contract that breaks somebody is refused, with what and for whom; a harmless one is not."""

from __future__ import annotations

import copy
import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts" / "compatibility.py"

WRITERS = "older clients send what is refused now"
READERS = "older readers refuse what is answered now"
CALLERS = "older clients call what is not there now"

TEXT = {"type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[a-z]+$", "format": "unicode"}
WORDS = {"type": "string", "enum": ["a", "b"]}
FIELDS: dict[str, Any] = {
    "title": TEXT,
    "kind": {"type": "string", "enum": ["story", "event"]},
    "count": {"type": "integer", "minimum": 0, "maximum": 9},
    "share": {"type": "number", "minimum": 0, "maximum": 1},
    "note": TEXT | {"type": ["string", "null"]},
    "tags": {"type": "array", "items": TEXT, "minItems": 0, "maxItems": 5, "uniqueItems": True},
    "part": {"anyOf": [{"$ref": "#/$defs/Part"}, {"type": "null"}]},
    "tone": {"type": "string", "enum": ["light", "short"], "default": "light"},
}
REQUIRED = [name for name in FIELDS if name != "tone"]
QUERY = [
    {"name": "limit", "required": False, "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}},
    {"name": "kind", "required": False, "schema": {"type": "string", "enum": ["story", "event"]}},
]
OPERATION = {
    "method": "POST",
    "path": "/notes",
    "query": QUERY,
    "roles": ["editor", "reader"],
    "if_match": False,
    "request": "Request",
    "answer": "Response",
    "files": ["text/csv", "application/json"],
    "also_answers": ["text/csv"],
}


def _shape(closed: bool) -> dict[str, Any]:
    shape = {"type": "object", "properties": FIELDS, "required": REQUIRED}
    part = {"type": "object", "properties": {"name": TEXT}, "required": ["name"]}
    more = {"additionalProperties": False} if closed else {}
    return copy.deepcopy(shape | more | {"$defs": {("Part" if closed else "Piece"): part | more}})


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("compatibility", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def contract(script: ModuleType) -> Any:
    """A small contract that has one of everything: a request and a response of the same fields, a union, a list."""
    union = {"type": "object", "oneOf": [{"$ref": "#/$defs/One"}, {"$ref": "#/$defs/Other"}]}
    listed = {"type": "array", "items": {"$ref": "#/$defs/One"}, "minItems": 1, "maxItems": 9}
    schemas = {"Request": _shape(closed=True), "Response": _shape(closed=False), "Union": union, "List": listed}
    return script.Contract(copy.deepcopy(schemas), {"notes.create": copy.deepcopy(OPERATION)})


def fields(contract: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = contract.schemas[name]["properties"]
    return found


Edit = Callable[[Any, str], object]

ON_BOTH_SIDES: dict[str, tuple[Edit, str, str]] = {
    "a field removed": (lambda c, n: fields(c, n).pop("count"), WRITERS, READERS),
    "a field retyped": (lambda c, n: fields(c, n).update(count=TEXT), WRITERS, READERS),
    "a field required": (lambda c, n: c.schemas[n]["required"].append("tone"), WRITERS, ""),
    "a field that may be missing": (lambda c, n: c.schemas[n]["required"].remove("title"), "", READERS),
    "a new optional field": (lambda c, n: fields(c, n).update(new=TEXT), "", ""),
    "a word less": (lambda c, n: fields(c, n)["kind"].update(enum=["story"]), WRITERS, ""),
    "a word more": (lambda c, n: fields(c, n)["kind"].update(enum=["story", "event", "x"]), "", READERS),
    "fixed words for text": (lambda c, n: fields(c, n).update(title=WORDS), WRITERS, READERS),
    "text for fixed words": (lambda c, n: fields(c, n).update(kind={"type": "string"}), "", READERS),
    "a text shorter": (lambda c, n: fields(c, n)["title"].update(maxLength=50), WRITERS, ""),
    "a text longer": (lambda c, n: fields(c, n)["title"].update(maxLength=200), "", READERS),
    "a longer least text": (lambda c, n: fields(c, n)["title"].update(minLength=2), WRITERS, ""),
    "no limit any more": (lambda c, n: fields(c, n)["title"].pop("maxLength"), "", READERS),
    "another pattern": (lambda c, n: fields(c, n)["title"].update(pattern="^[A-Z]+$"), WRITERS, READERS),
    "no pattern": (lambda c, n: fields(c, n)["title"].pop("pattern"), "", READERS),
    "another format": (lambda c, n: fields(c, n)["title"].update(format="uuid"), WRITERS, READERS),
    "a number smaller": (lambda c, n: fields(c, n)["count"].update(maximum=5), WRITERS, ""),
    "a number below": (lambda c, n: fields(c, n)["count"].update(minimum=-1), "", READERS),
    "a fraction for a whole number": (lambda c, n: fields(c, n)["count"].update(type="number"), "", READERS),
    "a whole number for a fraction": (lambda c, n: fields(c, n)["share"].update(type="integer"), WRITERS, ""),
    "no null": (lambda c, n: fields(c, n)["note"].update(type="string"), WRITERS, ""),
    "null too": (lambda c, n: fields(c, n)["title"].update(type=["string", "null"]), "", READERS),
    "a part without null": (lambda c, n: fields(c, n).update(part={"$ref": "#/$defs/Part"}), WRITERS, ""),
    "another part": (lambda c, n: fields(c, n)["part"].update(anyOf=[{"$ref": "#/$defs/X"}]), WRITERS, READERS),
    "a list shorter": (lambda c, n: fields(c, n)["tags"].update(maxItems=4), WRITERS, ""),
    "items that may repeat": (lambda c, n: fields(c, n)["tags"].update(uniqueItems=False), "", READERS),
    "items that are shorter": (lambda c, n: fields(c, n)["tags"]["items"].update(maxLength=5), WRITERS, ""),
    "another meaning when left out": (lambda c, n: fields(c, n)["tone"].update(default="short"), WRITERS, ""),
    "other words to explain it": (lambda c, n: fields(c, n)["title"].update(description="x", examples=["y"]), "", ""),
    "the document removed": (lambda c, n: c.schemas.pop(n), CALLERS, CALLERS),
    "a new document": (lambda c, n: c.schemas.update({f"New{n}": _shape(closed=True)}), "", ""),
}  # fmt: skip

ELSEWHERE: dict[str, tuple[Callable[[Any], object], str]] = {
    "a new field that is required": (
        lambda c: (fields(c, "Request").update(new=TEXT), c.schemas["Request"]["required"].append("new")),
        WRITERS,
    ),
    "a new response field that is always there": (
        lambda c: (fields(c, "Response").update(new=TEXT), c.schemas["Response"]["required"].append("new")),
        "",
    ),
    "a response closed": (lambda c: c.schemas["Response"].update(additionalProperties=False), WRITERS),
    "a request opened": (lambda c: c.schemas["Request"].pop("additionalProperties"), READERS),
    "a form less": (lambda c: c.schemas["Union"]["oneOf"].pop(), WRITERS),
    "a form more": (lambda c: c.schemas["Union"]["oneOf"].append({"$ref": "#/$defs/Third"}), ""),
    "a batch smaller": (lambda c: c.schemas["List"].update(maxItems=5), WRITERS),
    "a field of a part": (lambda c: c.schemas["Request"]["$defs"]["Part"]["properties"].pop("name"), WRITERS),
    "an operation removed": (lambda c: c.operations.pop("notes.create"), CALLERS),
    "an operation moved": (lambda c: c.operations["notes.create"].update(path="/note"), CALLERS),
    "no request": (lambda c: c.operations["notes.create"].update(request=None), CALLERS),
    "an answer that has more": (
        lambda c: (
            c.schemas.update(More=copy.deepcopy(c.schemas["Response"])),
            fields(c, "More").update(new=TEXT),
            c.operations["notes.create"].update(answer="More"),
        ),
        "",
    ),
    "an answer that has less": (
        lambda c: (
            c.schemas.update(Less=copy.deepcopy(c.schemas["Response"])),
            fields(c, "Less").pop("title"),
            c.operations["notes.create"].update(answer="Less"),
        ),
        READERS,
    ),
    "If-Match required": (lambda c: c.operations["notes.create"].update(if_match=True), WRITERS),
    "a role less": (lambda c: c.operations["notes.create"]["roles"].remove("reader"), CALLERS),
    "open to anyone": (lambda c: c.operations["notes.create"].update(roles=[]), ""),
    "no CSV in": (lambda c: c.operations["notes.create"]["files"].remove("text/csv"), CALLERS),
    "no CSV out": (lambda c: c.operations["notes.create"]["also_answers"].clear(), CALLERS),
    "a filter removed": (lambda c: c.operations["notes.create"]["query"].pop(), WRITERS),
    "a filter required": (lambda c: c.operations["notes.create"]["query"][1].update(required=True), WRITERS),
    "shorter pages": (lambda c: c.operations["notes.create"]["query"][0]["schema"].update(maximum=50), WRITERS),
    "a new operation": (lambda c: c.operations.update({"notes.read": OPERATION}), ""),
}  # fmt: skip


def _broken(script: ModuleType, old: Any, new: Any) -> set[str]:
    return {change.breaks for change in script.changes(old, new) if change.breaks}


@pytest.mark.parametrize("name", ON_BOTH_SIDES)
def test_a_change_of_a_document_breaks_whom_it_breaks(script: ModuleType, contract: Any, name: str) -> None:
    edit, writers, readers = ON_BOTH_SIDES[name]
    for side, whom in (("Request", writers), ("Response", readers)):
        changed = copy.deepcopy(contract)
        edit(changed, side)
        assert _broken(script, contract, changed) == ({whom} if whom else set()), side


@pytest.mark.parametrize("name", ELSEWHERE)
def test_any_other_change_breaks_whom_it_breaks(script: ModuleType, contract: Any, name: str) -> None:
    edit, whom = ELSEWHERE[name]
    changed = copy.deepcopy(contract)
    edit(changed)
    assert _broken(script, contract, changed) == ({whom} if whom else set())


def test_nothing_changed_is_no_change(script: ModuleType, contract: Any) -> None:
    assert script.changes(contract, copy.deepcopy(contract)) == []


def test_a_breaking_change_needs_a_major_version_and_a_word_in_the_history(script: ModuleType) -> None:
    breaking = script.Change("Note.title", "the field was removed", READERS)
    fits = script.Change("Note.new", "a new field")
    (said,) = script.verdict([breaking, fits], "0.1.0", "0.1.1", "")
    assert said.startswith(f"Note.title: the field was removed; {READERS}. ")
    assert "make the version 0.2.0 " in said
    assert "1.4.2" in script.verdict([fits], "1.4.2", "1.4.2", "")[0]
    assert "older than" in script.verdict([], "1.4.2", "1.4.1", "")[0]
    assert script.verdict([fits], "1.4.2", "1.5.0", "") == []
    assert "make the version 2.0.0" in script.verdict([breaking], "1.4.2", "1.5.0", "")[0]
    assert "naming `Note.title`" in script.verdict([breaking], "1.4.2", "2.0.0", "\n## 1.0.0\n`Note.title`")[0]
    assert script.verdict([breaking], "1.4.2", "2.0.0", "# Changes\n\n## 2.0.0\n\n- `Note.title` is gone.\n") == []


def test_a_release_keeps_the_contract_and_its_documents(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0.0.9").mkdir()
    monkeypatch.setattr(script, "RELEASED", tmp_path)
    monkeypatch.setattr(script, "ROOT", tmp_path)
    assert script.keep() == 0
    assert [path.name for path in tmp_path.iterdir()] == [script.VERSION]
    assert script.last_release() == script.VERSION
    assert (
        script.changes(script.contract(tmp_path / script.VERSION), script.contract(script.PACKAGE / "generated")) == []
    )
    assert json.loads((tmp_path / script.VERSION / "vectors" / "Link.json").read_text())["schema"] == "Link"


def test_the_contract_of_this_version_fits_the_last_release() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
