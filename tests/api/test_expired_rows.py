"""Rows that are not kept for ever are deleted by housekeeping, a few at a time, and by no request."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from support.devices import asked_to_connect, asks, polls
from support.telling import listen
from support.voices import sends
from support.world import API, World
from vertel.clock import now
from vertel.db import batches
from vertel.db.models import (
    AttemptCount,
    DeviceCode,
    EmailCode,
    EnrolmentCode,
    Event,
    IdempotencyKey,
    Mail,
    RefreshToken,
    SignIn,
    UsedState,
)
from vertel.domain.people import identities, sign_ins
from vertel.domain.privacy import retention

DAY = timedelta(days=1)


def tidy(world: World, **later: int) -> None:
    retention.tidy(world.engine, 0, now() + timedelta(**later))


def kept(world: World, column: Any) -> list[Any]:
    with world.session() as session:
        return [*session.scalars(select(column))]


def post(world: World, key: str) -> None:
    headers = world.key() | {"Idempotency-Key": key}
    answer = world.client.post(
        f"{API}/links", json={"destination_url": "https://careers.example.com/"}, headers=headers
    )
    assert answer.status_code == 201


def test_no_request_waits_for_old_answers_to_be_deleted(world: World) -> None:
    for key in ("old", "older"):
        post(world, key)
    with world.session() as session:
        session.execute(update(IdempotencyKey).values(created_at=now() - 4 * DAY))
    post(world, "new")
    assert sorted(kept(world, IdempotencyKey.key)) == ["new", "old", "older"]
    tidy(world)
    assert kept(world, IdempotencyKey.key) == ["new"]


def test_an_answer_of_the_provider_is_known_as_long_as_it_could_be_used_again(world: World) -> None:
    with world.session() as session:
        assert identities.use_up(session, "state", now() + timedelta(minutes=10))
    tidy(world)
    with world.session() as session:
        assert not identities.use_up(session, "state", now())
    tidy(world, days=1)
    assert kept(world, UsedState.expires_at) == []


def test_codes_go_a_month_after_they_were_used_or_ran_out(world: World) -> None:
    world.sign_in()
    with world.session() as session:
        sign_ins.invite(session, world.employee(), world.keys)
    tidy(world, days=29)
    assert len(kept(world, EnrolmentCode.code_hash)) == 2
    tidy(world, days=31)
    assert kept(world, EnrolmentCode.used_at) == [None]
    tidy(world, days=45)
    assert kept(world, EnrolmentCode.used_at) == []


def test_devices_that_nobody_answered_go_an_hour_after_their_code_and_others_a_month_after_it(world: World) -> None:
    asks(world, "Nobody came")
    assert polls(world, asked_to_connect(world, world.employee(), "Connected")).status_code == 200
    tidy(world, minutes=65)
    assert sorted(kept(world, DeviceCode.name)) == ["Connected", "Nobody came"]
    tidy(world, minutes=75)
    assert kept(world, DeviceCode.name) == ["Connected"]
    tidy(world, days=31)
    assert kept(world, DeviceCode.name) == []


def test_codes_by_mail_counts_and_mails_go_when_they_are_of_no_more_use(world: World) -> None:
    assert world.client.post(f"{API}/auth/email", json={"email": "noor@example.com"}).status_code == 202
    rows = (EmailCode.id, Mail.id, AttemptCount.until)
    tidy(world, minutes=5)
    assert all(kept(world, column) for column in rows)
    tidy(world, minutes=75)
    assert (kept(world, EmailCode.id), len(kept(world, Mail.id))) == ([], 1)
    tidy(world, days=2)
    assert [kept(world, column) for column in rows] == [[], [], []]


def refreshed(world: World, times: int) -> list[str]:
    """The refresh tokens of a sign-in that was carried on so many times; the last one was not used."""
    with world.session() as session:
        code = sign_ins.invite(session, world.employee(), world.keys)
        tokens = [sign_ins.enrol(session, code, world.keys).refresh_token]
    for _ in range(times):
        with world.session() as session:
            tokens.append(sign_ins.refresh(session, tokens[-1]).refresh_token)
    return tokens


def test_used_refresh_tokens_go_after_a_month_but_the_last_one_used_until_it_expires(world: World) -> None:
    tokens = refreshed(world, 3)
    tidy(world, days=29)
    assert len(kept(world, RefreshToken.token_hash)) == 4
    tidy(world, days=31)
    left = kept(world, RefreshToken.token_hash)
    assert {sign_ins.secret_hash(token) for token in tokens[2:]} == set(left)
    tidy(world, days=181)
    assert kept(world, RefreshToken.token_hash) == kept(world, SignIn.id) == []


def test_tokens_go_with_the_end_of_a_sign_in_and_the_sign_in_a_month_later(world: World) -> None:
    refreshed(world, 1)
    with world.session() as session:
        sign_ins.end(session, session.scalars(select(SignIn.id)).one())
    tidy(world)
    assert kept(world, RefreshToken.token_hash) == []
    assert len(kept(world, SignIn.id)) == 1
    tidy(world, days=31)
    assert kept(world, SignIn.id) == []


def test_somebody_who_is_signed_in_stays_so(world: World) -> None:
    *_, token = refreshed(world, 3)
    tidy(world, days=100)
    request = {"grant_type": "refresh_token", "refresh_token": token}
    assert world.client.post(f"{API}/auth/token", json=request).status_code == 200


def test_many_rows_go_in_several_short_transactions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    listen(world)
    me, ended = world.sign_in(), []
    for number in range(20):
        sends(world, me, text=f"{number}", signed=True)
    original = batches._delete

    def counted(*arguments: Any) -> int:
        ended.append(original(*arguments))
        return ended[-1]

    monkeypatch.setattr(batches, "_delete", counted)
    tidy(world, days=31)
    assert kept(world, Event.id) == []
    of_events = [number for number in ended if number]
    assert sum(of_events) >= 20
    assert max(of_events) < 20
