"""Single clicks go when they have been kept for long enough; what they add up to stays."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import OperationalError

from support.clicks import record
from support.voices import crowd
from support.world import API, World
from vertel.clock import now
from vertel.db.models import Click, Link, SpoolSegment
from vertel.domain.analytics import clicks
from vertel.domain.privacy import retention

NOVEMBER = datetime(2026, 11, 24, 12, tzinfo=UTC)
PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'clicks'::regclass"


@pytest.fixture
def engine(engine: Engine) -> Iterator[Engine]:
    """An engine on a database without partitions of months, before and after."""
    drop_months(engine)
    yield engine
    drop_months(engine)


on_postgres = pytest.mark.parametrize("config", ["postgresql"], indirect=True)
"""SQLite has no partitions."""


def drop_months(engine: Engine) -> None:
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            for name in partitions(engine) - {"clicks_other"}:
                connection.execute(text(f"DROP TABLE {name}"))


def partitions(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return {*connection.execute(text(PARTITIONS)).scalars()}


def count(engine: Engine, table: str = "clicks") -> int:
    with engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def stored(world: World) -> list[str]:
    with world.session() as session:
        return [f"{moment:%Y-%m-%d}" for moment in session.scalars(select(Click.clicked_at).order_by(Click.clicked_at))]


def test_clicks_older_than_the_retention_go_and_the_reports_stay_the_same(world: World) -> None:
    code = world.link(crowd(world, 5)[0], world.suggestion())
    world.clicked(code, "2025-10-20T11:00:00Z", "2025-10-20T13:00:00Z", "2025-10-21T11:00:00Z", "2026-11-01T11:00:00Z")
    paths = [f"overview?since=2025-01-01&until={now():%Y-%m-%d}", "clicks?since=2025-10-01&until=2026-11-30"]
    reader = world.key("reader")
    before = [world.client.get(f"{API}/reports/{path}", headers=reader).json for path in paths]
    assert before[0]["clicks"] == 4
    assert retention.tidy(world.engine, 400, NOVEMBER) == 1
    assert stored(world) == ["2025-10-20", "2025-10-21", "2026-11-01"]
    assert [world.client.get(f"{API}/reports/{path}", headers=reader).json for path in paths] == before


def test_without_a_retention_all_clicks_stay(world: World) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, "1999-10-20T12:00:00Z")
    assert retention.tidy(world.engine, 0, NOVEMBER) == 0
    assert len(stored(world)) == 1


def test_many_clicks_go_in_several_transactions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    code = world.link(world.sign_in(), world.suggestion())
    world.clicked(code, *["2025-01-01T12:00:00Z"] * 7, "2026-11-01T11:00:00Z")
    assert retention.tidy(world.engine, 30, NOVEMBER) == 7
    assert len(stored(world)) == 1


@pytest.mark.parametrize(("days", "gone"), [(400, 401), (7, 31), (0, 401)])
def test_where_a_spool_was_read_to_is_known_for_as_long_as_its_clicks_are_and_a_month_at_least(
    world: World, days: int, gone: int
) -> None:
    with world.session() as session:
        for age in (gone, gone - 2):
            changed = NOVEMBER - timedelta(days=age)
            session.add(SpoolSegment(name=f"{age} days", offset=1, changed_at=changed))
    retention.tidy(world.engine, days, NOVEMBER)
    with world.session() as session:
        assert [*session.scalars(select(SpoolSegment.name))] == [f"{gone - 2} days"]


@on_postgres
def test_this_month_and_the_next_get_a_partition_with_the_clicks_that_were_there_before_it(
    world: World, engine: Engine
) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    moments = ["2026-10-31T23:45:00Z", "2026-11-01T00:00:00Z", "2026-11-30T23:45:00Z", "2026-12-01T00:00:00Z"]
    world.clicked(code, *moments)
    for _ in range(2):
        retention.tidy(engine, 400, NOVEMBER)
        assert partitions(engine) == {"clicks_other", "clicks_2026_11", "clicks_2026_12"}
        tables = ("clicks_other", "clicks_2026_11", "clicks_2026_12")
        assert [count(engine, table) for table in tables] == [1, 2, 1]
    world.clicked(code, *moments)
    assert [count(engine, table) for table in tables] == [2, 4, 2]


@on_postgres
def test_a_record_that_was_moved_is_still_taken_in_once(world: World, engine: Engine) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    with world.session() as session:
        link_id = session.scalars(select(Link.id).where(Link.code == code)).one()
        moved = record(link_id, NOVEMBER)
        assert clicks.ingest(session, moved) == 1
    retention.tidy(engine, 400, NOVEMBER)
    with world.session() as session:
        assert clicks.ingest(session, moved) == 0


@on_postgres
def test_a_month_of_which_nothing_is_kept_is_dropped_as_a_whole(world: World, engine: Engine) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    for month in (date(2026, 8, 1), date(2026, 9, 1)):
        retention.make_partition(engine, month)
    world.clicked(code, "2026-08-31T23:45:00Z", "2026-09-01T00:00:00Z", "2026-09-30T12:00:00Z")
    ten_days_after_august = datetime(2026, 9, 11, tzinfo=UTC)
    assert retention.tidy(engine, 10, ten_days_after_august - timedelta(hours=1)) == 0
    assert "clicks_2026_08" in partitions(engine)
    assert retention.tidy(engine, 10, ten_days_after_august) == 0
    assert "clicks_2026_08" not in partitions(engine)
    assert stored(world) == ["2026-09-01", "2026-09-30"]


@on_postgres
def test_nodes_that_tidy_at_once_while_clicks_come_in_lose_none(world: World, engine: Engine) -> None:
    code = world.link(world.sign_in(), world.suggestion())
    with world.session() as session:
        link_id = session.scalars(select(Link.id).where(Link.code == code)).one()
    started, failures = threading.Barrier(5), []

    def tidy() -> None:
        started.wait()
        retention.tidy(engine, 400, NOVEMBER)

    def click() -> None:
        started.wait()
        for _ in range(20):
            with world.session() as session:
                clicks.ingest(session, b"".join(record(link_id, NOVEMBER) for _ in range(50)))

    def safely(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except Exception as error:  # noqa: BLE001  a thread's failure is to fail the test
            failures.append(error)

    threads = [threading.Thread(target=safely, args=[work]) for work in (tidy, tidy, tidy, click, click)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert partitions(engine) == {"clicks_other", "clicks_2026_11", "clicks_2026_12"}
    assert (count(engine), count(engine, "clicks_other")) == (2000, 0)
    with world.session() as session:
        assert session.execute(select(func.sum(clicks.ClickDay.clicks))).scalar_one() == 2000


@on_postgres
def test_who_cannot_get_at_the_table_leaves_it_as_it_is(
    world: World, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "PATIENCE", "50ms")
    with engine.begin() as busy:
        busy.execute(text("LOCK TABLE clicks IN ROW EXCLUSIVE MODE"))
        with pytest.raises(OperationalError):
            retention.tidy(engine, 400, NOVEMBER)
    assert partitions(engine) == {"clicks_other"}
    retention.tidy(engine, 400, NOVEMBER)
    assert "clicks_2026_11" in partitions(engine)
