"""Clients and servers of the last release and of this one understand each other.

That this server's real answers pass the last release's validators is looked at in test_responses.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from marshmallow import ValidationError

from support import released, schema_documents
from vertel_schema import DOCUMENTS, Response, faults
from vertel_schema.base import instance

VECTORS = Path(__file__).parents[2] / "shared_schema" / "vectors"
REQUESTS = [name for name in released.schemas() if not issubclass(DOCUMENTS[name], Response)]
RESPONSES = [name for name in released.schemas() if issubclass(DOCUMENTS[name], Response)]


def _faults(name: str, document: Any) -> list[dict[str, str]]:
    try:
        instance(DOCUMENTS[name]).load(document)
    except ValidationError as error:
        return faults(error.messages)
    return []


@pytest.mark.parametrize("name", REQUESTS)
def test_this_server_takes_what_an_older_client_writes(name: str) -> None:
    documents = released.vectors(name)
    assert documents
    for document in documents:
        assert _faults(name, document) == []


@pytest.mark.parametrize("name", [name for name in REQUESTS if name not in released.widened()])
def test_an_older_server_takes_what_this_client_writes_of_what_it_knew(name: str) -> None:
    random = Random(name)  # noqa: S311  reproducible on purpose
    documents = [schema_documents.written(schema_documents.valid(DOCUMENTS[name], random)) for _ in range(50)]
    for text in documents:
        assert released.faults(name, released.without_newer(name, json.loads(text))) == [], text


@pytest.mark.parametrize("name", RESPONSES)
def test_an_older_client_reads_whatever_this_server_may_answer(name: str) -> None:
    random = Random(name)  # noqa: S311  reproducible on purpose
    for _ in range(50):
        text = schema_documents.written(schema_documents.valid(DOCUMENTS[name], random))
        assert released.faults(name, json.loads(text)) == [], text


@pytest.mark.parametrize("name", RESPONSES)
def test_this_client_reads_an_older_server_but_for_fields_that_are_new(name: str) -> None:
    known = {field for shape in [released.schemas()[name], *released.schemas()[name].get("$defs", {}).values()]
             for field in shape["properties"]}  # fmt: skip
    documents = released.vectors(name)
    assert documents
    for document in documents:
        missing = [fault for fault in _faults(name, document) if fault["pointer"].rpartition("/")[2] in known]
        assert missing == []


def test_the_documents_of_a_release_are_those_that_its_validators_take() -> None:
    for name in released.schemas():
        for document in released.vectors(name):
            assert released.faults(name, document) == []
