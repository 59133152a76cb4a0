"""``share.created``: counts of five colleagues or more, a day at a time, of which nothing follows about one."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.telling import listen, told
from support.world import World
from vertel.db.models import Employee, Event, Organisation, Share, Webhook
from vertel.domain.webhooks import share_counts

ZONE = ZoneInfo("Europe/Amsterdam")


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
            return share_counts.emit(session, moment) if share_counts.due(session, moment) else 0


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
            share_counts.emit(session, moment)
    assert len(counts(world)) == 1


def test_a_node_whose_clock_is_behind_winds_nothing_back(world: World, days: Days) -> None:
    days.end()
    with world.session() as session:
        share_counts.emit(session, midnight(days.today) - timedelta(hours=1))
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
