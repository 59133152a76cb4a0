"""An organisation moves to another time zone, and the days that are past stay as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from support.reporting import report, rows
from support.telling import listen
from support.voices import crowd
from support.world import API, World
from vertel.clock import now
from vertel.db.models import ClickDay, DaySum, Event
from vertel.domain.analytics.recounting import recount
from vertel.domain.counting import cells
from vertel.domain.counting.cells import Cell
from vertel.domain.counting.partition import OTHERS
from vertel.domain.counting.parts import Target
from vertel.domain.people import organisations
from vertel.domain.webhooks import share_counts


def move(world: World, zone: str) -> None:
    """As an administrator does it."""
    admin = world.key("admin")
    etag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    answer = world.client.patch(f"{API}/settings", json={"time_zone": zone}, headers=admin | {"If-Match": etag})
    assert answer.status_code == 200, answer.json


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati"])
def test_clicks_of_past_days_are_not_counted_again_after_a_move(world: World, zone: str) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    yesterday = (now() - timedelta(days=1)).replace(minute=0)
    world.clicked(code, *((yesterday + timedelta(hours=hour)).isoformat() for hour in range(-24, 24)))
    with world.session() as session:
        before = session.execute(select(DaySum.start, DaySum.clicks).where(DaySum.facet == "total")).all()

    move(world, zone)
    with world.session() as session:
        assert recount(session, (now() - timedelta(days=3)).date()) == 0
        assert session.execute(select(DaySum.start, DaySum.clicks).where(DaySum.facet == "total")).all() == before
        assert session.scalar(select(func.sum(ClickDay.clicks))) == 48


@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_past_day_has_the_same_clicks_by_the_hour_as_by_the_day(world: World, zone: str) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    day = (now() - timedelta(days=2)).date()
    around = datetime(day.year, day.month, day.day, tzinfo=UTC)
    world.clicked(code, *((around + timedelta(hours=hour)).isoformat() for hour in range(-24, 48)))
    query = f"since={day}&until={day}"
    by_day = rows(world, query)

    move(world, zone)

    assert rows(world, query) == by_day == [(f"{day}", None, 24)]
    by_hour = report(world, f"clicks?{query}&interval=hour").json
    assert {row["start"] for row in by_hour["rows"]} == {f"{day}"}
    assert sum(row["clicks"] for row in by_hour["rows"]) == 24
    assert by_hour["time_zone"] == zone


@pytest.mark.parametrize(("zone", "moved_at"), [("America/New_York", 2), ("Asia/Tokyo", 20), ("Asia/Tokyo", 12)])
def test_programs_are_told_of_each_share_once_around_a_move(world: World, zone: str, moved_at: int) -> None:
    listen(world, "share.created")
    suggestion = UUID(world.suggestion()["id"])
    first = datetime(2031, 5, 5, tzinfo=UTC)
    with world.session() as session:
        session.add(organisations.default())
    shared = 0
    for hour in range(24 * 5):
        moment = first + timedelta(hours=hour)
        with world.session() as session:
            if hour == 48 + moved_at:
                organisation = organisations.get(session)
                earlier = {"time_zone": organisation.time_zone, "until": moment.isoformat()}
                organisation.time_zone, organisation.earlier_time_zones = zone, [earlier]
                session.flush()
            if share_counts.due(session, moment):
                share_counts.emit(session, moment)
            if 24 <= hour < 96:
                cells.add(session, "shares", {Cell(moment + timedelta(minutes=30), Target(suggestion, OTHERS)): 5})
                shared += 5
    with world.session() as session:
        told = session.scalars(select(Event).where(Event.type == "share.created").order_by(Event.occurred_at)).all()
        assert sum(event.data["shares"] for event in told) == shared
        assert len(told) in {3, 4}
