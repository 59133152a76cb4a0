"""What colleagues do is told so that nothing identifies one who did not sign."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from support.telling import Now, listen, stored_idea, tell, told
from support.voices import crowd
from support.world import API, World
from vertel import clock
from vertel.db.models import Delivery, Employee, Event, Webhook
from vertel.domain.analytics import applications
from vertel.domain.privacy import erasure, personal_data
from vertel.domain.webhooks import deliveries, events, webhooks
from vertel_schema.event import ReceivedIdea
from vertel_schema.words import FEEDBACK_REASONS, REACTIONS


def test_what_is_signed_is_told_with_the_name_and_the_day(world: World, listening: UUID, now: Now) -> None:
    noor = world.employee(name="Noor de Wit")
    suggestion, idea = UUID(world.suggestion()["id"]), stored_idea(world, noor)
    with world.session() as session:
        session.execute(delete(Event))
    now.moment = datetime(2030, 3, 4, 14, 7, 33, 123456, tzinfo=UTC)
    tell(world, events.idea_received, idea_id=idea, text=" Een verhaal \n", signed_by=noor.id)
    given_feedback = {"suggestion_id": suggestion, "reaction": "like", "reason": None, "comment": " "}
    tell(world, events.feedback_received, **given_feedback, signed_by=noor.id)
    first, second = sorted(told(world), key=lambda event: str(event["type"]), reverse=True)
    assert first["data"] == {
        "id": str(idea), "text": "Een verhaal", "question_id": None, "signed_by": "Noor de Wit",
    }  # fmt: skip
    assert second["data"]["signed_by"] == "Noor de Wit"
    assert second["data"]["comment"] is None
    assert {event["timestamp"] for event in (first, second)} == {"2030-03-04T00:00:00Z"}
    with world.session() as session:
        assert {each.id.version for each in session.scalars(select(Event))} == {4}
        moments = {each.next_at for each in session.scalars(select(Delivery))}
    assert moments == {datetime(2030, 3, 4, 15, tzinfo=UTC)}


def test_what_is_not_signed_tells_neither_who_nor_when(world: World, listening: UUID, now: Now) -> None:
    suggestion = UUID(world.suggestion()["id"])
    with world.session() as session:
        session.execute(update(Event).values(created_at=clock.now() - timedelta(days=2)))
        before = set(session.scalars(select(Event.id)))
    now.moment = datetime(2030, 3, 4, 14, 7, 33, 123456, tzinfo=UTC)
    tell(world, events.idea_received, idea_id=stored_idea(world), text=None, signed_by=None)
    given_feedback = {"suggestion_id": suggestion, "reaction": "not_for_me", "reason": "other", "comment": "x" * 9000}
    tell(world, events.feedback_received, **given_feedback, signed_by=None)
    hour = datetime(2030, 3, 4, 15, tzinfo=UTC)
    with world.session() as session:
        found = [event for event in session.scalars(select(Event)) if event.id not in before]
        made = session.scalars(select(Delivery).where(Delivery.event_id.in_([event.id for event in found]))).all()
    assert {event.id.version for event in found} | {delivery.id.version for delivery in made} == {4}
    assert {(event.occurred_at, event.created_at) for event in found} == {(hour.replace(hour=0), hour)}
    assert {moment for delivery in made for moment in (delivery.next_at, delivery.created_at)} == {hour}
    assert {event.employee_id for event in found} == {None}
    *_, first, second = told(world)
    by_type = {event["type"]: event for event in (first, second)}
    assert by_type["idea.received"]["data"] == {"id": None, "text": None, "question_id": None, "signed_by": None}
    assert by_type["feedback.received"]["data"]["comment"].endswith("x…")
    assert {event["timestamp"] for event in (first, second)} == {"2030-03-04T00:00:00Z"}


def test_the_log_shows_what_is_held_back_at_its_hour_only(world: World, listening: UUID, now: Now) -> None:
    now.moment = datetime(2030, 3, 4, 14, 7, 33, tzinfo=UTC)
    tell(world, events.idea_received, idea_id=stored_idea(world), text="x", signed_by=None)
    for moment, number in ((now.moment, 0), (now.moment + timedelta(minutes=52, seconds=27), 1)):
        now.moment = moment
        with world.session() as session:
            found = webhooks.deliveries(session, session.get_one(Webhook, listening), 20, None).items
            assert len(found) == number
            assert deliveries.waiting(session, moment) == number


def test_what_is_held_back_until_the_same_hour_comes_in_no_order(world: World, listening: UUID, now: Now) -> None:
    now.moment = datetime(2030, 3, 4, 14, 7, 33, tzinfo=UTC)
    for number in range(12):
        tell(world, events.idea_received, idea_id=stored_idea(world), text=f"{number}", signed_by=None)
    with world.session() as session:
        jobs = []
        while found := deliveries.claim(session, now.moment + timedelta(hours=1), {}, 99):
            jobs += [int(job.data["text"]) for job in found]
    assert sorted(jobs) == [*range(12)]
    assert jobs != [*range(12)]


def test_an_application_is_told_when_its_link_is_counted(world: World, listening: UUID) -> None:
    suggestion, (me, *_) = world.suggestion(), crowd(world, 5)
    few = world.suggestion(audience={"teams": ["few"]})
    one = world.sign_in(team="Few")
    own = {"destination_url": "https://careers.example.com/", "code": "own"}
    assert world.client.post(f"{API}/links", json=own, headers=world.key()).status_code == 201
    for number, code in enumerate((world.link(one, few), world.link(me, suggestion), "own")):
        with world.session() as session:
            assert applications.record(session, str(number), code, None)
    found = [event["data"] for event in told(world) if event["type"] == "application.reported"]
    assert {each["suggestion_id"] for each in found} == {suggestion["id"], None}
    assert len(found) == 2


def test_who_is_erased_is_in_no_event_any_more_and_could_read_what_was(world: World, listening: UUID) -> None:
    noor = world.employee(name="Noor de Wit")
    tell(world, events.idea_received, idea_id=stored_idea(world, noor), text="Een verhaal", signed_by=noor.id)
    with world.session() as session:
        held = personal_data.collect(session, session.get_one(Employee, noor.id))
        assert [event["data"]["text"] for event in held["events"]] == ["Een verhaal"]
    with world.session() as session:
        assert erasure.erase(session, session.get_one(Employee, noor.id))["events deleted"] == 1
    assert told(world) == []
    with world.session() as session:
        assert session.scalars(select(Delivery)).all() == []


def could_be_sent_in(text: str) -> bool:
    """Whether the API would let a text in."""
    return not text.strip() or ReceivedIdea().validate({"id": None, "text": text, "signed_by": None}) == {}


TEXT = st.text(max_size=80).filter(could_be_sent_in)
SAID = st.fixed_dictionaries(
    {
        "reaction": st.sampled_from(REACTIONS),
        "reason": st.none() | st.sampled_from(FEEDBACK_REASONS),
        "comment": st.none() | TEXT,
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT, said=SAID, signed=st.booleans())
def test_every_payload_fits_its_document_and_names_only_who_signed(
    world: World, text: str, said: dict[str, Any], signed: bool
) -> None:
    with world.session() as session:
        session.query(Event).delete()
        session.query(Webhook).delete()
    listen(world)
    noor = world.employee(name="Noor Quisling de Wit", email="noor.quisling@example.com")
    made = world.suggestion(people=[{"name": noor.name, "consent_until": None}])
    by, idea = noor.id if signed else None, stored_idea(world, noor)

    def everything(session: Session) -> None:
        suggestion = UUID(made["id"])
        events.idea_received(session, idea_id=idea, text=text, signed_by=by)
        events.feedback_received(session, suggestion_id=suggestion, **said, signed_by=by)
        events.application_reported(session, suggestion_id=suggestion, day=date(2026, 11, 23))
        moment = clock.now()
        events.shares_created(session, suggestion_id=suggestion, since=moment, until=moment, shares=5)

    with world.session() as session:
        everything(session)
    found = told(world)
    assert len(found) == 5
    for event in found:
        sent = json.dumps(event)
        assert event["data"].get("signed_by") == (noor.name if signed and "signed_by" in event["data"] else None)
        assert str(noor.id) not in sent
        assert noor.email not in sent
        assert signed or noor.name not in sent
