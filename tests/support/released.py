"""The contract of the last release, as its validators and documents that are kept in the repository."""

from __future__ import annotations

import importlib.util
import json
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

ROOT = Path(__file__).parents[2]

Schema = dict[str, Any]


@cache
def compatibility() -> ModuleType:
    """Return scripts/compatibility.py, which knows what was released."""
    spec = importlib.util.spec_from_file_location("compatibility", ROOT / "scripts" / "compatibility.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("scripts/compatibility.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def schemas() -> dict[str, Schema]:
    """Return name -> schema of every document in which nothing was broken on purpose since."""
    script = compatibility()
    old = script.contract(script.RELEASED / script.last_release())
    broken = {change.where.partition(".")[0] for change in _changes() if change.breaks}
    return {name: schema for name, schema in old.schemas.items() if not broken & {name, *schema.get("$defs", {})}}


@cache
def widened() -> set[str]:
    """Return the documents in which fields that were known take more than they did, which an older server refuses."""
    places = [change.where for change in _changes() if not change.breaks and not change.what.startswith("a new")]
    shapes = {place.partition(".")[0].partition("[")[0] for place in places}
    return {name for name, schema in schemas().items() if shapes & {name, *schema.get("$defs", {})}}


@cache
def _changes() -> list[Any]:
    script = compatibility()
    old = script.contract(script.RELEASED / script.last_release())
    found: list[Any] = script.changes(old, script.contract(script.PACKAGE / "generated"))
    return found


@cache
def vectors(name: str) -> list[Any]:
    """Return the valid documents that were released with a schema."""
    script = compatibility()
    path = script.RELEASED / script.last_release() / "vectors" / f"{name}.json"
    return [one["document"] for one in json.loads(path.read_text("utf-8"))["valid"] if "document" in one]


def faults(name: str, document: Any) -> list[str]:
    """Return why a client or server of the last release would not take a document; none when it knew no such one."""
    if name not in schemas():
        return []
    found = _validator(name).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in found]


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schemas()[name], format_checker=FormatChecker())


def without_newer(name: str, document: Any) -> Any:
    """Return a document without the fields that the last release did not know yet."""
    return _known(schemas()[name], schemas()[name], document)


def _known(root: Schema, schema: Schema, value: Any) -> Any:
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema and value is not None:
        return _known(root, schema["anyOf"][0], value)
    if "oneOf" in schema and isinstance(value, dict):
        forms = [root["$defs"][form["$ref"].rpartition("/")[2]] for form in schema["oneOf"]]
        return _known(root, max(forms, key=lambda form: len(form["properties"].keys() & value.keys())), value)
    if isinstance(value, list) and "items" in schema:
        return [_known(root, schema["items"], item) for item in value]
    if isinstance(value, dict) and "properties" in schema:
        known = schema["properties"]
        return {field: _known(root, known[field], below) for field, below in value.items() if field in known}
    return value
