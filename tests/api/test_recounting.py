"""Clicks that were stored and not added up are added up anew, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from support.clicks import record
from support.world import HOST, World
from vertel.db.models import Click, ClickDay, ClickHour, ClickSum
from vertel.domain.analytics import clicks
from vertel.domain.analytics.recounting import recount
from vertel.domain.links import links
from vertel.domain.people import organisations
from vertel.ids import new_id

EARLY, LATE = datetime(2026, 11, 20, 12, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 15, tzinfo=UTC)
SINCE = date(2026, 11, 23)


@pytest.fixture
def link(world: World) -> UUID:
    with world.session() as session:
        return links.make_own(session, f"https://{HOST}/", None, (HOST,)).id


def take_in(world: World, link: UUID, moments: Iterable[datetime]) -> None:
    with world.session() as session:
        clicks.ingest(session, b"".join(record(link, moment) for moment in moments))


def stored_by_the_version_before(world: World, link: UUID, moment: datetime) -> None:
    with world.session() as session:
        session.add(Click(id=new_id(), link_id=link, clicked_at=moment))


def sums(world: World) -> list[int]:
    """By hour, by day and by scope."""
    with world.session() as session:
        return [session.scalar(select(func.sum(kind.clicks))) or 0 for kind in (ClickHour, ClickDay, ClickSum)]


def test_what_was_only_stored_is_added_up_once(world: World, link: UUID) -> None:
    take_in(world, link, [LATE] * 5)
    stored_by_the_version_before(world, link, LATE)
    assert sums(world) == [5, 5, 5]
    for _ in range(2):
        with world.session() as session:
            assert recount(session, SINCE) == 6
        assert sums(world) == [6, 6, 6]
    take_in(world, link, [LATE])
    assert sums(world) == [7, 7, 7]


def test_days_before_stay_as_they_are_though_their_clicks_are_gone(world: World, link: UUID) -> None:
    take_in(world, link, [EARLY] * 3)
    with world.session() as session:
        session.query(Click).delete()
    take_in(world, link, [LATE] * 2)
    with world.session() as session:
        assert recount(session, SINCE) == 2
    assert sums(world) == [5, 5, 5]


def test_where_a_day_begins_at_half_past_the_hour_before_is_not_lost(world: World, link: UUID) -> None:
    with world.session() as session:
        organisation = organisations.get(session)
        organisation.time_zone = "Asia/Kolkata"
        session.add(organisation)
    midnight = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    take_in(world, link, [midnight, midnight.replace(minute=15), midnight.replace(minute=45)])
    with world.session() as session:
        recount(session, SINCE)
        days = dict(session.execute(select(ClickDay.day, ClickDay.clicks)).all())
    assert days == {date(2026, 11, 22): 1, SINCE: 2}
    assert sums(world) == [3, 3, 3]
