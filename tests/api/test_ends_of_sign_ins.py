"""Sign-ins that end for everybody at once, and those that end by their age."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from support.devices import asks, polls
from support.sign_in_pages import Visitor, code_for
from support.voices import crowd
from support.world import API, Headers, World, bearer
from vertel.clock import now
from vertel.db.models import SignIn
from vertel.domain.audience import eligible
from vertel.domain.people import revocation
from vertel.domain.suggestions.suggestions import OPEN_AUDIENCE


def exchanged(world: World, grant: dict[str, str], attempt: str = "an-attempt") -> tuple[int, dict[str, str]]:
    answer = world.client.post(f"{API}/auth/token", json=grant, headers={"Idempotency-Key": attempt})
    return answer.status_code, answer.json


def begun(world: World, code: str) -> dict[str, str]:
    status, tokens = exchanged(world, {"grant_type": "enrolment_code", "code": code})
    assert status == 200
    return tokens


def refreshed(world: World, tokens: dict[str, str], attempt: str) -> int:
    grant = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    return exchanged(world, grant, attempt)[0]


def end_everybody(world: World) -> None:
    assert world.client.post(f"{API}/employees/sign-out", headers=world.key("admin")).status_code == 204


def could_have(world: World) -> int:
    """How many people could have caused something that is counted."""
    with world.session() as session:
        return eligible.current(session).number(OPEN_AUDIENCE)


def status(world: World, me: Headers) -> int:
    return world.client.get(f"{API}/me", headers=me).status_code


def test_everybody_is_out_on_the_next_request_and_may_sign_in_again(world: World) -> None:
    codes = [code_for(world, world.employee()) for _ in range(2)]
    tokens, key = [begun(world, code) for code in codes], world.key()
    unused = code_for(world, world.employee())

    end_everybody(world)

    assert [status(world, bearer(one["access_token"])) for one in tokens] == [401, 401]
    assert [refreshed(world, one, "a-refresh") for one in tokens] == [401, 401]
    # Whose answer was lost gets no session either: it would be the one that was ended.
    assert exchanged(world, {"grant_type": "enrolment_code", "code": codes[0]})[0] == 401
    assert world.client.get(f"{API}/reports/overview", headers=key).status_code == 200
    again = bearer(begun(world, unused)["access_token"])
    assert status(world, again) == 200
    devices = world.client.get(f"{API}/me/devices", headers=again).json["items"]
    assert len(devices) == 1


def test_a_device_that_was_promised_a_session_does_not_get_it(world: World) -> None:
    asked, visitor = asks(world), Visitor(world)
    visitor.open(f"/sign-in?user_code={asked['user_code']}")
    visitor.send("/sign-in/code", code=code_for(world, world.employee()))
    visitor.send("/sign-in/device", answer="yes")
    end_everybody(world)
    assert polls(world, asked).status_code in {400, 401}


def test_who_was_signed_out_with_everybody_is_not_counted_on(world: World) -> None:
    crowd(world, 6)
    assert could_have(world) == 6
    end_everybody(world)
    assert could_have(world) == 0


@pytest.mark.parametrize(("days", "age", "then"), [(30, 29, 200), (30, 31, 401), (0, 3000, 200)])
def test_a_sign_in_ends_after_the_days_that_are_set_however_much_it_is_used(
    world: World, days: int, age: int, then: int
) -> None:
    tokens, app = begun(world, code_for(world, world.employee())), world.client.application
    with world.session() as session:
        session.execute(update(SignIn).values(created_at=now() - timedelta(days=age)))
    resources = app.extensions["vertel"]
    app.extensions["vertel"] = replace(resources, config=replace(resources.config, sign_in_days=days))
    assert status(world, bearer(tokens["access_token"])) == then
    assert refreshed(world, tokens, "a-refresh") == then


def test_that_they_are_over_is_noted_on_each(world: World) -> None:
    for _ in range(3):
        world.sign_in()
    with world.session() as session:
        first = session.scalars(select(SignIn)).first()
        first.created_at = now() - timedelta(days=40)
    assert revocation.note_ends(world.engine, 0, now()) == 0
    assert [revocation.note_ends(world.engine, 30, now()) for _ in range(2)] == [1, 0]
    end_everybody(world)
    world.sign_in()
    assert [revocation.note_ends(world.engine, 0, now()) for _ in range(2)] == [2, 0]
    with world.session() as session:
        assert len(session.scalars(select(SignIn).where(SignIn.ended_at.is_(None))).all()) == 1
