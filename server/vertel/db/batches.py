"""Many rows in short transactions: SQLite has one writer at a time, and the others wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import ColumnElement, Engine, delete, inspect, select, tuple_
from sqlalchemy.orm import Session

from vertel.db.engine import make_session
from vertel.db.models import Base

TARGET_SECONDS = 0.006
"""How long the statements of a batch should hold SQLite's write lock. Its commit holds it for some ms more."""

GROWTH = 1.4
LEAST = 5
"""Rows."""


class BatchSize:
    """How many rows to write next, by how long the batch before took: a few more while there is time to spare.

    :param first: rows in the first batch.
    :param most: rows in any batch.
    :param least: rows in any batch but the last.
    """

    def __init__(self, first: int, most: int, least: int = LEAST) -> None:
        self.rows, self._most, self._least = first, most, least

    @contextmanager
    def measured(self, rows: int) -> Iterator[None]:
        """Measure the block, which writes so many rows with the lock held.

        The commit stays outside of it: that waits for the disk, which fewer rows do not make shorter.
        """
        began = time.perf_counter()
        yield
        # Not in proportion to the time that is left: the next rows may be longer, or all of them new.
        factor = TARGET_SECONDS / max(time.perf_counter() - began, TARGET_SECONDS / GROWTH)
        fitting = rows if factor < 1 else max(rows, self.rows)
        self.rows = min(max(int(fitting * factor), self._least), self._most)

    def grow(self) -> None:
        """Take more rows next time, as nothing of these had to be written."""
        self.rows = min(int(self.rows * GROWTH), self._most)


def delete_in_batches(engine: Engine, model: type[Base], condition: ColumnElement[bool], most: int = 500) -> int:
    """Delete the rows of a table for which the condition holds; return how many. What is deleted by cascade is extra.

    Rows are looked for in transactions that only read. Several nodes may do so at once.
    """
    key, size, deleted = inspect(model).primary_key, BatchSize(LEAST, most), 0
    column = key[0] if len(key) == 1 else tuple_(*key)
    while True:
        with make_session(engine, writes=False) as session:
            rows = session.execute(select(*key).where(condition).limit(size.rows)).all()
        if not rows:
            return deleted
        found = [row[0] if len(key) == 1 else tuple(row) for row in rows]
        with make_session(engine, writes=True) as session:
            session.connection()  # waits for the lock, which is not part of what is measured
            with size.measured(len(rows)):
                deleted += _delete(session, model, column.in_(found) & condition)
            session.commit()


def _delete(session: Session, model: type[Base], which: ColumnElement[bool]) -> int:
    done = session.execute(delete(model).where(which), execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult
