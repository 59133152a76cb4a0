"""A browser or a terminal is connected as RFC 8628 has it, and a colleague ends what they do not know."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.devices import answers, asked_to_connect, asks, connected, polls
from support.world import API, World, bearer
from vertel.auth import source_limits
from vertel.db.models import Base, DeviceCode, Employee, SignIn
from vertel.domain.people import device_codes, revocation, sign_ins

PENDING = "urn:vertel:problem:authorization-pending"
SLOW_DOWN = "urn:vertel:problem:slow-down"
DENIED = "urn:vertel:problem:access-denied"
EXPIRED = "urn:vertel:problem:expired-token"


def said(answer: Any) -> tuple[int, str]:
    """The status of a problem, and which it is."""
    assert answer.content_type == "application/problem+json"
    return answer.status_code, answer.json["type"]


def pass_time(world: World, **by: float) -> None:
    """Have all devices have asked so much earlier."""
    with world.session() as session:
        for code in session.scalars(select(DeviceCode)):
            code.expires_at -= timedelta(**by)
            if code.asked_at is not None:
                code.asked_at -= timedelta(**by)


def devices(world: World, me: dict[str, str], query: str = "") -> Any:
    return world.client.get(f"{API}/me/devices{query}", headers=me).json


def test_a_device_that_a_colleague_agrees_to_gets_a_session_of_theirs_by_its_name(world: World) -> None:
    noor, asked = world.employee(), asks(world, "Firefox on Linux")
    assert asked["verification_uri"] == "https://vertel.example.com/sign-in"
    assert asked["verification_uri_complete"] == f"{asked['verification_uri']}?user_code={asked['user_code']}"
    assert (asked["expires_in"] <= 600, asked["interval"]) == (True, 5)
    assert said(polls(world, asked)) == (400, PENDING)
    answers(world, asked, noor)
    answer = polls(world, asked)
    assert answer.status_code == 200
    me = bearer(answer.json["access_token"])
    assert world.client.get(f"{API}/me", headers=me).json["email"] == noor.email
    assert [(one["name"], one["current"]) for one in devices(world, me)["items"]] == [("Firefox on Linux", True)]


def test_a_device_that_asks_again_gets_other_codes_and_a_key_that_is_none_is_refused(world: World) -> None:
    def ask(key: str) -> Any:
        headers = {"Idempotency-Key": key}
        return world.client.post(f"{API}/auth/device", json={"name": "Chrome"}, headers=headers)

    first, second = ask("once"), ask("once")
    assert first.json["user_code"] != second.json["user_code"]
    refused = ask("two words")
    assert refused.status_code == 422
    assert "Idempotency-Key" in refused.json["errors"][0]["message"]


def test_the_code_that_is_shown_has_eight_letters_that_make_no_words_and_look_like_no_others(world: World) -> None:
    codes = [asks(world)["user_code"] for _ in range(50)]
    assert len(set(codes)) == 50
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    assert set("".join(codes)) <= set("BCDFGHJKLMNPQRSTVWXZ-")


def test_a_device_that_was_refused_is_told_so(world: World) -> None:
    asked = asks(world)
    answers(world, asked, world.employee(), agreed=False)
    assert said(polls(world, asked)) == (400, DENIED)
    assert said(polls(world, asked)) == (400, DENIED)


def test_a_device_that_waited_too_long_is_told_so_even_when_somebody_agreed(world: World) -> None:
    asked, agreed = asks(world), asked_to_connect(world, world.employee())
    pass_time(world, minutes=10)
    assert said(polls(world, asked)) == (400, EXPIRED)
    assert said(polls(world, agreed)) == (400, EXPIRED)


def test_a_device_that_asks_too_often_has_to_wait_longer_each_time(world: World) -> None:
    asked = asks(world)
    assert said(polls(world, asked)) == (400, PENDING)
    first = polls(world, asked)
    assert said(first) == (400, SLOW_DOWN)
    assert "10 seconds" in first.json["detail"]
    pass_time(world, seconds=5)
    assert said(polls(world, asked)) == (400, SLOW_DOWN)
    pass_time(world, seconds=15)
    assert said(polls(world, asked)) == (400, PENDING)


def test_a_device_that_comes_a_moment_early_is_not_told_to_slow_down(world: World) -> None:
    asked = asks(world)
    polls(world, asked)
    pass_time(world, seconds=4.2)
    assert said(polls(world, asked)) == (400, PENDING)


def test_a_device_code_is_good_once_and_a_lost_answer_is_given_again_however_late(world: World) -> None:
    asked = asked_to_connect(world, world.employee())
    first = polls(world, asked, "mine")
    pass_time(world, days=2)
    again = polls(world, asked, "mine")
    assert (again.status_code, again.json["refresh_token"]) == (200, first.json["refresh_token"])
    assert polls(world, asked, "somebody-elses").status_code == 401
    assert polls(world, asked).status_code == 401


def test_of_a_hundred_parallel_questions_one_gets_the_session(world: World) -> None:
    asked = asked_to_connect(world, world.employee())
    request = {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "device_code": asked["device_code"]}

    def ask(_: int) -> int:
        return world.client.application.test_client().post(f"{API}/auth/token", json=request).status_code

    with ThreadPoolExecutor(8) as pool:
        statuses = [*pool.map(ask, range(100))]
    assert statuses.count(200) == 1
    assert set(statuses) == {200, 401, 429}
    with world.session() as session:
        assert len(session.scalars(select(SignIn)).all()) == 1


def test_an_unknown_device_code_is_refused(world: World) -> None:
    assert polls(world, {"device_code": "vd_nonsense"}).status_code == 401


def test_no_device_is_connected_to_somebody_who_may_not_sign_in_any_more(world: World) -> None:
    noor = world.employee()
    asked = asked_to_connect(world, noor)
    with world.session() as session:
        session.get_one(Employee, noor.id).active = False
    assert said(polls(world, asked)) == (400, DENIED)


def test_ending_all_that_a_colleague_has_ends_what_they_agreed_to_as_well(world: World) -> None:
    noor = world.employee()
    asked = asked_to_connect(world, noor)
    with world.session() as session:
        revocation.end_access(session, [noor.id])
    assert said(polls(world, asked)) == (400, EXPIRED)


def test_neither_code_of_a_device_is_in_any_row(world: World) -> None:
    asked = asks(world)
    needles = {asked["device_code"], asked["user_code"], asked["user_code"].replace("-", "")}
    with world.session() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()):
                assert not [value for value in row if any(needle in str(value) for needle in needles)], table.name


def test_a_source_has_so_many_devices_ask(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_limits, "DEVICES", (replace(source_limits.DEVICES[0], most=2),))
    for _ in range(2):
        asks(world)
    refused = world.client.post(f"{API}/auth/device", json={"name": "One more"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    answer = world.client.post(f"{API}/auth/device", json={"name": "Mine"}, environ_overrides=elsewhere)
    assert answer.status_code == 200


def test_i_see_my_own_devices_the_newest_first_with_the_day_and_no_more(world: World) -> None:
    noor = world.employee()
    old = world.sign_in(noor)
    new = connected(world, noor, "Chrome on Windows")
    world.sign_in()
    items = devices(world, new)["items"]
    assert [(one["name"], one["current"]) for one in items] == [("Chrome on Windows", True), (None, False)]
    assert {len(one["created_at"]) for one in items} == {len("2026-11-28")}
    first = devices(world, old, "?limit=1")
    assert [one["name"] for one in first["items"]] == ["Chrome on Windows"]
    rest = devices(world, old, f"?limit=1&cursor={first['next_cursor']}")
    assert [one["current"] for one in rest["items"]] == [True]
    assert rest["next_cursor"] is None


def test_a_code_may_come_with_the_name_of_the_device(world: World) -> None:
    with world.session() as session:
        code = sign_ins.invite(session, world.employee(), world.keys)
    request = {"grant_type": "enrolment_code", "code": code, "name": "Edge on Windows"}
    answer = world.client.post(f"{API}/auth/token", json=request)
    assert [one["name"] for one in devices(world, bearer(answer.json["access_token"]))["items"]] == ["Edge on Windows"]


def test_a_device_that_i_end_is_out_on_its_next_request_and_the_others_stay(world: World) -> None:
    noor = world.employee()
    here, lost = connected(world, noor, "Here"), connected(world, noor, "Lost")
    (its_id,) = [one["id"] for one in devices(world, here)["items"] if one["name"] == "Lost"]
    path = f"{API}/me/devices/{its_id}"
    assert world.client.delete(path, headers=world.sign_in()).status_code == 404, "nobody else's"
    assert world.client.get(f"{API}/me", headers=lost).status_code == 200
    assert world.client.delete(path, headers=here).status_code == 204
    assert world.client.get(f"{API}/me", headers=lost).status_code == 401
    assert [one["name"] for one in devices(world, here)["items"]] == ["Here"]
    assert world.client.delete(path, headers=here).status_code == 404


def test_a_code_that_is_answered_is_nobodys_any_more(world: World) -> None:
    asked, daan = asked_to_connect(world, world.employee()), world.employee()
    keys = world.client.application.extensions["vertel"].config.secret_keys
    with world.session() as session, pytest.raises(device_codes.UnknownUserCodeError):
        device_codes.decide(session, asked["user_code"], keys, daan.id, agreed=True)
