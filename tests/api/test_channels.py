"""Adding channels, changing them, and what is read out of them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from support.adaptive_cards import faults_of_teams_message
from support.channels import REQUEST, SLACK, change, channel_at, published
from support.world import API, Headers, World
from vertel.clock import now
from vertel.db.models import AuditEntry, Channel, Event, IdempotencyKey
from vertel.domain.channels import channels
from vertel.domain.webhooks.secret_box import SecretBox

PATH = f"{API}/channels"
TEAMS = "https://prod-12.westeurope.logic.azure.com:443/workflows/ab12/triggers/manual/paths/invoke?api-version=1&sig=x"
TEAMS_NEW = (
    "https://default0123.4f.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/a?sig=x"
)
GOOGLE = "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.key("admin")


def add(world: World, admin: Headers, **values: Any) -> dict[str, Any]:
    answer = world.client.post(PATH, json=REQUEST | values, headers=admin)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return dict(answer.json)


def test_a_channel_is_added_read_changed_and_removed(world: World, admin: Headers) -> None:
    world.employee(team="Techniek", location="Zwolle")
    made = world.client.post(PATH, json=REQUEST | {"team": "techniek"}, headers=admin)
    path = made.headers["Location"]
    read = world.client.get(path, headers=admin).json
    assert read == made.json
    told = {name: read[name] for name in ("name", "team", "location", "weekday", "hour", "active")}
    expected = {"name": "#general", "team": "Techniek", "location": None, "weekday": "tuesday", "hour": 10}
    assert told == expected | {"active": True}
    assert (read["last_message"], read["last_test"], read["disabled_reason"]) == (None, None, None)

    patch = {"name": "#zwolle", "team": None, "location": "Zwolle", "weekday": "friday", "hour": 0, "language": "en"}
    changed = world.client.patch(path, json=patch, headers=admin).json
    assert changed == read | patch | {"next_at": changed["next_at"]}
    assert world.client.get(PATH, headers=admin).json == {"items": [changed], "next_cursor": None}

    assert world.client.delete(path, headers=admin).status_code == 204
    assert world.client.get(path, headers=admin).status_code == 404
    assert world.client.get(PATH, headers=admin).json["items"] == []


@pytest.mark.parametrize(
    ("kind", "address"),
    [("slack", SLACK), ("teams", TEAMS), ("teams", TEAMS_NEW), ("google_chat", GOOGLE)],
    ids=["slack", "logic apps", "power platform", "google chat"],
)  # fmt: skip
def test_each_product_takes_the_addresses_that_it_hands_out(
    world: World, admin: Headers, kind: str, address: str
) -> None:
    assert add(world, admin, kind=kind, address=address)["kind"] == kind


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("slack", GOOGLE),
        ("slack", "https://hooks.slack.com.evil.example/services/x"),
        ("slack", "https://evil.example/hooks.slack.com"),
        ("slack", "https://xhooks.slack.com/services/x"),
        ("slack", "http://hooks.slack.com/services/x"),
        ("slack", "https://hooks.slack.com:8443/services/x"),
        ("slack", "https://hooks.slack.com/services/x#part"),
        ("slack", "https://127.0.0.1/services/x"),
        ("teams", "https://logic.azure.com/workflows/x"),
        ("teams", "https://evillogic.azure.com/workflows/x"),
        ("teams", "https://tenant.webhook.office.com/webhookb2/x"),
        ("teams", "https://api.powerplatform.com/x"),
        ("google_chat", "https://chat.googleapis.com.evil.example/v1/spaces/x"),
        ("google_chat", "https://169.254.169.254/latest/meta-data"),
    ],
)
def test_no_other_address_is_taken_and_none_is_repeated(world: World, admin: Headers, kind: str, address: str) -> None:
    right = {"slack": SLACK, "teams": TEAMS, "google_chat": GOOGLE}[kind]
    made = add(world, admin, kind=kind, address=right)
    answers = [
        world.client.post(PATH, json=REQUEST | {"kind": kind, "address": address}, headers=admin),
        world.client.patch(f"{PATH}/{made['id']}", json={"address": address}, headers=admin),
    ]
    for answer in answers:
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/address")
        assert address not in answer.get_data(as_text=True)


def test_the_address_is_read_out_nowhere(world: World, admin: Headers) -> None:
    once = admin | {"Idempotency-Key": "once"}
    answers = [world.client.post(PATH, json=REQUEST, headers=once) for _ in range(2)]
    path = f"{PATH}/{answers[0].json['id']}"
    answers += [
        world.client.patch(path, json={"address": f"{SLACK}2"}, headers=admin),
        world.client.get(f"{path}/preview", headers=admin),
        world.client.post(f"{path}/test", headers=admin),
        world.client.get(PATH, headers=admin),
        world.client.get(f"{API}/audit", headers=admin),
    ]
    assert all("canary" not in answer.get_data(as_text=True) for answer in answers)
    with world.session() as session:
        kept = session.scalars(select(IdempotencyKey.body)).all()
        told = [entry.details for entry in session.scalars(select(AuditEntry))]
        told += [event.data for event in session.scalars(select(Event))]
        (channel,) = session.scalars(select(Channel)).all()
        assert SecretBox(world.keys).decrypt(channel.address) == f"{SLACK}2"
    assert b"canary" not in b"".join(filter(None, kept))
    assert "canary" not in json.dumps(told)


def test_the_audit_log_says_what_was_changed_and_that_the_address_was(world: World, admin: Headers) -> None:
    made = add(world, admin)
    path = f"{PATH}/{made['id']}"
    world.client.patch(path, json={"address": f"{SLACK}2", "hour": 11}, headers=admin)
    world.client.delete(path, headers=admin)
    items = world.client.get(f"{API}/audit?subject=channel:{made['id']}", headers=admin).json["items"]
    assert [item["action"] for item in items] == ["channel.removed", "channel.changed", "channel.created"]
    assert {item["subject"]["name"] for item in items} == {"#general"}
    assert items[1]["changes"] == [{"field": "hour", "before": "10", "after": "11"}]
    assert items[1]["details"] == [{"name": "address", "value": "replaced"}]


@pytest.mark.parametrize(
    ("values", "pointer"),
    [
        ({"hour": 24}, "/hour"),
        ({"weekday": "dinsdag"}, "/weekday"),
        ({"language": "de"}, "/language"),
        ({"name": ""}, "/name"),
        ({"team": "Nobody's"}, "/team"),
        ({"address": None}, "/address"),
        ({"colour": "red"}, "/colour"),
    ],
)
def test_what_cannot_be_is_refused_when_added_and_when_changed(
    world: World, admin: Headers, values: dict[str, Any], pointer: str
) -> None:
    made = add(world, admin)
    answers = [
        world.client.post(PATH, json=REQUEST | values, headers=admin),
        world.client.patch(f"{PATH}/{made['id']}", json=values, headers=admin),
    ]
    assert [(answer.status_code, answer.json["errors"][0]["pointer"]) for answer in answers] == [(422, pointer)] * 2


def test_there_is_an_end_to_how_many_there_can_be(
    world: World, admin: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "MOST", 1)
    add(world, admin)
    assert world.client.post(PATH, json=REQUEST, headers=admin).status_code == 409


def test_a_preview_is_what_would_be_sent_and_an_example_when_nothing_is_new(world: World, admin: Headers) -> None:
    channel = channel_at(world, TEAMS, now(), kind="teams", language="en")
    path = f"{PATH}/{channel}/preview"
    empty = world.client.get(path, headers=admin).json
    assert (empty["is_new"], empty["items"]) == (False, [])

    suggestion = published(world, now(), expires_at="2099-01-16T22:00:00Z")
    fresh = world.client.get(path, headers=admin).json
    assert fresh["is_new"] is False, "it may be in a transaction of which nothing is known yet"
    (item,) = fresh["items"]
    note = "Vacancy, until January 16, 2099"
    assert item == {"title": suggestion["title"], "kind": "vacancy", "note": note}
    assert fresh["link"].endswith("/app/")
    payload = json.loads(fresh["payload"])
    assert faults_of_teams_message(payload) == []
    assert note in fresh["payload"]


def test_a_team_that_was_merged_is_the_other_one_and_a_removed_one_is_nobody(world: World, admin: Headers) -> None:
    old, new = (world.employee(team=name).team_id for name in ("Monteurs", "Techniek"))
    made = add(world, admin, team="Monteurs")
    merged = world.client.post(f"{API}/teams/{old}/merge", json={"into": str(new)}, headers=admin)
    assert merged.status_code == 200
    assert world.client.get(f"{PATH}/{made['id']}", headers=admin).json["team"] == "Techniek"
    assert world.client.delete(f"{API}/teams/{new}", headers=admin).status_code == 204
    assert world.client.get(f"{PATH}/{made['id']}", headers=admin).json["team"] is None


def test_the_next_turn_goes_by_the_organisations_time_zone(world: World, admin: Headers) -> None:
    made = add(world, admin)
    etag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    moved = world.client.patch(
        f"{API}/settings", json={"time_zone": "Pacific/Kiritimati"}, headers=admin | {"If-Match": etag}
    )
    assert moved.status_code == 200
    read = world.client.get(f"{PATH}/{made['id']}", headers=admin).json
    assert made["next_at"] != read["next_at"]
    assert read["next_at"].endswith("T20:00:00Z")
    assert change(world, made["id"], now(), active=False)["next_at"] is None
