"""Applications that a careers site reports: signed or with a key, counted once, with nothing about the applicant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from support.ports import free_port
from support.signing import SECRET, signature
from support.voices import crowd
from support.world import API, HOST, Headers, World
from vertel.clock import now
from vertel.db.models import Application, Link

OTHER = "whsec_b3RoZXIgc2VjcmV0LCBhbHNvIGZvciB0aGUgdGVzdHM="


@pytest.fixture(autouse=True)
def secrets(world: World) -> Iterator[None]:
    """Have the server know the careers site's secret."""
    extensions = world.client.application.extensions
    before = extensions["vertel"]
    extensions["vertel"] = replace(before, config=replace(before.config, application_secrets=(OTHER, SECRET)))
    yield
    extensions["vertel"] = before


@pytest.fixture
def code(world: World) -> str:
    """A link of a suggestion, which five people could have asked for."""
    return world.link(crowd(world, 5)[0], world.suggestion())


def send(world: World, body: bytes, headers: Headers) -> TestResponse:
    return world.client.post(f"{API}/applications", data=body, headers={"Content-Type": "application/json"} | headers)


def report(world: World, **document: Any) -> TestResponse:
    body = orjson.dumps(document)
    return send(world, body, signature(body))


def counted(world: World) -> list[Application]:
    with world.session() as session:
        return [*session.scalars(select(Application))]


def test_an_application_counts_once_however_often_it_is_reported(world: World, code: str) -> None:
    first, again = (report(world, id="2026-1", link_code=code) for _ in range(2))
    assert (first.status_code, first.json) == (201, {"counted": True})
    assert (again.status_code, again.json) == (200, {"counted": False})
    assert report(world, id="2026-2", link_code=code.upper()).status_code == 201
    assert len(counted(world)) == 2


def test_it_stands_beside_the_clicks_of_its_suggestion(world: World, code: str) -> None:
    day = (now() - timedelta(days=3)).date().isoformat()
    report(world, id="1", link_code=code, day=day)
    report(world, id="2", link_code=code)
    overview = world.client.get(f"{API}/reports/overview", headers=world.key("reader")).json
    assert overview["applications"] == 2
    assert [row["applications"] for row in overview["by_suggestion"]] == [2]
    (row,) = world.client.get(f"{API}/reports/clicks", headers=world.key("reader")).json["rows"]
    assert row["applications"] == 2
    assert row["start"] != day, "on the day on which it is recorded"


def test_nothing_that_could_name_the_applicant_is_kept(world: World, code: str) -> None:
    assert report(world, id="noor@example.com", link_code=code).status_code == 201
    with world.session() as session:
        (row,) = session.execute(text("SELECT * FROM applications")).all()
    assert "noor" not in repr(row)


def test_an_editors_key_will_do_where_nothing_can_be_signed(world: World, code: str) -> None:
    body = orjson.dumps({"id": "1", "link_code": code})
    assert send(world, body, world.key()).status_code == 201
    assert send(world, body, world.key("reader")).status_code == 403
    assert send(world, body, {}).status_code == 401


def test_one_of_two_secrets_will_do_while_they_are_changed(world: World, code: str) -> None:
    body = orjson.dumps({"id": "1", "link_code": code})
    signed = signature(body)
    other = signature(body, secret=OTHER)
    strange = signature(body, secret="whsec_" + "QUFB" * 8)
    assert send(world, body, other).status_code == 201
    both = {"webhook-signature": f"{strange['webhook-signature']} {signed['webhook-signature']}"}
    assert send(world, body, signed | both).status_code == 200
    assert send(world, body, strange).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v1,\xe9"},
        {"webhook-signature": ""},
        {"webhook-id": "msg_2"},
        {"webhook-id": ""},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-timestamp": "٣٣٣"},
    ],
)
def test_a_signature_of_something_else_is_refused(world: World, code: str, headers: Headers) -> None:
    body = orjson.dumps({"id": "1", "link_code": code})
    assert send(world, body, signature(body) | headers).status_code == 401
    assert counted(world) == []


def test_a_changed_body_and_an_old_signature_are_refused(world: World, code: str) -> None:
    body = orjson.dumps({"id": "1", "link_code": code})
    assert send(world, body.replace(b'"1"', b'"2"'), signature(body)).status_code == 401
    assert send(world, body, signature(body, age=400)).status_code == 401
    assert send(world, body, signature(body, age=-400)).status_code == 401
    assert send(world, body, signature(body, age=200)).status_code == 201


def test_a_signature_opens_nothing_else(world: World) -> None:
    headers = signature(b"")
    assert world.client.get(f"{API}/reports/overview", headers=headers).status_code == 403
    assert world.client.get(f"{API}/suggestions", headers=headers).status_code == 403


def test_what_is_wrong_is_said(world: World, code: str) -> None:
    tomorrow, long_ago = ((now() + timedelta(days=days)).date().isoformat() for days in (3, -400))
    for document, pointer in (
        ({"id": "1", "link_code": "nosuchlink"}, "/link_code"),
        ({"id": "1"}, "/link_code"),
        ({"id": " ", "link_code": code}, "/id"),
        ({"id": "1", "link_code": code, "day": tomorrow}, "/day"),
        ({"id": "1", "link_code": code, "day": long_ago}, "/day"),
        ({"id": "1", "link_code": code, "name": "Noor"}, "/name"),
    ):
        answer = report(world, **document)
        assert (answer.status_code, [fault["pointer"] for fault in answer.json["errors"]]) == (422, [pointer])
    assert counted(world) == []


def test_an_application_through_a_link_that_was_withdrawn_still_counts(world: World) -> None:
    made = world.client.post(f"{API}/links", json={"destination_url": f"https://{HOST}/"}, headers=world.key())
    with world.session() as session:
        session.scalars(select(Link)).one().withdrawn_at = now()
    assert report(world, id="1", link_code=made.json["code"]).status_code == 201


def test_the_program_in_the_documentation_reports_one(
    world: World, code: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = re.search(r"```python\n(.*?)```", (repository / "docs/applications.md").read_text("utf-8"), re.DOTALL)
    assert program is not None
    server = make_server("127.0.0.1", free_port(), world.client.application, threaded=True)
    serving = Thread(target=server.serve_forever)
    serving.start()
    monkeypatch.setenv("VERTEL_SERVER", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("VERTEL_SECRET", SECRET)
    try:
        defined: dict[str, Any] = {}
        exec(program[1], defined)  # noqa: S102  the repository's own page
        for _ in range(2):
            defined["report"]("2026-004711", code)
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
    assert len(counted(world)) == 1


def test_whoever_listens_is_told_once(world: World, code: str) -> None:
    request = {"url": f"https://{HOST}/hook", "types": ["application.reported"]}
    hook = world.client.post(f"{API}/webhooks", json=request, headers=world.key("admin")).json["id"]
    for _ in range(2):
        report(world, id="1", link_code=code)
    told = world.client.get(f"{API}/webhooks/{hook}/deliveries", headers=world.key("admin")).json["items"]
    assert [delivery["type"] for delivery in told] == ["application.reported"]
