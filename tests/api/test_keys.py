"""API keys: made once, listed without themselves, refused when they are revoked or have expired."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.world import API, Headers, World, bearer
from vertel.clock import now
from vertel.db.models import ApiKey
from vertel.domain.people import api_keys

PATH = f"{API}/keys"


@pytest.fixture
def admin(world: World) -> Headers:
    return world.sign_in(role="admin", name="Noor de Wit")


def make(world: World, admin: Headers, **values: Any) -> dict[str, Any]:
    answer = world.client.post(PATH, json={"name": "Importer", "role": "editor"} | values, headers=admin)
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def listed(world: World, admin: Headers) -> list[dict[str, Any]]:
    return list(world.client.get(PATH, headers=admin).json["items"])


def test_a_key_is_shown_once_and_works(world: World, admin: Headers) -> None:
    made = make(world, admin)

    assert world.client.get(f"{API}/links", headers=bearer(made["secret"])).status_code == 200
    (found,) = listed(world, admin)
    assert "secret" not in found
    assert (found["name"], found["role"], found["revoked_at"], found["expires_at"]) == (
        "Importer",
        "editor",
        None,
        None,
    )
    assert made["secret"].startswith(found["prefix"])
    assert len(found["prefix"]) == 8
    assert found["created_by"]["name"] == "Noor de Wit"


def test_a_repeated_request_makes_one_key_and_shows_it_once(world: World, admin: Headers) -> None:
    once = admin | {"Idempotency-Key": "a"}
    first, second = (world.client.post(PATH, json={"name": "x", "role": "reader"}, headers=once) for _ in range(2))
    assert (first.json["id"], second.json["secret"]) == (second.json["id"], None)
    assert len(listed(world, admin)) == 1


def test_a_revoked_key_is_refused_on_the_next_request(world: World, admin: Headers) -> None:
    made = make(world, admin)

    assert world.client.delete(f"{PATH}/{made['id']}", headers=admin).status_code == 204

    assert world.client.get(f"{API}/links", headers=bearer(made["secret"])).status_code == 401
    assert listed(world, admin)[0]["revoked_at"] is not None
    again = world.client.delete(f"{PATH}/{made['id']}", headers=admin)
    assert (again.status_code, again.json["detail"]) == (404, "No key in force has this id.")


def test_an_expired_key_is_refused_and_the_answer_says_why(world: World, admin: Headers) -> None:
    with world.session() as session:
        secret = api_keys.create(session, "old", "reader", expires_at=now() + timedelta(days=1))
    assert world.client.get(f"{API}/reports/overview", headers=bearer(secret)).status_code == 200
    with world.session() as session:
        session.scalars(select(ApiKey).where(ApiKey.name == "old")).one().expires_at = now()

    answer = world.client.get(f"{API}/reports/overview", headers=bearer(secret))

    assert answer.status_code == 401
    assert answer.json["detail"].startswith("This API key expired at 20")


def test_a_key_that_would_have_expired_already_is_not_made(world: World, admin: Headers) -> None:
    wish = {"name": "x", "role": "reader", "expires_at": "2020-01-01T00:00:00Z"}
    answer = world.client.post(PATH, json=wish, headers=admin)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/expires_at")
    assert listed(world, admin) == []


def test_the_day_of_last_use_is_stored_once_a_day(world: World, admin: Headers) -> None:
    made = make(world, admin)
    assert listed(world, admin)[0]["last_used_on"] is None

    for _ in range(2):
        world.client.get(f"{API}/links", headers=bearer(made["secret"])).close()

    today = f"{now():%Y-%m-%d}"
    assert listed(world, admin)[0]["last_used_on"] == today
    with world.session() as session:
        session.scalars(select(ApiKey)).one().last_used_on = now().date() - timedelta(days=3)
    world.client.get(f"{API}/links", headers=bearer(made["secret"])).close()
    assert listed(world, admin)[0]["last_used_on"] == today


def test_a_key_works_while_somebody_else_writes_and_its_use_is_stored_later(world: World, admin: Headers) -> None:
    made = make(world, admin)
    with world.session() as other:
        api_keys.create(other, "somebody else", "reader")
        answer = world.client.get(f"{API}/links", headers=bearer(made["secret"]))
        answer.close()
        assert answer.status_code == 200
    world.client.get(f"{API}/links", headers=bearer(made["secret"])).close()
    used = {key["name"]: key["last_used_on"] for key in listed(world, admin)}
    assert used["Importer"] is not None


def test_pages_go_from_the_newest_to_the_oldest(world: World, admin: Headers) -> None:
    made = [make(world, admin, name=f"key {number}")["id"] for number in range(3)]
    first = world.client.get(f"{PATH}?limit=2", headers=admin).json
    second = world.client.get(f"{PATH}?limit=2&cursor={first['next_cursor']}", headers=admin).json
    assert [key["id"] for key in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None


def test_a_key_of_a_directory_may_do_nothing_here(world: World, admin: Headers) -> None:
    directory = bearer(make(world, admin, role="scim")["secret"])
    for path in ("suggestions", "links", "reports/overview", "keys", "me", "audit", "settings"):
        assert world.client.get(f"{API}/{path}", headers=directory).status_code == 403, path
