"""Clicks that were stored and not added up are added up anew, and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import func, select

from support.clicks import record
from support.world import API, HOST, World
from vertel.db.models import Click, ClickDay, DaySum, Employee, Link, Part, Share
from vertel.domain.analytics import clicks
from vertel.domain.analytics.recounting import count_shares, recount
from vertel.domain.counting.parts import EARLIER
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
    """By link, and in reports."""
    with world.session() as session:
        reported = select(func.sum(DaySum.clicks)).where(DaySum.facet == "total")
        return [session.scalar(query) or 0 for query in (select(func.sum(ClickDay.clicks)), reported)]


def test_what_was_only_stored_is_added_up_once(world: World, link: UUID) -> None:
    take_in(world, link, [LATE] * 5)
    stored_by_the_version_before(world, link, LATE)
    assert sums(world) == [5, 5]
    for number in (1, 0):
        with world.session() as session:
            assert recount(session, SINCE) == number
        assert sums(world) == [6, 6]
    take_in(world, link, [LATE])
    assert sums(world) == [7, 7]


def test_days_before_stay_as_they_are_though_their_clicks_are_gone(world: World, link: UUID) -> None:
    take_in(world, link, [EARLY] * 3)
    with world.session() as session:
        session.query(Click).delete()
    take_in(world, link, [LATE] * 2)
    with world.session() as session:
        assert recount(session, SINCE) == 0
    assert sums(world) == [5, 5]


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
    assert sums(world) == [3, 3]


def test_a_click_of_the_version_before_on_a_link_that_is_not_counted_is_its_owners_only(world: World) -> None:
    me = world.sign_in()
    code = world.link(me, world.suggestion(), "personal")
    with world.session() as session:
        link = session.scalars(select(Link.id).where(Link.code == code)).one()
    stored_by_the_version_before(world, link, LATE)
    with world.session() as session:
        assert recount(session, SINCE) == 1
    assert sums(world) == [1, 0]


def test_a_click_on_a_link_from_before_there_were_parts_is_in_the_totals(world: World) -> None:
    suggestion = UUID(world.suggestion()["id"])
    with world.session() as session:
        session.add(Part(id=EARLIER, key="earlier", audience_key="earlier", audience={}, group="others"))
        link = Link(code="old", scope="campaign", destination_url="x", suggestion_id=suggestion, part_id=EARLIER)
        session.add(link)
        session.flush()
        link_id = link.id
    take_in(world, link_id, [LATE])
    overview = world.client.get(f"{API}/reports/overview?since=2026-11-01", headers=world.key("reader")).json
    assert (overview["clicks"], overview["unassigned"]["clicks"], overview["by_suggestion"]) == (1, 1, [])


def test_shares_of_the_version_before_are_counted_when_five_have_shared(world: World) -> None:
    suggestion = UUID(world.suggestion()["id"])

    def shared_by(employee: Employee) -> None:
        with world.session() as session:
            made = {"suggestion_id": suggestion, "employee_id": employee.id, "method": "copy"}
            session.add(Share(id=new_id(), occurred_at=LATE, recorded_at=LATE, **made))

    people = [world.employee() for _ in range(5)]
    for number, person in enumerate(people):
        shared_by(person)
        shared_by(people[0])
        with world.session() as session:
            assert count_shares(session) == (10 if number == 4 else 0)
    with world.session() as session:
        assert count_shares(session) == 0
    overview = world.client.get(f"{API}/reports/overview?since=2026-11-01", headers=world.key("reader")).json
    assert (overview["shares"], overview["unassigned"]["shares"], overview["by_suggestion"]) == (10, 10, [])
