"""What was deleted, withdrawn or erased goes out to nobody any more, and nobody else's requests are touched by it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.receiver import Receiver
from support.telling import Clock, listening_at, settle
from support.voices import crowd, photo, says, sends
from support.world import API, Headers, World, suggestion_request
from vertel.db.models import Event, IdempotencyKey
from vertel.domain.people import organisations
from vertel.domain.privacy import erasure, personal_data
from vertel.worker.deliverer import Deliverer

SAID = ("feedback.received", "idea.received")


@pytest.fixture
def words(world: World, deliverer: Deliverer, place: Receiver, time: Clock) -> Any:
    """Has everything delivered that is due two hours later; returns the words that the receiver got."""
    listening_at(world, place.url, *SAID)

    def delivered() -> list[str | None]:
        time.on(timedelta(hours=2))
        while settle(deliverer):
            pass
        sent = [json.loads(one.body)["data"] for one in place.received]
        return [data.get("comment") or data.get("text") for data in sent]

    return delivered


def test_unsigned_words_that_were_deleted_are_not_sent(world: World, words: Any) -> None:
    noor, *_ = crowd(world, 6)
    suggestion = world.suggestion()
    says(world, noor, suggestion, comment="I should not have said this.")
    world.client.delete(f"{API}/suggestions/{suggestion['id']}/feedback", headers=noor)
    assert words() == []


def test_words_that_were_replaced_are_not_sent(world: World, words: Any) -> None:
    noor, *_ = crowd(world, 6)
    suggestion = world.suggestion()
    for comment in ("This is nonsense.", "I do not agree.", "I do not agree."):
        says(world, noor, suggestion, comment=comment)
    assert words() == ["I do not agree."]


def test_a_signature_that_was_taken_back_is_not_sent_again(world: World, place: Receiver, words: Any) -> None:
    place.answer(503)
    noor, *_ = crowd(world, 6, name="Noor de Wit")
    suggestion = world.suggestion()
    says(world, noor, suggestion, comment="Nice", signed=True)
    words()
    says(world, noor, suggestion, comment="Nice", signed=False)
    place.received.clear()
    # Nor are the words without it: what comes when a name goes would have that name.
    assert words() == []


@pytest.mark.parametrize("signed", [False, True])
def test_an_idea_that_was_withdrawn_is_not_sent(world: World, place: Receiver, words: Any, signed: bool) -> None:
    place.answer(503)
    noor = world.sign_in()
    idea = sends(world, noor, text="On second thoughts", signed=signed)
    words()
    place.received.clear()
    assert world.client.delete(f"{API}/ideas/{idea['id']}", headers=noor).status_code == 204
    assert words() == []


def test_of_an_erased_colleague_only_unsigned_words_are_sent_since_their_going_would_name_the_author(
    world: World, words: Any
) -> None:
    noor, *_ = crowd(world, 7)
    says(world, noor, world.suggestion(), comment="Why?", signed=True)
    says(world, noor, world.suggestion(), comment="What for?")
    sends(world, noor, text="An idea")
    sends(world, noor, text="My idea", signed=True)
    assert erase_me(world, noor) == 204
    assert sorted(words()) == ["An idea", "What for?"]
    with world.session() as session:
        assert {event.feedback_id for event in session.scalars(select(Event))} == {None}


def erase_me(world: World, me: Headers) -> int:
    tag = world.client.get(f"{API}/me", headers=me).headers["ETag"]
    return int(world.client.delete(f"{API}/me", headers=me | {"If-Match": tag}).status_code)


def test_erasing_somebody_leaves_kept_answers_in_which_the_name_is_part_of_a_word(world: World) -> None:
    bo, key = world.employee(name="Bo", email="bo@example.com"), world.key()
    request = {"json": suggestion_request(title="Bouwvakker"), "headers": key | {"Idempotency-Key": "once"}}
    first = world.client.post(f"{API}/suggestions", **request)
    with world.session() as session:
        erasure.erase(session, personal_data.find(session, bo.email))
    assert world.client.post(f"{API}/suggestions", **request).json == first.json
    assert len(world.client.get(f"{API}/suggestions?view=manage", headers=key).json["items"]) == 1


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
def test_a_kept_answer_goes_with_the_idea_in_it_and_its_request_is_not_done_twice(world: World, how: str) -> None:
    noor = world.sign_in(name="Noor de Wit")
    idea = sends(world, noor, text="A secret of mine", signed=True)
    request = {"json": {"text": "Thank you"}, "headers": world.key() | {"Idempotency-Key": "once"}}
    path = f"{API}/ideas/{idea['id']}/reply"
    assert b"A secret of mine" in world.client.post(path, **request).data
    if how == "withdrawn":
        assert world.client.delete(f"{API}/ideas/{idea['id']}", headers=noor).status_code == 204
    else:
        assert erase_me(world, noor) == 204
    again = world.client.post(path, **request)
    assert (again.status_code, again.content_type) == (410, "application/problem+json")
    with world.session() as session:
        assert [row.body for row in session.query(IdempotencyKey)] == [None]


def test_a_photo_tells_the_same_day_as_its_idea(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    half_past_midnight = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # on the first of July in Amsterdam
    monkeypatch.setattr(organisations, "now", lambda: half_past_midnight)
    noor = world.sign_in()
    image = photo(world, noor)
    idea = sends(world, noor, images=[{"id": image["id"]}])
    assert idea["sent_on"] == "2026-07-01"
    assert image["id"][:13] == idea["id"][:13]
    uploaded = world.client.get(f"{API}/me/export", headers=noor).json["uploaded_images"]
    assert [row["created_at"] for row in uploaded] == ["2026-07-01T00:00:00Z"]
