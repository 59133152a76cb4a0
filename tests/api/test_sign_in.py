"""An employee begins, carries on and ends a session."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from support.world import API, World, bearer
from vertel.db.models import Employee, EnrolmentCode, RefreshToken
from vertel.domain.people import sign_ins


def enrol(world: World, code: str) -> dict[str, object]:
    answer = world.client.post(f"{API}/auth/token", json={"grant_type": "enrolment_code", "code": code})
    return {"status": answer.status_code, **answer.json}


def refresh(world: World, token: object) -> dict[str, object]:
    answer = world.client.post(f"{API}/auth/token", json={"grant_type": "refresh_token", "refresh_token": token})
    return {"status": answer.status_code, **answer.json}


@pytest.fixture
def code(world: World) -> str:
    employee = world.employee()
    with world.session() as session:
        return sign_ins.invite(session, employee)


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


def test_two_refreshes_at_the_same_moment_both_succeed(world: World, code: str) -> None:
    first = enrol(world, code)
    answers = [refresh(world, first["refresh_token"]) for _ in range(2)]
    assert [answer["status"] for answer in answers] == [200, 200]
    assert refresh(world, answers[0]["refresh_token"])["status"] == 200


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
