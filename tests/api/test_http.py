"""How HTTP is spoken, whatever the route."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import RequestRedirect

from support.world import API, World

FIREFOX = "moz-extension://0b9f3a52-5f3a-4c1e-9d2b-6a7c8d9e0f11"
CHROMIUM = "chrome-extension://mckobklmjmhnleimoplapibofkpmplgc"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing/here", 404), ("PUT", f"{API}/me", 405), ("GET", f"{API}/suggestions/x", 404)],
)
def test_errors_of_flask_itself_are_problems_too(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]
    assert ("Allow" in answer.headers) is (status == 405)


@pytest.mark.parametrize(
    ("body", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"NaN", "application/json", 400),
        (b'"\xff"', "application/json", 400),
        (b'{"title": "\\ud800"}', "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"", "application/json", 422),
        (b"{}", "text/plain", 415),
        (b"x" * (1024 * 1024 + 1), "application/json", 413),
    ],
)
def test_a_body_that_is_no_document_is_refused(world: World, body: bytes, media_type: str, status: int) -> None:
    answer = world.client.post(f"{API}/suggestions", data=body, content_type=media_type, headers=world.key())
    assert answer.status_code == status, answer.json


def test_a_query_that_is_misspelt_or_given_twice_is_refused(world: World) -> None:
    headers = world.sign_in()
    for query in ("limt=1", "limit=1&limit=2", "limit=0", "limit=x", "limit=1.0", "limit=-1", "kind=advert"):
        answer = world.client.get(f"{API}/suggestions?{query}", headers=headers)
        assert answer.status_code == 422, query


def test_parameters_arrive_as_what_they_are(world: World) -> None:
    headers = world.sign_in()
    for _ in range(3):
        world.suggestion()
    assert len(world.client.get(f"{API}/suggestions?limit=2", headers=headers).json["items"]) == 2


@pytest.mark.parametrize("origin", [FIREFOX, CHROMIUM])
def test_the_extension_may_call_from_a_browser(client: FlaskClient, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    headers["Access-Control-Request-Headers"] = "authorization, content-type, idempotency-key"
    answer = client.options(f"{API}/auth/token", headers=headers)
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "origin" in answer.headers["Vary"].lower()


@pytest.mark.parametrize(
    "origin",
    [
        "https://www.linkedin.com",
        f"{CHROMIUM}.evil.example",
        f"{CHROMIUM}x",
        f"{FIREFOX}\n",
        FIREFOX[:-1],
        "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "null",
    ],
)
def test_other_origins_may_not(client: FlaskClient, origin: str) -> None:
    if "\n" in origin:
        origin = origin.replace("\n", "%0A")
    answer = client.get(f"{API}/me", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "origin" in answer.headers["Vary"].lower()


def test_pages_load_nothing_from_anywhere_and_answers_are_taken_for_what_they_are(client: FlaskClient) -> None:
    for path in ("/docs", "/r/nothing"):
        page = client.get(path)
        assert page.mimetype == "text/html"
        assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert client.get("/openapi.json").headers["X-Content-Type-Options"] == "nosniff"


def test_it_says_that_it_is_alive_and_ready(client: FlaskClient) -> None:
    assert client.get("/livez").data == b"ok\n"
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert {check["status"] for check in ready.json["checks"]} == {"ok"}


def test_the_openapi_document_holds_the_contracts_own_schemas(client: FlaskClient) -> None:
    document = client.get("/openapi.json").json
    assert document["openapi"].startswith("3.1")
    request = document["paths"][f"{API}/suggestions"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert request == {"$ref": "#/components/schemas/SuggestionRequest"}
    assert document["components"]["schemas"]["SuggestionRequest"]["additionalProperties"] is False


@pytest.mark.parametrize(
    "path", ["//app/", "/app//", "//evil.example/app", "/api//v1/me", "/r//x", "/console//..//app", "/docs//"]
)
def test_no_redirect_leads_to_the_host_that_a_request_named(client: FlaskClient, path: str) -> None:
    answer = client.open(environ_overrides={"PATH_INFO": path, "HTTP_HOST": "evil.example"})
    assert answer.status_code in {200, 404}, "the page in the browser may be built or not"
    assert "Location" not in answer.headers


def test_a_redirect_of_the_router_stays_on_this_server(application: Flask) -> None:
    with application.test_request_context("/x", headers={"Host": "evil.example"}) as context:
        context.request.routing_exception = RequestRedirect("http://evil.example//elsewhere.example/x/?a=b")
        with pytest.raises(RequestRedirect) as raised:
            application.raise_routing_exception(context.request)
    assert raised.value.get_response().headers["Location"] == "/elsewhere.example/x/?a=b"
