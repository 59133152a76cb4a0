"""What is told, when, and above all what is not: nothing identifies a colleague who did not sign."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from support.world import API, World, suggestion_request
from vertel import clock
from vertel.models import Delivery, Employee, Event, Organisation, Share, Suggestion, Webhook
from vertel.services import deliveries, erasure, events, personal_data, publishing, share_counts, webhooks
from vertel.webhooks import payloads
from vertel_schema.event import ReceivedIdea
from vertel_schema.words import FEEDBACK_REASONS, REACTIONS

ZONE = ZoneInfo("Europe/Amsterdam")
MINUTE = timedelta(minutes=1)


@dataclass
class Now:
    """What time it is for everything that tells."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    found = Now(clock.now())
    for module in (events, publishing, webhooks):
        monkeypatch.setattr(module, "now", found)
    return found


@pytest.fixture
def listening(world: World) -> UUID:
    """A webhook that wants to hear of everything."""
    return listen(world)


def listen(world: World, *types: str) -> UUID:
    with world.session() as session:
        webhook = Webhook(url="https://hooks.example.com/", types=list(types or events.TYPES), active=True, secret=b"x")
        session.add(webhook)
        session.flush()
        return webhook.id


def told(world: World) -> list[dict[str, Any]]:
    """The payloads of all events, oldest first, as they would be sent: each in the form of its document."""
    with world.session() as session:
        found = session.scalars(select(Event).order_by(Event.created_at, Event.id)).all()
        return [json.loads(payloads.body(event.type, event.occurred_at, event.data)) for event in found]


def tell(world: World, what: Callable[..., list[Event]], **values: Any) -> list[Event]:
    with world.session() as session:
        return what(session, **values)


# --- suggestion.published ---


def test_a_published_suggestion_is_told_without_the_people_in_it(world: World, listening: UUID) -> None:
    person = {"name": "Samira Haddad", "consent_until": "2099-01-01"}
    made = world.suggestion(
        external_id="vac-7", people=[person], audience={"teams": ["techniek"], "locations": [], "languages": ["nl"]},
        expires_at="2099-01-01T00:00:00Z", prompts=[{"language": "nl", "question": "Wat?", "opening": None}],
    )  # fmt: skip
    (event,) = told(world)
    assert event["type"] == "suggestion.published"
    assert event["data"] == {
        "id": made["id"], "external_id": "vac-7", "kind": "vacancy", "title": made["title"],
        "destination_url": made["destination_url"], "languages": ["en", "nl"], "audience": made["audience"],
        "live_from": made["created_at"], "expires_at": "2099-01-01T00:00:00Z",
    }  # fmt: skip
    assert "Samira" not in json.dumps(event)


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
                publishing.announce(session, publishing.coming(session))
        assert [event["data"]["id"] for event in told(world)] == [made["id"]] * number


def test_two_who_find_it_at_the_same_moment_tell_it_once(world: World, listening: UUID, now: Now) -> None:
    coming = clock.now() + timedelta(days=3)
    world.suggestion(publish_at=f"{coming:%Y-%m-%dT%H:%M:%SZ}")
    now.moment = coming + MINUTE
    with world.session() as session:
        found = publishing.coming(session)
        session.expunge_all()
    for _ in range(2):
        with world.session() as session:
            publishing.announce(session, found)
    assert len(told(world)) == 1


def test_what_expired_before_its_moment_is_never_told(world: World, listening: UUID, now: Now) -> None:
    begin, end = (clock.now() + timedelta(days=days) for days in (1, 2))
    world.suggestion(publish_at=f"{begin:%Y-%m-%dT%H:%M:%SZ}", expires_at=f"{end:%Y-%m-%dT%H:%M:%SZ}")
    now.moment = end + MINUTE
    with world.session() as session:
        assert publishing.coming(session) == []


def test_what_was_published_while_nobody_listened_is_not_told_later(world: World) -> None:
    world.suggestion()
    listen(world)
    with world.session() as session:
        publishing.announce(session, publishing.coming(session))
    assert told(world) == []


def test_an_upload_tells_each_and_a_trial_none(world: World, listening: UUID) -> None:
    rows = "kind,title,caption_nl_personal\n" + "vacancy,Monteur,Kom {link}\n" * 3
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
        publishing.announce(session, [suggestion])
        assert len(session.scalars(select(Delivery)).all()) == 1
        session.rollback()
    assert told(world) == []


def plain_suggestion() -> dict[str, Any]:
    return {
        "version": 1, "kind": "story", "title": "x", "audience": {"teams": [], "locations": [], "languages": []},
        "live_from": clock.now() - MINUTE, "status": "published", "search_text": "x",
    }  # fmt: skip


# --- who hears of it ---


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


# --- ideas, feedback, applications ---


def test_what_is_signed_is_told_at_once_with_the_name(world: World, listening: UUID) -> None:
    noor = world.employee(name="Noor de Wit")
    suggestion, idea = UUID(world.suggestion()["id"]), clock.new_id()
    tell(world, events.idea_received, idea_id=idea, text=" Een verhaal \n", signed_by=noor.id)
    given_feedback = {"suggestion_id": suggestion, "reaction": "like", "reason": None, "comment": " "}
    tell(world, events.feedback_received, **given_feedback, signed_by=noor.id)
    _, first, second = told(world)
    assert first["data"] == {"id": str(idea), "text": "Een verhaal", "signed_by": "Noor de Wit"}
    assert second["data"]["signed_by"] == "Noor de Wit"
    assert second["data"]["comment"] is None
    with world.session() as session:
        assert all(each.next_at <= clock.now() for each in session.scalars(select(Delivery)))


def test_what_is_not_signed_tells_neither_who_nor_when(world: World, listening: UUID, now: Now) -> None:
    suggestion = UUID(world.suggestion()["id"])
    with world.session() as session:
        session.execute(update(Event).values(created_at=clock.now() - timedelta(days=2)))
        before = set(session.scalars(select(Event.id)))
    now.moment = datetime(2030, 3, 4, 14, 7, 33, 123456, tzinfo=UTC)
    tell(world, events.idea_received, idea_id=clock.new_id(), text=None, signed_by=None)
    given_feedback = {"suggestion_id": suggestion, "reaction": "not_for_me", "reason": "other", "comment": "x" * 9000}
    tell(world, events.feedback_received, **given_feedback, signed_by=None)
    hour = datetime(2030, 3, 4, 15, tzinfo=UTC)
    with world.session() as session:
        found = [event for event in session.scalars(select(Event)) if event.id not in before]
        made = session.scalars(select(Delivery).where(Delivery.event_id.in_([event.id for event in found]))).all()
    assert {event.id.version for event in found} | {delivery.id.version for delivery in made} == {4}
    assert {moment for event in found for moment in (event.occurred_at, event.created_at)} == {hour}
    assert {moment for delivery in made for moment in (delivery.next_at, delivery.created_at)} == {hour}
    assert {event.employee_id for event in found} == {None}
    *_, first, second = sorted(told(world), key=lambda event: event["timestamp"])
    by_type = {event["type"]: event for event in (first, second)}
    assert by_type["idea.received"]["data"] == {"id": None, "text": None, "signed_by": None}
    assert by_type["feedback.received"]["data"]["comment"].endswith("x…")
    assert {event["timestamp"] for event in (first, second)} == {"2030-03-04T15:00:00Z"}


def test_the_log_shows_what_is_held_back_at_its_hour_only(world: World, listening: UUID, now: Now) -> None:
    now.moment = datetime(2030, 3, 4, 14, 7, 33, tzinfo=UTC)
    tell(world, events.idea_received, idea_id=clock.new_id(), text="x", signed_by=None)
    for moment, number in ((now.moment, 0), (now.moment + timedelta(minutes=52, seconds=27), 1)):
        now.moment = moment
        with world.session() as session:
            found, _ = webhooks.deliveries(session, session.get_one(Webhook, listening), 20, None)
            assert len(found) == number
            assert deliveries.waiting(session, moment) == number


def test_what_is_held_back_until_the_same_hour_comes_in_no_order(world: World, listening: UUID, now: Now) -> None:
    now.moment = datetime(2030, 3, 4, 14, 7, 33, tzinfo=UTC)
    for number in range(12):
        tell(world, events.idea_received, idea_id=clock.new_id(), text=f"{number}", signed_by=None)
    with world.session() as session:
        jobs = []
        while found := deliveries.claim(session, now.moment + timedelta(hours=1), {}, 99):
            jobs += [int(job.data["text"]) for job in found]
    assert sorted(jobs) == [*range(12)]
    assert jobs != [*range(12)]


def test_unsigned_feedback_on_what_is_meant_for_few_is_not_told(world: World, listening: UUID) -> None:
    crew = [world.employee(team="Techniek") for _ in range(4)]
    audience = {"teams": ["techniek"], "locations": [], "languages": []}
    suggestion = UUID(world.suggestion(audience=audience)["id"])
    said = {"suggestion_id": suggestion, "reaction": "like", "reason": None, "comment": "Ha"}
    assert tell(world, events.feedback_received, **said, signed_by=None) == []
    assert len(tell(world, events.feedback_received, **said, signed_by=crew[0].id)) == 1
    world.employee(team="Techniek")
    assert len(tell(world, events.feedback_received, **said, signed_by=None)) == 1


def test_an_application_names_the_suggestion_unless_reports_withhold_it(world: World, listening: UUID) -> None:
    few = [world.sign_in(team="Techniek") for _ in range(2)]
    audience = {"teams": ["techniek"], "locations": [], "languages": []}
    hidden, shown = world.suggestion(audience=audience), [world.suggestion() for _ in range(2)]
    for suggestion in (hidden, *shown):
        world.link(few[0], suggestion)
    for suggestion in (hidden, *shown, None):
        named = UUID(suggestion["id"]) if suggestion else None
        tell(world, events.application_reported, suggestion_id=named, day=date(2026, 11, 23))
    found = [event["data"] for event in told(world) if event["type"] == "application.reported"]
    assert {each["day"] for each in found} == {"2026-11-23"}
    named = [each["suggestion_id"] for each in found]
    assert hidden["id"] not in named
    assert sum(each is None for each in named) == 3, "the withheld one, the one that hides it, and a link of its own"


def test_who_is_erased_is_in_no_event_any_more_and_could_read_what_was(world: World, listening: UUID) -> None:
    noor = world.employee(name="Noor de Wit")
    tell(world, events.idea_received, idea_id=clock.new_id(), text="Een verhaal", signed_by=noor.id)
    with world.session() as session:
        held = personal_data.collect(session, session.get_one(Employee, noor.id))
        assert [event["data"]["text"] for event in held["signed_events"]] == ["Een verhaal"]
    with world.session() as session:
        assert erasure.erase(session, session.get_one(Employee, noor.id))["signed events deleted"] == 1
    assert told(world) == []
    with world.session() as session:
        assert session.scalars(select(Delivery)).all() == []


# --- share.created ---


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZONE).astimezone(UTC)


class Days:
    """Days of a year that is far away, on which colleagues share and after which is told."""

    def __init__(self, world: World) -> None:
        self.world, self.today = world, date(2031, 5, 5)
        with world.session() as session:
            session.add(Organisation(id=1, name="x"))
        self.end()

    def share(self, suggestion: dict[str, Any], *employees: Employee, at: str = "12:00") -> None:
        moment = datetime.combine(self.today, time.fromisoformat(at), tzinfo=ZONE)
        with self.world.session() as session:
            session.add_all(
                Share(
                    id=uuid.uuid4(), suggestion_id=UUID(suggestion["id"]), employee_id=employee.id,
                    team_id=employee.team_id, method="copy", occurred_at=moment, recorded_at=moment,
                )
                for employee in employees
            )  # fmt: skip

    def end(self, wait: timedelta = timedelta(minutes=11)) -> int:
        """Let the day end; return of how many suggestions is told so long after midnight."""
        self.today += timedelta(days=1)
        return self.look(wait)

    def look(self, wait: timedelta) -> int:
        moment = midnight(self.today) + wait
        with self.world.session() as session:
            return share_counts.tell(session, moment) if share_counts.due(session, moment) else 0


@pytest.fixture
def days(world: World) -> Days:
    listen(world, "share.created")
    return Days(world)


def counts(world: World) -> list[tuple[int, str, str]]:
    return [(event["data"]["shares"], event["data"]["since"], event["data"]["until"]) for event in told(world)]


def test_shares_of_five_colleagues_are_told_after_the_day_has_ended(world: World, days: Days) -> None:
    crew, suggestion = [world.employee() for _ in range(5)], world.suggestion()
    days.share(suggestion, *crew, *crew[:2])
    assert days.end(timedelta(minutes=9)) == 0, "the last share of the day may not be stored yet"
    assert days.look(timedelta(minutes=11)) == 1
    assert days.look(timedelta(hours=11)) == 0, "once"
    assert counts(world) == [(7, "2031-05-05T22:00:00Z", "2031-05-06T22:00:00Z")]
    (event,) = told(world)
    assert event["timestamp"] == event["data"]["until"]
    assert event["data"].keys() == {"suggestion_id", "since", "until", "shares"}


def test_shares_of_four_wait_for_a_fifth_and_are_told_together(world: World, days: Days) -> None:
    crew, suggestion = [world.employee() for _ in range(5)], world.suggestion()
    days.share(suggestion, *crew[:4], *crew[:4])
    assert days.end() == 0
    assert days.end() == 0
    days.share(suggestion, crew[4])
    assert days.end() == 1
    assert counts(world) == [(9, "2031-05-05T22:00:00Z", "2031-05-08T22:00:00Z")]
    days.share(suggestion, *crew)
    assert days.end() == 1
    assert counts(world)[1] == (5, "2031-05-08T22:00:00Z", "2031-05-09T22:00:00Z"), "where the last one ended"


def test_what_one_colleague_shares_often_is_never_told(world: World, days: Days) -> None:
    noor, suggestion = world.employee(), world.suggestion()
    for _ in range(3):
        days.share(suggestion, *[noor] * 50)
        assert days.end() == 0


def test_what_reports_withhold_is_not_told_and_not_made_up_for_later(world: World, days: Days) -> None:
    crew = [world.employee(team="Techniek") for _ in range(2)]
    others = [world.employee(team="Zorg") for _ in range(5)]
    small = {"teams": ["techniek"], "locations": [], "languages": []}
    hidden, hiding = world.suggestion(audience=small), world.suggestion()
    days.share(hidden, *crew, *others)
    days.share(hiding, *crew, *others)
    assert days.end() == 0, "five shared both, and the one would tell about the other"
    for _ in range(5):
        world.employee(team="Techniek")
    days.share(hidden, *crew, *others)
    assert days.end() == 1
    assert [number for number, *_ in counts(world)] == [7]


def test_while_nobody_listens_nothing_is_added_up(world: World) -> None:
    days, crew, suggestion = Days(world), [world.employee() for _ in range(5)], world.suggestion()
    days.share(suggestion, *crew[:4])
    assert days.end() == 0
    listen(world, "share.created")
    days.share(suggestion, crew[4])
    assert days.end() == 0, "the four were before anybody listened"


def test_two_nodes_tell_a_day_once(world: World, days: Days) -> None:
    crew, suggestion = [world.employee() for _ in range(5)], world.suggestion()
    days.share(suggestion, *crew)
    days.today += timedelta(days=1)
    moment = midnight(days.today) + timedelta(hours=1)
    for _ in range(2):
        with world.session() as session:
            share_counts.tell(session, moment)
    assert len(counts(world)) == 1


def test_a_node_whose_clock_is_behind_winds_nothing_back(world: World, days: Days) -> None:
    days.end()
    with world.session() as session:
        share_counts.tell(session, midnight(days.today) - timedelta(hours=1))
        assert not share_counts.due(session, midnight(days.today) + timedelta(hours=1))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_shared_no_count_is_of_fewer_than_five_and_no_two_overlap(
    world: World, data: st.DataObject
) -> None:
    with world.session() as session:
        for table in (Event, Webhook, Share, share_counts.ShareCount, Organisation):
            session.query(table).delete()
    listen(world, "share.created")
    days = Days(world)
    crew = [world.employee() for _ in range(7)]
    suggestion = world.suggestion()
    shared: list[tuple[date, int]] = []
    for _ in range(6):
        for number in data.draw(st.lists(st.integers(0, 6), max_size=6)):
            days.share(suggestion, crew[number])
            shared.append((days.today, number))
        days.end()
    end = None
    for number, since, until in counts(world):
        begin, finish = (datetime.fromisoformat(moment) for moment in (since, until))
        inside = [who for day, who in shared if begin <= midnight(day) < finish]
        assert len(inside) == number
        assert len(set(inside)) >= 5
        assert end is None or begin >= end
        end = finish


# --- in general ---


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
    by = noor.id if signed else None

    def everything(session: Session) -> None:
        suggestion = UUID(made["id"])
        events.idea_received(session, idea_id=clock.new_id(), text=text, signed_by=by)
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
