"""``share.created``: what reports count, a day at a time, from five shares on."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.telling import listen, told
from support.voices import shares
from support.world import World
from vertel import clock
from vertel.db.models import DaySum, Event, HourSum, MonthSum, Organisation, Webhook
from vertel.domain.counting import cells
from vertel.domain.counting.cells import Cell
from vertel.domain.counting.partition import OTHERS
from vertel.domain.counting.parts import Target
from vertel.domain.webhooks import share_counts

ZONE = ZoneInfo("Europe/Amsterdam")


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZONE).astimezone(UTC)


class Days:
    """Days of a year that is far away, on which shares are counted and after which is told."""

    def __init__(self, world: World) -> None:
        self.world, self.today = world, date(2031, 5, 5)
        with world.session() as session:
            session.add(Organisation(id=1, name="x"))
        self.end()

    def share(self, suggestion: dict[str, Any], times: int, at: str = "12:00") -> None:
        moment = datetime.combine(self.today, time.fromisoformat(at), tzinfo=ZONE)
        with self.world.session() as session:
            target = Target(UUID(suggestion["id"]), OTHERS)
            cells.add(session, "shares", {Cell(moment.astimezone(UTC), target): times})

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


def test_five_shares_are_told_after_the_day_has_ended(world: World, days: Days) -> None:
    suggestion = world.suggestion()
    days.share(suggestion, 7)
    assert days.end(timedelta(minutes=9)) == 0, "the last share of the day may not be stored yet"
    assert days.look(timedelta(minutes=11)) == 1
    assert days.look(timedelta(hours=11)) == 0, "once"
    assert counts(world) == [(7, "2031-05-05T22:00:00Z", "2031-05-06T22:00:00Z")]
    (event,) = told(world)
    assert event["timestamp"] == event["data"]["until"]
    assert event["data"].keys() == {"suggestion_id", "since", "until", "shares"}


def test_four_shares_wait_for_a_fifth_and_are_told_together(world: World, days: Days) -> None:
    suggestion = world.suggestion()
    days.share(suggestion, 4)
    assert days.end() == 0
    assert days.end() == 0
    days.share(suggestion, 1)
    assert days.end() == 1
    assert counts(world) == [(5, "2031-05-05T22:00:00Z", "2031-05-08T22:00:00Z")]
    days.share(suggestion, 5)
    assert days.end() == 1
    assert counts(world)[1] == (5, "2031-05-08T22:00:00Z", "2031-05-09T22:00:00Z"), "where the last one ended"


def test_what_is_not_counted_is_not_told(world: World, days: Days) -> None:
    me, suggestion = world.sign_in(), world.suggestion()
    for _ in range(6):
        assert shares(world, me, suggestion).json["accepted"] == 1
    with world.session() as session:
        assert share_counts.emit(session, clock.now() + timedelta(days=2000)) == 0


def test_while_nobody_listens_nothing_is_added_up(world: World) -> None:
    days, suggestion = Days(world), world.suggestion()
    days.share(suggestion, 4)
    assert days.end() == 0
    listen(world, "share.created")
    days.share(suggestion, 1)
    assert days.end() == 0, "the four were before anybody listened"


def test_two_nodes_tell_a_day_once(world: World, days: Days) -> None:
    suggestion = world.suggestion()
    days.share(suggestion, 5)
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
def test_whatever_is_shared_every_share_is_told_once_or_waits_with_four_at_most(
    world: World, data: st.DataObject
) -> None:
    with world.session() as session:
        for table in (Event, Webhook, DaySum, MonthSum, HourSum, share_counts.ShareCount, Organisation):
            session.query(table).delete()
    listen(world, "share.created")
    days = Days(world)
    suggestion = world.suggestion()
    shared: list[date] = []
    for _ in range(6):
        number = data.draw(st.integers(0, 6))
        if number:
            days.share(suggestion, number)
            shared += [days.today] * number
        days.end()
    end, told_of = None, 0
    for number, since, until in counts(world):
        begin, finish = (datetime.fromisoformat(moment) for moment in (since, until))
        assert len([day for day in shared if begin <= midnight(day) < finish]) == number >= 5
        assert end is None or begin >= end
        end, told_of = finish, told_of + number
    assert len(shared) - told_of < 5
