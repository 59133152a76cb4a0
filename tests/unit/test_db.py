"""What is promised about SQLite: an acknowledged write is on the disk, readers never wait, writers wait for a while."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from vertel.db.engine import BUSY_SECONDS, make_engine, make_session


@pytest.fixture
def own_engine(tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(f"sqlite:///{tmp_path / 'new folder' / 'vertel.sqlite3'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x INTEGER)"))
    yield engine
    engine.dispose()


def pragma(engine: Engine, name: str, *, writes: bool = True, **options: float) -> object:
    with make_session(engine, writes=writes, **options) as session:
        return session.execute(text(f"PRAGMA {name}")).scalar()


def test_a_commit_is_synced_to_the_disk(own_engine: Engine) -> None:
    assert pragma(own_engine, "journal_mode") == "wal"
    assert pragma(own_engine, "synchronous") == 2, "FULL: in WAL mode, NORMAL leaves the last commits to the next sync"


def test_foreign_keys_are_kept(own_engine: Engine) -> None:
    assert pragma(own_engine, "foreign_keys") == 1


def test_each_writer_waits_as_long_as_it_said_whoever_had_the_connection_before(own_engine: Engine) -> None:
    waits = [pragma(own_engine, "busy_timeout", patience=seconds) for seconds in (0.5, BUSY_SECONDS, 2)]
    assert waits == [500, BUSY_SECONDS * 1000, 2000]


def test_behind_another_writer_a_reader_does_not_wait_and_a_writer_gives_up(own_engine: Engine) -> None:
    other = sqlite3.connect(str(own_engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO t VALUES (1)")
    assert pragma(own_engine, "user_version", writes=False) == 0
    with pytest.raises(OperationalError, match="locked"):
        pragma(own_engine, "user_version", patience=0.01)
    other.execute("ROLLBACK")
    other.close()
    assert pragma(own_engine, "user_version", patience=0.01) == 0
