"""Adding webhooks, changing them, and looking at what they were sent."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.telling import USUAL
from support.world import API, Headers, World
from vertel.db import batches
from vertel.db.models import Event, IdempotencyKey, Webhook
from vertel.domain.people import api_keys
from vertel.domain.webhooks import webhooks

URL = "https://hooks.example.com/vertel"
PATH = f"{API}/webhooks"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def add(world: World, admin: Headers, **values: Any) -> dict[str, Any]:
    answer = world.client.post(PATH, json={"url": URL, "types": list(USUAL)} | values, headers=admin)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def test_a_webhook_is_added_read_changed_and_removed(world: World, admin: Headers) -> None:
    made = world.client.post(PATH, json={"url": URL, "types": ["idea.received"]}, headers=admin)
    assert made.status_code == 201
    path = made.headers["Location"]
    assert path == f"{PATH}/{made.json['id']}"
    read = world.client.get(path, headers=admin).json
    assert read == {name: value for name, value in made.json.items() if name != "secret"}
    assert (read["url"], read["types"], read["active"]) == (URL, ["idea.received"], True)

    change = {"url": f"{URL}/2", "types": ["share.created", "idea.received", "share.created"], "active": False}
    changed = world.client.patch(path, json=change, headers=admin).json
    assert changed == read | change | {"types": ["share.created", "idea.received"]}
    assert world.client.get(PATH, headers=admin).json == {"items": [changed], "next_cursor": None}

    assert world.client.delete(path, headers=admin).status_code == 204
    assert world.client.get(path, headers=admin).status_code == 404
    assert world.client.get(PATH, headers=admin).json["items"] == []


def test_an_employee_who_is_admin_may_and_an_editor_may_not(world: World) -> None:
    assert world.client.get(PATH, headers=world.sign_in(role="admin")).status_code == 200
    assert world.client.get(PATH, headers=world.sign_in(role="editor")).status_code == 403


def test_a_secret_is_shown_once_and_can_be_replaced(world: World, admin: Headers) -> None:
    made = add(world, admin)
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", made["secret"])
    path = f"{PATH}/{made['id']}"
    rotated = world.client.post(f"{path}/rotate-secret", headers=admin).json
    assert rotated["secret"] != made["secret"]
    in_a_day = datetime.now(UTC) + timedelta(hours=24)
    assert abs(datetime.fromisoformat(rotated["old_secret_until"]) - in_a_day) < timedelta(minutes=1)
    assert "secret" not in world.client.get(path, headers=admin).json


@pytest.mark.parametrize("path", ["", "/rotate-secret"])
def test_the_answer_to_a_repeated_request_has_the_secret_no_more_and_it_is_stored_nowhere(
    world: World, admin: Headers, path: str
) -> None:
    where = f"{PATH}/{add(world, admin)['id']}{path}" if path else PATH
    request = {"json": None if path else {"url": URL, "types": ["share.created"]}}
    once = admin | {"Idempotency-Key": "once"}
    first, again = (world.client.post(where, headers=once, **request) for _ in range(2))
    assert again.json == first.json | {"secret": None}
    with world.session() as session:
        kept = session.scalars(select(IdempotencyKey.body)).all()
        assert len(session.scalars(select(Webhook)).all()) == (1)
    assert first.json["secret"].encode() not in b"".join(filter(None, kept))


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"url": "http://hooks.example.com/"}, "/url"),
        ({"url": "http://127.0.0.1:9000/"}, "/url"),
        ({"url": "https://127.0.0.1/"}, "/url"),
        ({"url": "https://169.254.169.254/latest/meta-data"}, "/url"),
        ({"url": "https://localhost/"}, "/url"),
        ({"url": "https://user@hooks.example.com/"}, "/url"),
        ({"url": f"{URL}#part"}, "/url"),
        ({"url": "file:///etc/passwd"}, "/url"),
        ({"url": None}, "/url"),
        ({"types": []}, "/types"),
        ({"types": ["webhook.test"]}, "/types/0"),
        ({"active": None}, "/active"),
        ({"secret": "whsec_mine"}, "/secret"),
    ],
)
def test_what_cannot_be_is_refused_when_added_and_when_changed(
    world: World, admin: Headers, values: dict[str, Any], pointer: str
) -> None:
    made = add(world, admin)
    answers = [
        world.client.post(PATH, json={"url": URL, "types": ["share.created"]} | values, headers=admin),
        world.client.patch(f"{PATH}/{made['id']}", json=values, headers=admin),
    ]
    assert [(answer.status_code, answer.json["errors"][0]["pointer"]) for answer in answers] == [(422, pointer)] * 2


def test_there_is_an_end_to_how_many_there_can_be(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "MOST", 2)
    add(world, admin)
    add(world, admin)
    assert world.client.post(PATH, json={"url": URL, "types": ["idea.received"]}, headers=admin).status_code == 409


def pages(world: World, admin: Headers, path: str) -> list[list[str]]:
    """The ids on each page of two."""
    found, cursor = [], ""
    while cursor is not None:
        answer = world.client.get(f"{path}?limit=2{cursor}", headers=admin).json
        found.append([item["id"] for item in answer["items"]])
        cursor = f"&cursor={answer['next_cursor']}" if answer["next_cursor"] else None
    return found


def test_lists_come_in_pages(world: World, admin: Headers) -> None:
    ids = [add(world, admin)["id"] for _ in range(5)]
    assert pages(world, admin, PATH) == [ids[:2], ids[2:4], ids[4:]]

    made = [world.client.post(f"{PATH}/{ids[0]}/test", headers=admin).json["id"] for _ in range(5)]
    newest = made[::-1]
    assert pages(world, admin, f"{PATH}/{ids[0]}/deliveries") == [newest[:2], newest[2:4], newest[4:]]
    for cursor in ("nonsense", "WyJhIiwiYiJd", "WzEsMl0"):
        for path in (PATH, f"{PATH}/{ids[0]}/deliveries"):
            assert world.client.get(f"{path}?cursor={cursor}", headers=admin).status_code == 422


def test_a_test_goes_to_the_webhook_that_is_tested_whatever_it_listens_to(world: World, admin: Headers) -> None:
    tested, other = add(world, admin, types=["share.created"]), add(world, admin)
    answer = world.client.post(f"{PATH}/{tested['id']}/test", headers=admin)
    assert answer.status_code == 202
    assert (answer.json["type"], answer.json["state"], answer.json["attempts"]) == ("webhook.test", "waiting", [])
    log = world.client.get(f"{PATH}/{tested['id']}/deliveries", headers=admin).json["items"]
    assert log == [answer.json]
    assert world.client.get(f"{PATH}/{other['id']}/deliveries", headers=admin).json["items"] == []


def test_what_is_switched_off_is_sent_nothing_new(world: World, admin: Headers) -> None:
    made = add(world, admin)
    delivery = world.client.post(f"{PATH}/{made['id']}/test", headers=admin).json
    world.client.patch(f"{PATH}/{made['id']}", json={"active": False}, headers=admin)
    for path in ("test", f"deliveries/{delivery['id']}/redeliver"):
        refusal = world.client.post(f"{PATH}/{made['id']}/{path}", headers=admin)
        assert (refusal.status_code, "Switch it on" in refusal.json["detail"]) == (409, True)
    world.suggestion()
    with world.session() as session:
        assert session.scalars(select(Event.type)).all() == ["webhook.test"]


def test_only_its_own_deliveries_can_be_sent_again(world: World, admin: Headers) -> None:
    mine, other = add(world, admin), add(world, admin)
    delivery = world.client.post(f"{PATH}/{mine['id']}/test", headers=admin).json
    again = world.client.post(f"{PATH}/{mine['id']}/deliveries/{delivery['id']}/redeliver", headers=admin)
    assert (again.status_code, again.json["event_id"]) == (202, delivery["event_id"])
    for webhook, wanted in ((other["id"], delivery["id"]), (mine["id"], uuid.uuid4())):
        path = f"{PATH}/{webhook}/deliveries/{wanted}/redeliver"
        assert world.client.post(path, headers=admin).status_code == 404


def test_others_write_while_a_months_deliveries_of_a_webhook_are_deleted(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = add(world, admin)
    for _ in range(12):
        assert world.client.post(f"{PATH}/{made['id']}/test", headers=admin).status_code == 202
    other, written = add(world, admin), []
    select_some = batches.make_session

    def between(*arguments: Any, **options: Any) -> Any:
        if not options["writes"]:
            with select_some(world.engine, writes=True, patience=0) as session:
                api_keys.create(session, "somebody else", "reader")
                session.commit()
            written.append(True)
        return select_some(*arguments, **options)

    monkeypatch.setattr(batches, "make_session", between)
    assert world.client.delete(f"{PATH}/{made['id']}", headers=admin).status_code == 204
    assert len(written) > 2
    assert world.client.get(f"{PATH}/{made['id']}", headers=admin).status_code == 404
    assert world.client.get(f"{PATH}/{other['id']}", headers=admin).status_code == 200
