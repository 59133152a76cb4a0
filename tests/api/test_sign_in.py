"""An employee begins, carries on and ends a session."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from support.world import API, World, bearer
from vertel.clock import now
from vertel.db.models import Employee, EnrolmentCode, RefreshToken
from vertel.domain.people import sign_ins


def enrol(world: World, code: str, attempt: str | None = None) -> dict[str, object]:
    return exchange(world, {"grant_type": "enrolment_code", "code": code}, attempt)


def refresh(world: World, token: object, attempt: str | None = None) -> dict[str, object]:
    return exchange(world, {"grant_type": "refresh_token", "refresh_token": token}, attempt)


def exchange(world: World, grant: dict[str, object], attempt: str | None) -> dict[str, object]:
    headers = {"Idempotency-Key": attempt} if attempt else {}
    answer = world.client.application.test_client().post(f"{API}/auth/token", json=grant, headers=headers)
    return {"status": answer.status_code, **answer.json}


NEWER_KEY = "a newer key that is only good for the tests"


@pytest.fixture
def code(world: World) -> str:
    return invited(world)


def invited(world: World) -> str:
    employee = world.employee()
    with world.session() as session:
        return sign_ins.invite(session, employee, world.keys)


def change_keys(world: World, *keys: str) -> None:
    app = world.client.application
    resources = app.extensions["vertel"]
    app.extensions["vertel"] = replace(resources, config=replace(resources.config, secret_keys=keys))


def age_used_tokens(world: World, by: timedelta) -> None:
    with world.session() as session:
        for token in session.scalars(select(RefreshToken).where(RefreshToken.used_at.is_not(None))):
            assert token.used_at is not None
            token.used_at -= by


def test_a_code_opens_a_session_however_it_is_typed(world: World, code: str) -> None:
    granted = enrol(world, f" {code.lower().replace('-', ' ')} ".strip())
    assert granted["status"] == 200
    assert granted["token_type"] == "Bearer"
    me = world.client.get(f"{API}/me", headers=bearer(str(granted["access_token"])))
    assert me.status_code == 200


def test_a_code_works_once(world: World, code: str) -> None:
    assert enrol(world, code)["status"] == 200
    assert enrol(world, code)["status"] == 401


def test_of_many_parallel_uses_of_a_code_one_wins(world: World, code: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: _post_code(world, code), range(40)))
    assert statuses.count(200) == 1
    assert set(statuses) == {200, 401, 429}, "those after five failures have to wait"


def _post_code(world: World, code: str) -> int:
    client = world.client.application.test_client()
    return client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": code}).status_code


def test_an_expired_code_is_refused(world: World, code: str) -> None:
    with world.session() as session:
        for row in session.scalars(select(EnrolmentCode)):
            row.expires_at -= timedelta(days=15)
    assert enrol(world, code)["status"] == 401


def test_refreshing_gives_a_new_pair(world: World, code: str) -> None:
    first = enrol(world, code)
    second = refresh(world, first["refresh_token"])
    assert second["status"] == 200
    assert second["refresh_token"] != first["refresh_token"]


@pytest.mark.parametrize("attempts", [(None, None), ("tab-1", "tab-2"), ("tab-1", None)])
def test_two_refreshes_at_the_same_moment_both_succeed_with_the_same_successor(
    world: World, code: str, attempts: tuple[str | None, str | None]
) -> None:
    first = enrol(world, code)
    answers = [refresh(world, first["refresh_token"], attempt) for attempt in attempts]
    assert [answer["status"] for answer in answers] == [200, 200]
    assert answers[0]["refresh_token"] == answers[1]["refresh_token"]
    assert refresh(world, answers[0]["refresh_token"])["status"] == 200


def test_of_many_parallel_uses_all_get_the_one_successor(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: refresh(world, token, f"tab-{number}"), range(24)))
    assert {answer["status"] for answer in answers} == {200}
    assert len({answer["refresh_token"] for answer in answers}) == 1
    with world.session() as session:
        assert len(session.scalars(select(RefreshToken)).all()) == 2


def test_a_lost_answer_is_given_again_to_the_same_attempt_however_late(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    lost = refresh(world, token, "attempt")
    age_used_tokens(world, timedelta(days=100))
    again = refresh(world, token, "attempt")
    assert again["refresh_token"] == lost["refresh_token"]
    me = world.client.get(f"{API}/me", headers=bearer(str(again["access_token"])))
    assert me.status_code == 200
    assert refresh(world, again["refresh_token"], "the-next")["status"] == 200


@pytest.mark.parametrize("other", ["of-a-thief", None])
def test_another_attempt_on_a_used_token_ends_the_family_after_the_grace_minute(
    world: World, code: str, other: str | None
) -> None:
    token = enrol(world, code)["refresh_token"]
    second = refresh(world, token, "attempt")
    age_used_tokens(world, timedelta(seconds=61))
    assert refresh(world, token, other)["status"] == 401
    assert refresh(world, token, "attempt")["status"] == 401
    assert refresh(world, second["refresh_token"], "the-next")["status"] == 401


def test_a_thief_who_uses_a_token_first_is_found_out_by_its_owner(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    stolen = refresh(world, token, "thief")
    age_used_tokens(world, timedelta(seconds=61))
    assert refresh(world, token, "owner")["status"] == 401
    assert refresh(world, stolen["refresh_token"], "thief-2")["status"] == 401


def test_a_thief_in_step_gets_no_fork_of_the_family(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    for step in range(3):  # the thief asks within the minute each time
        owner, thief = refresh(world, token, f"owner-{step}"), refresh(world, token, f"thief-{step}")
        assert owner["refresh_token"] == thief["refresh_token"], "there is one line of tokens only"
        age_used_tokens(world, timedelta(minutes=15))
        token = owner["refresh_token"]
    assert refresh(world, token, "owner")["status"] == 200
    age_used_tokens(world, timedelta(seconds=61))
    assert refresh(world, token, "thief")["status"] == 401, "out of step once"


def test_a_thief_who_has_token_and_attempt_is_found_out_at_the_next_step(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    owner, thief = refresh(world, token, "attempt"), refresh(world, token, "attempt")
    assert owner["refresh_token"] == thief["refresh_token"]
    assert refresh(world, owner["refresh_token"], "owner")["status"] == 200
    age_used_tokens(world, timedelta(seconds=61))
    assert refresh(world, thief["refresh_token"], "thief")["status"] == 401


def test_a_lost_answer_to_a_code_is_given_again_to_the_same_attempt_only(world: World, code: str) -> None:
    lost = enrol(world, code, "attempt")
    assert enrol(world, code, "another")["status"] == 401
    assert enrol(world, code)["status"] == 401
    again = enrol(world, code, "attempt")
    assert again["refresh_token"] == lost["refresh_token"]
    assert refresh(world, again["refresh_token"], "the-next")["status"] == 200


def test_a_code_gives_nothing_again_once_its_sign_in_is_over_or_it_has_expired(world: World, code: str) -> None:
    granted = enrol(world, code, "attempt")
    world.client.post(f"{API}/auth/revoke", headers=bearer(str(granted["access_token"])))
    assert enrol(world, code, "attempt")["status"] == 401


@pytest.mark.parametrize("point", ["before", "after"])
def test_a_server_that_ends_before_or_after_it_stored_the_exchange_costs_nothing(
    world: World, code: str, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    commit = Session.commit

    def end(session: Session) -> None:
        if point == "after":
            commit(session)
        raise OperationalError("COMMIT", None, Exception("the server ended"))

    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", end)
        assert enrol(world, code, "first")["status"] == 503
    granted = enrol(world, code, "first")
    assert granted["status"] == 200
    with monkeypatch.context() as patch:
        patch.setattr(Session, "commit", end)
        assert refresh(world, granted["refresh_token"], "second")["status"] == 503
    age_used_tokens(world, timedelta(days=1))
    assert refresh(world, granted["refresh_token"], "second")["status"] == 200


@pytest.mark.parametrize("attempt", ["a b", "x" * 256])
def test_an_attempt_that_is_malformed_is_refused_and_uses_nothing_up(world: World, code: str, attempt: str) -> None:
    answer = enrol(world, code, attempt)
    assert answer["status"] == 422
    assert enrol(world, code)["status"] == 200


def test_a_token_that_the_version_before_used_has_one_successor_from_now_on(world: World, code: str) -> None:
    token = enrol(world, code)["refresh_token"]
    with world.session() as session:
        for row in session.scalars(select(RefreshToken)):
            row.used_at = now()  # and nothing else, as that version does
    assert refresh(world, token)["refresh_token"] == refresh(world, token, "attempt")["refresh_token"]


def test_a_token_used_again_after_the_grace_minute_ends_the_family(world: World, code: str) -> None:
    first = enrol(world, code)
    second = refresh(world, first["refresh_token"])
    age_used_tokens(world, timedelta(seconds=61))
    assert refresh(world, first["refresh_token"])["status"] == 401
    assert refresh(world, second["refresh_token"])["status"] == 401
    me = world.client.get(f"{API}/me", headers=bearer(str(second["access_token"])))
    assert me.status_code == 401


def test_signing_out_ends_access_and_refresh(world: World, code: str) -> None:
    granted = enrol(world, code)
    headers = bearer(str(granted["access_token"]))
    assert world.client.post(f"{API}/auth/revoke", headers=headers).status_code == 204
    assert world.client.get(f"{API}/me", headers=headers).status_code == 401
    assert refresh(world, granted["refresh_token"])["status"] == 401


def test_a_disabled_employee_is_out_on_the_next_request(world: World) -> None:
    employee = world.employee()
    headers = world.sign_in(employee)
    with world.session() as session:
        session.execute(update(Employee).values(active=False))
    assert world.client.get(f"{API}/me", headers=headers).status_code == 401


def test_a_code_cannot_be_tried_on_a_copy_of_the_database(world: World, code: str) -> None:
    typed = code.replace("-", "")
    with world.session() as session:
        stored = session.scalars(select(EnrolmentCode.code_hash)).one()
    assert stored not in {hashlib.sha256(spelt.encode()).digest() for spelt in (code, typed, typed.lower())}


def test_a_code_made_under_an_older_key_opens_a_session_until_that_key_goes(world: World, code: str) -> None:
    other = invited(world)
    change_keys(world, NEWER_KEY, *world.keys)
    assert enrol(world, code)["status"] == 200
    change_keys(world, NEWER_KEY)
    assert enrol(world, other)["status"] == 401


def test_a_code_of_an_older_server_opens_one_session_until_it_expires(world: World) -> None:
    stored_as_sha256(world, "ABCDEFGH2345", now() + timedelta(days=14))
    stored_as_sha256(world, "ZZZZEFGH2345", now() - timedelta(seconds=1))
    assert enrol(world, "abcd-efgh-2345", "an-attempt")["status"] == 200
    assert enrol(world, "abcd-efgh-2345", "an-attempt")["status"] == 200
    assert enrol(world, "abcd-efgh-2345", "another")["status"] == 401
    assert enrol(world, "zzzz-efgh-2345")["status"] == 401


def stored_as_sha256(world: World, typed: str, expires_at: datetime) -> None:
    employee = world.employee()
    with world.session() as session:
        code_hash = hashlib.sha256(typed.encode()).digest()
        session.add(EnrolmentCode(code_hash=code_hash, employee_id=employee.id, expires_at=expires_at))


def test_no_secret_is_stored_as_itself(world: World, code: str) -> None:
    granted = enrol(world, code)
    key = world.key()["Authorization"].removeprefix("Bearer ")
    with world.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        stored = "".join(
            repr(row)
            for table in ("enrolment_codes", "refresh_tokens", "sign_ins", "api_keys")
            for row in connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608
        )
    for secret in (code, code.replace("-", ""), key, str(granted["refresh_token"]), str(granted["access_token"])):
        assert secret not in stored


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer vk_wrong", "Bearer va_wrong", "Bearer vä", "Bearer x"]
)
def test_a_wrong_token_is_answered_401(client: FlaskClient, header: str) -> None:
    answer = client.get(f"{API}/me", headers={"Authorization": header.encode().decode("latin-1")})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.content_type == "application/problem+json"
