"""Every route can be called through the client, in both languages, and the call goes where it should."""

from __future__ import annotations

import inspect
import json
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from vertel.auth.permissions import ANYONE, TABLE
from vertel_schema.client import HttpRequest, Reply, Vertel, VertelError

PACKAGE = Path(__file__).parents[2] / "shared_schema"
SCRIPT = Path(__file__).parents[1] / "support" / "client_calls.mjs"
SERVER = "https://vertel.example.com"
ID = "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42"

WITHOUT_A_METHOD = {
    "operations.livez": "for whoever watches the process, who asks with curl",
    "operations.readyz": "the same",
    "operations.metrics": "for Prometheus",
    "docs.read": "a page for people",
    "schemas.read": "for editors, who go by its address; both packages have the files",
    "api-docs.openapi_json": "what the clients are written from",
    "scim.serve": "for directories, which have clients of their own",
}
"""Routes that no program calls by the client, and why."""

PAGES = ("sign_in.", "consent.", "mail_pages.", "app.", "console.")
"""How the names of routes begin that are pages for people."""

OPERATIONS = [name for name in TABLE if name not in WITHOUT_A_METHOD and not name.startswith(PAGES)]


def _sent_by_python(name: str) -> dict[str, Any]:
    sent: list[HttpRequest] = []

    def send(request: HttpRequest) -> Reply:
        sent.append(request)
        return Reply(204, {}, b"")

    namespace, _, method = name.partition(".")
    call = getattr(getattr(Vertel(SERVER, "vk_x", send=send), namespace), method)
    some = {"document": {}, "file": b"x", "media_type": "text/csv", "if_match": '"1"', "version": 1}
    needed = [one.name for one in inspect.signature(call).parameters.values() if one.default is one.empty]
    with suppress(VertelError):  # it wanted a document
        call(**{one: some.get(one, ID) for one in needed})
    (request,) = sent
    return {"method": request.method, "url": request.url, "headers": dict(request.headers)}


@pytest.fixture(scope="module")
def sent_by_node() -> dict[str, dict[str, Any]]:
    """What the client of the npm package sends, by operation."""
    node = subprocess.run(["node", SCRIPT, ID], capture_output=True, encoding="utf-8", timeout=60, check=True)
    return dict(json.loads(node.stdout))


def _arrives_at(application: Flask, sent: dict[str, Any]) -> str:
    parts = urlsplit(sent["url"])
    found, _ = application.url_map.bind(parts.netloc).match(parts.path, method=sent["method"])
    return str(found)


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_call_arrives_at_its_route(application: Flask, sent_by_node: dict[str, Any], name: str) -> None:
    for sent in (_sent_by_python(name), sent_by_node[name]):
        assert _arrives_at(application, sent) == name
        headers = sent["headers"]
        assert ("Authorization" in headers) == (TABLE[name] is not ANYONE)
        assert ("Idempotency-Key" in headers) == (sent["method"] == "POST")


def test_what_has_no_method_is_a_route_all_the_same() -> None:
    assert WITHOUT_A_METHOD.keys() <= TABLE.keys()


def test_there_is_no_call_without_a_route() -> None:
    table = json.loads((PACKAGE / "generated" / "operations.json").read_text("utf-8"))
    assert table.keys() - {"$comment"} == set(OPERATIONS)
