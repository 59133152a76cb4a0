"""Whatever was clicked, whenever, and however often its record was read: all counts are those of the raw records."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.orm import Session

from support.clicks import record
from support.world import API, World
from vertel.db.engine import make_session
from vertel.db.models import Base, Click, ClickDay, DaySum, HourSum, Link, MonthSum, Part, ReportGroup, Suggestion
from vertel.domain.analytics import clicks
from vertel.domain.counting.partition import OTHERS
from vertel.domain.counting.parts import audience_key
from vertel.domain.people import organisations
from vertel.ids import new_id

ROUNDS = 12
SINCE, UNTIL = date(2026, 2, 1), date(2026, 11, 30)
CHANGES = {
    "Europe/Amsterdam": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Africa/Casablanca": ("2026-03-22T02:00",),
    "Asia/Kathmandu": ("2026-06-15T18:15",),
}
"""When the clock changes, in UTC, where it does."""


@pytest.mark.parametrize("zone", CHANGES)
def test_all_counts_equal_a_recount_of_the_raw_records(world: World, zone: str) -> None:
    for seed in range(ROUNDS):
        random = Random(seed)  # noqa: S311  the same cases on every run
        empty(world.engine)
        for _ in range(5):
            world.sign_in()
        with world.session() as session:
            organisation = organisations.get(session)
            organisation.time_zone = zone
            session.add(organisation)
            links = some_links(session, random)
        records = [record(random.choice(links).id, moment(random, zone)) for _ in range(random.randint(1, 120))]
        take_in(world.engine, records, random)
        with make_session(world.engine, writes=False) as session:
            raw = [(row.clicked_at, row.link_id) for row in session.execute(select(Click.clicked_at, Click.link_id))]
            assert len(raw) == len(records), seed
            recount(session, raw, {link.id: link for link in links}, ZoneInfo(zone))
        reports(world, raw, {link.id: link for link in links}, ZoneInfo(zone))


def moment(random: Random, zone: str) -> datetime:
    """Mostly within some hours of a change of the clock, where the day is easily mistaken."""
    change = datetime.fromisoformat(random.choice(CHANGES[zone])).replace(tzinfo=UTC)
    hours = 40 if random.random() < 0.8 else 500
    return change + timedelta(minutes=random.randint(-60 * hours, 60 * hours))


def some_links(session: Session, random: Random) -> list[Link]:
    """Links of suggestions, and some that belong to none."""
    made = datetime(2026, 1, 1, tzinfo=UTC)
    links = []
    for number in range(random.randint(1, 4)):
        suggestion = Suggestion(
            id=new_id(), kind=random.choice(["story", "event"]), title=f"Number {number}", status="published",
            audience={"teams": [], "locations": [], "languages": []}, live_from=made, search_text="", version=1,
        )  # fmt: skip
        session.add(suggestion)
        session.flush()
        links += [
            Link(code=f"{number}-{one}", scope="campaign", destination_url="x", suggestion_id=suggestion.id)
            for one in range(random.randint(1, 3))
        ]
        part = Part(key=f"{number}", audience_key=audience_key(suggestion.audience), audience=suggestion.audience)
        part.group = OTHERS
        session.add(part)
        session.flush()
        for link in links[-3:]:
            link.part_id = link.part_id or part.id
    links.append(Link(code="own", scope="own", destination_url="x"))
    session.add_all(links)
    return links


def take_in(engine: Engine, records: list[bytes], random: Random) -> None:
    """Take the records in, in batches that overlap and come again in any order."""
    cuts = sorted({0, len(records), *(random.randint(0, len(records)) for _ in range(4))})
    batches = [records[begin:end] for begin, end in pairwise(cuts)]
    batches += [random.sample(records, random.randint(0, len(records))) for _ in range(3)]
    batches.append(random.choices(records, k=5))
    random.shuffle(batches)
    for batch in batches:
        with make_session(engine, writes=True) as session:
            clicks.ingest(session, b"".join(batch))
            session.commit()


def recount(session: Session, raw: list[tuple[datetime, UUID]], links: dict[UUID, Link], zone: ZoneInfo) -> None:
    """Compare what is added up with the raw records, one by one."""
    days = [(when.astimezone(zone).date(), link) for when, link in raw]
    assert by_link(session) == Counter(days)
    hours = [(when.replace(minute=0), link) for when, link in raw]
    months = [(day.replace(day=1), link) for day, link in days]
    for model, moments in ((MonthSum, months), (DaySum, days), (HourSum, hours)):
        assert summed(session, model, "total") == Counter((start, None) for start, _ in moments)
        assert summed(session, model, "suggestion") == Counter(
            (start, links[link].suggestion_id) for start, link in moments
        )


def by_link(session: Session) -> dict[tuple[date, UUID], int]:
    rows = session.execute(select(ClickDay.day, ClickDay.link_id, ClickDay.clicks))
    return {(day, link): number for day, link, number in rows}


def summed(session: Session, model: Any, facet: str) -> dict[tuple[object, UUID | None], int]:
    """The sums of a facet, by where they begin and the suggestion, which is None for what belongs to none."""
    query = select(model.start, ReportGroup.suggestion_id, model.clicks).where(model.facet == facet)
    rows = session.execute(query.outerjoin(ReportGroup, ReportGroup.id == model.group_id))
    return {(start, suggestion): number for start, suggestion, number in rows}


def reports(world: World, raw: list[tuple[datetime, UUID]], links: dict[UUID, Link], zone: ZoneInfo) -> None:
    """Compare what the reports say with the raw records."""
    period, reader = f"since={SINCE}&until={UNTIL}", world.key("reader")

    def report(path: str) -> dict[str, list[dict[str, object]]]:
        answer = world.client.get(f"{API}/reports/{path}", headers=reader)
        assert answer.status_code == 200, answer.text
        return dict(answer.json)

    suggestions = Counter(str(found) for _, link in raw if (found := links[link].suggestion_id))
    days = Counter(str(when.astimezone(zone).date()) for when, _ in raw)
    overview = report(f"overview?{period}")
    assert overview["clicks"] == len(raw)
    assert {row["id"]: row["clicks"] for row in overview["by_suggestion"]} == suggestions
    listed = report(f"suggestions?{period}")["items"]
    assert {row["id"]: row["clicks"] for row in listed} == suggestions
    assert {row["start"]: row["clicks"] for row in report(f"clicks?{period}")["rows"]} == days
    own = len(raw) - suggestions.total()
    for interval in ("week", "month"):
        rows = report(f"clicks?{period}&interval={interval}&group_by=suggestion")["rows"]
        together: Counter[object] = Counter()
        for row in rows:
            together[row["id"]] += int(str(row["clicks"]))
        assert together == suggestions + Counter({None: own})


def empty(engine: Engine) -> None:
    """Take away what the round before left."""
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
        assert connection.execute(text("SELECT count(*) FROM clicks")).scalar_one() == 0
