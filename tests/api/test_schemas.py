"""The contract's JSON Schema files at an address of the server, where an editor finds them."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from vertel_schema import DOCUMENTS


@pytest.mark.parametrize("name", ["SuggestionRequest", "LinkRow", "TokenRequest"])
def test_anyone_reads_the_published_file_byte_for_byte(client: FlaskClient, repository: Path, name: str) -> None:
    answer = client.get(f"/schemas/{name}.json")
    assert answer.data == (repository / "shared_schema" / "generated" / "schemas" / f"{name}.json").read_bytes()
    assert answer.mimetype == "application/schema+json"
    assert answer.get_json(force=True)["$id"] == f"urn:vertel:schema:{name}"


def test_every_document_has_its_address(client: FlaskClient) -> None:
    assert {client.get(f"/schemas/{name}.json").status_code for name in DOCUMENTS} == {200}


def test_it_is_asked_for_again_and_answered_without_a_body_when_nothing_changed(client: FlaskClient) -> None:
    first = client.get("/schemas/Link.json")
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get("/schemas/Link.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_an_editor_that_is_a_web_page_may_read_it_without_credentials(client: FlaskClient) -> None:
    answer = client.get("/schemas/Link.json", headers={"Origin": "https://editor.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("name", ["Nothing", "link", "__init__"])
def test_an_unknown_name_says_where_the_names_are(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/schemas/{name}.json")
    assert answer.status_code == 404
    assert "/docs" in answer.json["detail"]


def test_what_an_editor_reads_is_a_schema_that_checks(client: FlaskClient) -> None:
    validator = Draft202012Validator(client.get("/schemas/SuggestionRequest.json").get_json(force=True))
    assert validator.is_valid({"kind": "story", "title": "Samen naar buiten"})
    assert not validator.is_valid({"kind": "advert", "title": "x"})
