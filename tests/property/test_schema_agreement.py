"""Python and JavaScript give the same verdict on the same document, and the same reasons."""

import json
import os
import subprocess
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

from marshmallow import ValidationError

from support import schema_documents
from vertel_schema import DOCUMENTS, faults
from vertel_schema.base import instance
from vertel_schema.reading import UnreadableError, read_json

DOCUMENTS_TO_COMPARE = 12_000
VERDICTS = Path(schema_documents.__file__).with_name("schema_verdicts.mjs")


def test_marshmallow_and_the_npm_validators_agree_on_12_000_documents() -> None:
    seed = int(os.environ.get("VERTEL_SCHEMA_SEED") or SystemRandom().randrange(2**32))
    cases = list(_cases(Random(seed)))  # noqa: S311  reproducible on purpose
    answers = _npm_answers([f"{name}\t{text}" for name, text, _ in cases])
    assert len(answers) == len(cases)
    refused = 0
    for (name, text, untouched), theirs in zip(cases, answers, strict=True):
        ours = _python_answer(name, text)
        case = f"VERTEL_SCHEMA_SEED={seed}: {name} {text}"
        assert ours == theirs, case
        assert theirs["valid"] == (theirs["faults"] == []), f"faults() and the validator differ; {case}"
        assert theirs["valid"] or not untouched, f"the generator made an invalid document; {case}"
        refused += not theirs["valid"]
    assert 0.3 < refused / len(cases) < 0.8, f"{refused} refused: too one-sided to mean anything"


def _cases(random: Random) -> Any:
    """Yield (name, JSON text, whether it is as generated); every schema gets its share."""
    names = list(DOCUMENTS)
    for number in range(DOCUMENTS_TO_COMPARE):
        name = names[number % len(names)]
        document = schema_documents.valid(DOCUMENTS[name], random)
        mutations = random.choice([0, 1, 1, 1, 2, 3])
        for _ in range(mutations):
            document = schema_documents.mutated(document, random)
        yield name, schema_documents.written(document), mutations == 0


def _npm_answers(lines: list[str]) -> list[dict[str, Any]]:
    node = subprocess.run(
        ["node", VERDICTS], input="\n".join(lines), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert node.returncode == 0, node.stderr
    return [json.loads(line) for line in node.stdout.rstrip("\n").split("\n")]


def _python_answer(name: str, text: str) -> dict[str, Any]:
    found = _faults(name, json.loads(text))
    return {
        "valid": not found,
        "faults": [[fault["pointer"], fault["message"]] for fault in found],
        "unreadable": _unreadable(text),
    }


def _faults(name: str, document: Any) -> list[dict[str, str]]:
    try:
        instance(DOCUMENTS[name]).load(document)
    except ValidationError as error:
        return faults(error.messages)
    return []


def _unreadable(text: str) -> str | None:
    try:
        read_json(text.encode())
    except UnreadableError as error:
        return str(error)
    return None
