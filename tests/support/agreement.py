"""Three implementations that have nothing in common give their verdict on the same documents, and are compared.

marshmallow in Python, the npm validators in Node, and a JSON Schema validator in Rust that reads the exported schemas.
Where a plain validator says something else than the other two, the reason stands in ``KNOWN``.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import jsonschema_rs
from marshmallow import ValidationError

from support import schema_documents, schema_values
from vertel_schema import DOCUMENTS, faults
from vertel_schema.base import instance, portable_fields
from vertel_schema.export import document
from vertel_schema.reading import UnreadableError, is_well_formed, read_json

VERDICTS = Path(__file__).with_name("schema_verdicts.mjs")

PART, UNION, REPEATED = "", "union", "repeated"

KNOWN = {
    "half a surrogate pair": (
        "Text in Rust is UTF-8, which cannot hold one, so such a document never reaches the validator. The strict "
        "readers of both packages refuse it too."
    ),
    "a union as a whole": (
        "A plain validator says that no form fits, at the union. The packages say what is wrong in the form that the "
        "document says it is."
    ),
    "repeated items that are no text": (
        "A plain validator says of such a list both that items repeat and that they are no text; the packages only the "
        "latter."
    ),
    "a list of a wrong length": (
        "A plain validator also looks into it. The packages say only that its length is wrong, or that items repeat."
    ),
}
"""Differences between a plain validator and the packages; none changes a verdict on a document that it can read."""

ADVERSE: list[Any] = [
    *schema_values.ANYTHING, *schema_values.TIMES, *schema_values.IDS, *schema_values.ADDRESSES, *schema_values.URLS,
    *schema_values.WORDS,
]  # fmt: skip


class Case(NamedTuple):
    """A document as JSON text, and whether it is as the generator made it."""

    name: str
    text: str
    untouched: bool


class Tally(NamedTuple):
    """What a comparison came to."""

    compared: int
    refused: int
    disagreements: list[str]


def random_cases(random: Random, count: int) -> Iterator[Case]:
    """Yield documents, most with something changed; every schema gets its share."""
    names = list(DOCUMENTS)
    for number in range(count):
        name = names[number % len(names)]
        made = schema_documents.valid(DOCUMENTS[name], random)
        mutations = random.choice([0, 1, 1, 1, 2, 3])
        for _ in range(mutations):
            made = schema_documents.mutated(made, random)
        yield Case(name, schema_documents.written(made), mutations == 0)


def systematic_cases(random: Random) -> Iterator[Case]:
    """Yield a valid document of every schema with every adverse value in every one of its fields."""
    for name, schema in DOCUMENTS.items():
        fields = portable_fields(schema)
        made = schema_documents.valid(schema, random) if fields else None
        for field in fields:
            for value in ADVERSE:
                yield Case(name, schema_documents.written({**made, field: value}), untouched=False)


def compare(cases: list[Case]) -> Tally:
    """Have all three judge the documents."""
    answers = _npm_answers([f"{case.name}\t{case.text}" for case in cases])
    disagreements, refused = [], 0
    for case, theirs in zip(cases, answers, strict=True):
        loaded = json.loads(case.text)
        ours = _python_answer(case, loaded)
        refused += not ours["valid"]
        disagreements += [f"{said}: {case.name} {case.text}" for said in _complaints(case, loaded, ours, theirs)]
    return Tally(len(cases), refused, disagreements)


def _complaints(case: Case, loaded: Any, ours: dict[str, Any], theirs: dict[str, Any]) -> Iterator[str]:
    if ours != theirs:
        yield f"Python says {ours}, npm says {theirs}"
    if theirs["valid"] != (theirs["faults"] == []):
        yield "the npm validator and its faults() differ"
    if case.untouched and not ours["valid"]:
        yield "the generator made an invalid document"
    plain = _plain_answer(case.name, loaded)
    if plain is None:
        if ours["unreadable"] != "has half a surrogate pair":
            yield f"Rust cannot read it, but {ours['unreadable']}"
    elif bool(plain) == ours["valid"] or not _agree({pointer for pointer, _ in ours["faults"]}, plain):
        yield f"Python says {ours}, a plain validator {plain}"


def _npm_answers(lines: list[str]) -> list[dict[str, Any]]:
    node = subprocess.run(
        ["node", VERDICTS], input="\n".join(lines), capture_output=True, encoding="utf-8", timeout=300, check=False
    )
    if node.returncode != 0:
        raise RuntimeError(node.stderr)
    return [json.loads(line) for line in node.stdout.rstrip("\n").split("\n")]


def _python_answer(case: Case, loaded: Any) -> dict[str, Any]:
    try:
        instance(DOCUMENTS[case.name]).load(loaded)
        found = []
    except ValidationError as error:
        found = faults(error.messages)
    pairs = [[fault["pointer"], fault["message"]] for fault in found]
    return {"valid": not pairs, "faults": pairs, "unreadable": _unreadable(case.text)}


def _unreadable(text: str) -> str | None:
    try:
        read_json(text.encode())
    except UnreadableError as error:
        return str(error)
    return None


@cache
def _plain_validator(name: str) -> jsonschema_rs.Draft202012Validator:
    schema = document(DOCUMENTS[name])
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats={"unicode": is_well_formed})


WHOLE = {"anyOf": UNION, "oneOf": UNION, "uniqueItems": REPEATED}


def _plain_answer(name: str, loaded: Any) -> dict[str, str] | None:
    """Return pointer -> what is said of a value as a whole, if that; ``None`` for a document that Rust cannot hold."""
    try:
        errors = list(_plain_validator(name).iter_errors(loaded))
    except UnicodeEncodeError:
        return None
    found: dict[str, str] = {}
    for error in errors:
        place = "".join(_step(part) for part in error.instance_path)
        if error.kind.name == "required":
            found[place + _step(error.kind.property)] = PART
        elif error.kind.name == "additionalProperties":
            found |= {place + _step(part): PART for part in error.kind.unexpected}
        else:
            found[place] = WHOLE.get(error.kind.name) or found.get(place, PART)
    return found


def _step(part: str | int) -> str:
    return "/" + str(part).replace("~", "~0").replace("/", "~1")


def _agree(ours: set[str], plain: dict[str, str]) -> bool:
    """Whether both point at the same places, but for the differences that are known."""
    told = all(
        pointer in ours or any(pointer.startswith(above + "/") for above in ours) or (said and _above(pointer, ours))
        for pointer, said in plain.items()
    )
    return told and all(
        pointer in plain or any(said == UNION and pointer.startswith(above + "/") for above, said in plain.items())
        for pointer in ours
    )


def _above(pointer: str, ours: set[str]) -> bool:
    return any(below.startswith(pointer + "/") for below in ours)
