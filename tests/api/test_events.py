"""When a suggestion is told of, and who hears of it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from support.telling import MINUTE, Now, listen, tell, told
from support.world import API, World, suggestion_request
from vertel import clock
from vertel.db.models import Delivery, Event, Suggestion
from vertel.domain.webhooks import events, publishing

TITLES = [{"language": "nl", "text": "Onderhoudsmonteur, Zwolle"}]


def test_a_published_suggestion_is_told_without_the_people_in_it(world: World, listening: UUID) -> None:
    person = {"name": "Samira Haddad", "consent_until": "2099-01-01"}
    made = world.suggestion(
        external_id="vac-7", people=[person], audience={"teams": ["techniek"], "locations": [], "languages": ["nl"]},
        expires_at="2099-01-01T00:00:00Z", prompts=[{"language": "nl", "question": "Wat?", "opening": None}],
        titles=TITLES,
    )  # fmt: skip
    (event,) = [event for event in told(world) if event["type"] == "suggestion.published"]
    assert event["data"] == {
        "id": made["id"], "external_id": "vac-7", "kind": "vacancy", "title": made["title"], "titles": TITLES,
        "destination_url": made["destination_url"], "languages": ["en", "nl"], "audience": made["audience"],
        "live_from": made["created_at"], "expires_at": "2099-01-01T00:00:00Z",
    }  # fmt: skip
    assert "Samira" not in json.dumps(told(world))


def test_it_is_told_once_whatever_happens_to_it_later(world: World, listening: UUID) -> None:
    made, key = world.suggestion(), world.key()
    path = f"{API}/suggestions/{made['id']}"
    for change in ({"title": "Another"}, {"status": "archived"}, {"status": "published"}, {"status": "draft"}):
        tag = world.client.get(path, headers=key).headers["ETag"]
        assert world.client.patch(path, json=change, headers=key | {"If-Match": tag}).status_code == 200
    assert len(told(world)) == 1


def test_telling_makes_no_new_version(world: World, listening: UUID) -> None:
    key = world.key()
    made = world.client.post(f"{API}/suggestions", json=suggestion_request(), headers=key)
    path = f"{API}/suggestions/{made.json['id']}"
    change = world.client.patch(path, json={"title": "x"}, headers=key | {"If-Match": made.headers["ETag"]})
    assert change.status_code == 200


def test_a_draft_is_told_when_it_is_published(world: World, listening: UUID) -> None:
    made, key = world.suggestion(status="draft"), world.key()
    assert told(world) == []
    path = f"{API}/suggestions/{made['id']}"
    tag = world.client.get(path, headers=key).headers["ETag"]
    world.client.patch(path, json={"status": "published"}, headers=key | {"If-Match": tag})
    assert len(told(world)) == 1


def test_one_for_later_is_told_when_its_moment_has_come_and_once(world: World, listening: UUID, now: Now) -> None:
    coming = clock.now() + timedelta(days=3)
    made = world.suggestion(publish_at=f"{coming:%Y-%m-%dT%H:%M:%SZ}")
    world.suggestion(publish_at=f"{coming:%Y-%m-%dT%H:%M:%SZ}", status="archived")
    for passed, number in ((timedelta(days=2), 0), (timedelta(days=3, minutes=1), 1), (timedelta(days=9), 1)):
        now.moment = clock.now() + passed
        for _ in range(2):
            with world.session() as session:
                publishing.emit_published(session, publishing.due(session))
        assert [event["data"]["id"] for event in told(world)] == [made["id"]] * number


def test_two_who_find_it_at_the_same_moment_tell_it_once(world: World, listening: UUID, now: Now) -> None:
    coming = clock.now() + timedelta(days=3)
    world.suggestion(publish_at=f"{coming:%Y-%m-%dT%H:%M:%SZ}")
    now.moment = coming + MINUTE
    with world.session() as session:
        found = publishing.due(session)
        session.expunge_all()
    for _ in range(2):
        with world.session() as session:
            publishing.emit_published(session, found)
    assert len(told(world)) == 1


def test_what_expired_before_its_moment_is_never_told(world: World, listening: UUID, now: Now) -> None:
    begin, end = (clock.now() + timedelta(days=days) for days in (1, 2))
    world.suggestion(publish_at=f"{begin:%Y-%m-%dT%H:%M:%SZ}", expires_at=f"{end:%Y-%m-%dT%H:%M:%SZ}")
    now.moment = end + MINUTE
    with world.session() as session:
        assert publishing.due(session) == []


def test_what_was_published_while_nobody_listened_is_not_told_later(world: World) -> None:
    world.suggestion()
    listen(world)
    with world.session() as session:
        publishing.emit_published(session, publishing.due(session))
    assert told(world) == []


def test_an_upload_tells_each_and_a_trial_none(world: World, listening: UUID) -> None:
    rows = "kind,title,caption_nl_personal\n" + "".join(f"vacancy,Monteur {n},Kom {{link}}\n" for n in range(3))
    for query, number in (("?dry_run=true", 0), ("", 3)):
        path = f"{API}/suggestions/import{query}"
        answer = world.client.post(path, data=rows, content_type="text/csv", headers=world.key())
        assert answer.status_code == 200
        assert len(told(world)) == number


def test_an_event_goes_with_what_it_tells_about(world: World, listening: UUID) -> None:
    with world.session() as session:
        suggestion = Suggestion(**plain_suggestion())
        session.add(suggestion)
        session.flush()
        publishing.emit_published(session, [suggestion.id])
        assert len(session.scalars(select(Delivery)).all()) == 1
        session.rollback()
    assert told(world) == []


def plain_suggestion() -> dict[str, Any]:
    return {
        "version": 1, "kind": "story", "title": "x", "audience": {"teams": [], "locations": [], "languages": []},
        "live_from": clock.now() - MINUTE, "status": "published", "search_text": "x",
    }  # fmt: skip


def test_each_hears_of_what_it_wants_under_one_id(world: World) -> None:
    all_of_it, some = listen(world), listen(world, "suggestion.published")
    listen(world, "share.created")
    world.suggestion()
    tell(world, events.application_reported, suggestion_id=None, day=date(2026, 11, 23))
    with world.session() as session:
        rows = session.execute(select(Delivery.webhook_id, Event.type).join(Event).order_by(Event.type)).all()
        assert len(session.scalars(select(Event)).all()) == 2
    assert sorted(rows) == sorted(
        [(all_of_it, "application.reported"), (all_of_it, "suggestion.published"), (some, "suggestion.published")]
    )


def test_what_nobody_wants_is_not_stored(world: World) -> None:
    listen(world, "share.created")
    world.suggestion()
    assert told(world) == []
