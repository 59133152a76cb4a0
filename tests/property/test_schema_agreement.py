"""Python, JavaScript and a plain JSON Schema validator give one verdict on a document, and point at the same places."""

from __future__ import annotations

import json
import os
from random import Random, SystemRandom

import pytest

from support import agreement, schema_documents
from vertel_schema import DOCUMENTS
from vertel_schema.base import instance

DOCUMENTS_TO_COMPARE = 12_000
ROUND_TRIPS = 50


def _seed() -> int:
    return int(os.environ.get("VERTEL_SCHEMA_SEED") or SystemRandom().randrange(2**32))


def test_three_implementations_agree_on_12_000_documents() -> None:
    seed = _seed()
    cases = list(agreement.random_cases(Random(seed), DOCUMENTS_TO_COMPARE))  # noqa: S311  reproducible on purpose
    tally = agreement.compare(cases)
    assert tally.disagreements[:3] == [], f"VERTEL_SCHEMA_SEED={seed}"
    assert tally.compared == DOCUMENTS_TO_COMPARE
    assert 0.3 < tally.refused / tally.compared < 0.8, f"{tally.refused} refused: too one-sided to mean anything"


@pytest.mark.parametrize(
    ("ours", "plain", "same"),
    [
        ({"/a"}, {"/a": ""}, True),
        ({"/a"}, {"/b": ""}, False),
        ({"/a", "/b"}, {"/a": ""}, False),
        ({"/a/b"}, {"/a": "union"}, True),
        ({"/a/b"}, {"/a": ""}, False),
        ({"/a/0"}, {"/a": "repeated", "/a/0": ""}, True),
        ({"/a/0", "/a/1"}, {"/a": "repeated", "/a/0": ""}, False),
        ({"/a"}, {"/a": "", "/a/0": ""}, True),
        ({"/a"}, {"/a": "", "/ab": ""}, False),
    ],
)
def test_a_difference_in_the_reasons_would_be_noticed(ours: set[str], plain: dict[str, str], same: bool) -> None:
    assert agreement._agree(ours, plain) == same


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_is_loaded_and_dumped_is_loaded_the_same(name: str) -> None:
    seed = _seed()
    random = Random(seed)  # noqa: S311  reproducible on purpose
    schema = instance(DOCUMENTS[name])
    for _ in range(ROUND_TRIPS):
        text = schema_documents.written(schema_documents.valid(DOCUMENTS[name], random))
        dumped = schema.dump(schema.load(json.loads(text)))  # times come out in whole seconds
        again = schema.load(json.loads(json.dumps(dumped)))
        assert schema.dump(again) == dumped, f"VERTEL_SCHEMA_SEED={seed}: {text}"
