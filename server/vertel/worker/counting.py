"""Counting clicks, on nodes that serve the API: their own, and those that nodes of the link domain have staged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from uuid import UUID

from sqlalchemy import Engine, delete, select

from vertel.config import Config
from vertel.db import people_version
from vertel.db.engine import make_engine, make_session
from vertel.db.models import StagedClicks
from vertel.db.pooled import PooledDatabase, as_database_error, executing
from vertel.domain.analytics import clicks
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.domain.audience import eligible
from vertel.domain.counting import parts
from vertel.worker.ingest import Transaction
from vertel.worker.recorder import Recorder

ROWS_AT_ONCE = 8
"""Of staged clicks, in one transaction."""


class Counting:
    """Stores clicks and counts them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._people: UUID | None = None

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Yield a transaction that stores and counts clicks."""
        with as_database_error(self._engine):
            with make_session(self._engine, writes=False) as session:
                eligible.current(session)  # counted before the write lock is taken
            with make_session(self._engine, writes=True) as session:
                connection = session.connection()
                is_postgresql = connection.dialect.name == "postgresql"
                yield Transaction(executing(connection), partial(clicks.ingest, session), is_postgresql)
                session.commit()

    def steps(self) -> Mapping[str, Callable[[], object]]:
        """Return what else keeps the counts right."""
        return {"parts": self.close_parts, "staged": self.count_staged}

    def close_parts(self) -> None:
        """Close parts that lost people since the last time; in a small organisation the request did so already.

        :raises DatabaseError: the database is away.
        """
        with as_database_error(self._engine):
            with make_session(self._engine, writes=False) as session:
                token = people_version.token(session)
                if token == self._people:
                    return
                small = parts.has_small(session)
            if small:
                with make_session(self._engine, writes=True) as session:
                    parts.close_small(session)
                    session.commit()
            self._people = token

    def count_staged(self) -> int:
        """Count all clicks that are staged; return how many. Several nodes share the work.

        :raises DatabaseError: the database is away.
        """
        counted = 0
        with as_database_error(self._engine):
            while self._are_staged():
                found = self._count_some()
                if not found:
                    break  # another node is at it
                counted += found
        return counted

    def _are_staged(self) -> bool:
        with make_session(self._engine, writes=False) as session:
            if session.scalar(select(StagedClicks.id).limit(1)) is None:
                return False
            eligible.current(session)  # counted before the write lock is taken
            return True

    def _count_some(self) -> int:
        rows = select(StagedClicks.id, StagedClicks.records).order_by(StagedClicks.id).limit(ROWS_AT_ONCE)
        with make_session(self._engine, writes=True) as session:
            found = session.execute(rows.with_for_update(skip_locked=True)).all()
            records = b"".join(row.records for row in found)
            clicks.ingest(session, records)
            session.execute(delete(StagedClicks).where(StagedClicks.id.in_([row.id for row in found])))
            session.commit()
        return len(records) // RECORD_BYTES


def recorder_on(config: Config, engine: Engine) -> Recorder:
    """Return a recorder that counts, on an engine of the caller's."""
    return Recorder(config, PooledDatabase(engine), Counting(engine))


@contextmanager
def recording(config: Config) -> Iterator[Recorder]:
    """Yield the recorder of a node that serves the API."""
    engine = make_engine(config.database_url)
    recorder = recorder_on(config, engine)
    try:
        yield recorder
    finally:
        recorder.close()
        engine.dispose()
