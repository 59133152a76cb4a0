"""Clicks of a node of the link domain: staged by it, and counted by a node that serves the API, each once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from support.clicks import LINK, put_down, record
from support.world import HOST, World
from vertel.clock import now
from vertel.config import Config
from vertel.db.dbapi import DatabaseError, DirectDatabase
from vertel.db.models import Click, ClickDay, SpoolSegment, StagedClicks
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.domain.links.links import make_own
from vertel.redirect.link_replica import LinkReplica
from vertel.redirect.lookup import CannotSayError, Lookup
from vertel.redirect.spool import Spool
from vertel.worker import staging
from vertel.worker.counting import Counting
from vertel.worker.recorder import Recorder


@pytest.fixture
def database(engine: Engine) -> Iterator[DirectDatabase]:
    """The database without SQLAlchemy."""
    database = DirectDatabase(engine.url.render_as_string(hide_password=False))
    yield database
    database.close()


@pytest.fixture
def links_only(world: World, node: Config, database: DirectDatabase) -> Iterator[Recorder]:
    """The recorder of a node of the link domain."""
    recorder = Recorder(node, database, staging.Staging(database))
    yield recorder
    recorder.close()


def stored(world: World) -> tuple[int, int, int]:
    """Rows that are staged, clicks as raw records, and clicks as days."""
    with world.session() as session:
        staged = session.execute(select(func.count()).select_from(StagedClicks)).scalar_one()
        raw = session.execute(select(func.count()).select_from(Click)).scalar_one()
        return staged, raw, session.scalar(select(func.sum(ClickDay.clicks))) or 0


def test_clicks_are_staged_and_then_counted_once(world: World, node: Config, links_only: Recorder) -> None:
    file = put_down(node, 300)
    assert links_only.step() == 300
    assert links_only.works
    assert not file.exists()
    assert stored(world) == (1, 0, 0)
    counting = Counting(world.engine)
    assert counting.count_staged() == 300
    assert counting.count_staged() == 0
    assert stored(world) == (0, 300, 300)


def test_a_file_that_comes_back_is_not_staged_again(world: World, node: Config, links_only: Recorder) -> None:
    file = put_down(node, 5)
    content = file.read_bytes()
    links_only.catch_up()
    file.write_bytes(content + record(LINK, now()))
    links_only.catch_up()
    Counting(world.engine).count_staged()
    assert stored(world) == (0, 6, 6)


def test_what_is_staged_twice_counts_once(world: World, node: Config, links_only: Recorder) -> None:
    content = put_down(node, 5).read_bytes()
    links_only.catch_up()
    (node.state_dir / "copied-from-a-backup.clicks").write_bytes(content)
    links_only.catch_up()
    assert Counting(world.engine).count_staged() == 10
    assert stored(world) == (0, 5, 5)


def test_many_clicks_are_staged_in_rows_that_fit_into_memory(
    world: World, node: Config, links_only: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROW_BYTES", 7 * RECORD_BYTES)
    put_down(node, 100)
    links_only.catch_up()
    assert stored(world) == (15, 0, 0)
    assert Counting(world.engine).count_staged() == 100
    assert stored(world) == (0, 100, 100)


def test_a_file_that_is_still_written_to_is_staged_as_it_grows(
    world: World, node: Config, links_only: Recorder
) -> None:
    spool = Spool(node.state_dir, node.spool_limit, sync_each=False)
    for _ in range(3):
        assert spool.append(LINK.hex.encode())
        assert links_only.step() == 1
    spool.close()
    links_only.catch_up()
    with world.session() as session:
        assert session.scalars(select(SpoolSegment.offset)).all() == [3 * RECORD_BYTES]
    assert [*node.state_dir.glob("*.clicks")] == []
    assert Counting(world.engine).count_staged() == 3


def test_nodes_that_count_at_the_same_time_count_each_click_once(
    world: World, node: Config, links_only: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "ROW_BYTES", 10 * RECORD_BYTES)
    put_down(node, 500)
    links_only.catch_up()
    begin = threading.Barrier(2)

    def count() -> None:
        begin.wait(30)
        Counting(world.engine).count_staged()

    others = [threading.Thread(target=count) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert stored(world) == (0, 500, 500)


def test_the_copy_of_the_links_follows(world: World, node: Config, links_only: Recorder) -> None:
    with world.session() as session:
        make_own(session, f"https://{HOST}/a", "first", (HOST,))
    links_only.step()
    found = LinkReplica(node.state_dir).find("first")
    assert found is not None
    assert found.destination == f"https://{HOST}/a"


def test_a_link_that_the_copy_does_not_have_is_found(world: World, database: DirectDatabase) -> None:
    with world.session() as session:
        link = make_own(session, f"https://{HOST}/a", "first", (HOST,))
    found = Lookup(database).find("FIRST")
    assert found is not None
    assert (found.id, found.code, found.destination) == (link.id.hex, "first", f"https://{HOST}/a")
    assert Lookup(database).find("second") is None


def test_a_refused_statement_spoils_nothing_that_comes_after_it(world: World, database: DirectDatabase) -> None:
    def write() -> None:
        with database.transaction(writes=True) as execute:
            execute("INSERT INTO staged_clicks (records) VALUES (?)", [b"lost with its transaction"])
            execute("SELECT no_column FROM links")

    with pytest.raises(DatabaseError):
        write()
    assert stored(world)[0] == 0
    with database.transaction() as execute:
        assert execute("SELECT 1") == [(1,)]


def test_without_a_database_clicks_wait_and_nobody_is_told_that_there_is_no_link(node: Config, tmp_path: Path) -> None:
    away = DirectDatabase(f"sqlite:///{tmp_path / 'without-tables.sqlite3'}")
    file = put_down(node, 3)
    recorder = Recorder(node, away, staging.Staging(away))
    assert recorder.step() == 0
    assert not recorder.works
    assert file.exists()
    with pytest.raises(CannotSayError):
        Lookup(away).find("first")
    recorder.close()
    away.close()
