"""Ingesting records of clicks, and adding them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vertel.db.models import Click, ClickDay
from vertel.db.upsert import upsert
from vertel.domain.analytics.click_records import CLICK_ID, LINK_ID, MOMENT
from vertel.domain.counting import cells, parts
from vertel.domain.counting.cells import Cell
from vertel.domain.people import organisations


def ingest(session: Session, records: bytes) -> int:
    """Store records and add them up; return how many were new. Those that are stored already change nothing.

    :param records: matches ``click_records.RECORDS``.
    """
    lines = records.decode().splitlines()
    dialect = session.get_bind().dialect
    try:
        with session.begin_nested():
            _store(session, lines)
    except (IntegrityError, dialect.loaded_dbapi.IntegrityError):  # COPY goes past SQLAlchemy, and so do its errors
        lines = _unknown(session, lines)
        _store(session, lines)
    counts = Counter((line[MOMENT], line[LINK_ID]) for line in lines)
    add_up(session, {(_moment(moment), UUID(link)): count for (moment, link), count in counts.items()})
    return len(lines)


def _store(session: Session, lines: list[str]) -> None:
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        cursor.execute("SET LOCAL timezone = 'UTC'")
        # A COPY of text as it came takes half the time of an INSERT of values.
        with cursor.copy("COPY clicks (clicked_at, id, link_id) FROM STDIN") as copy:
            copy.write("\n".join([*lines, ""]))
    elif lines:
        rows: Any = [tuple(line.split("\t")) for line in lines]
        connection.exec_driver_sql("INSERT INTO clicks (clicked_at, id, link_id) VALUES (?, ?, ?)", rows)


def _unknown(session: Session, lines: Iterable[str]) -> list[str]:
    """Return the lines that are not stored yet, each once."""
    left = {(_moment(line[MOMENT]), UUID(line[CLICK_ID])): line for line in lines}
    keys = [*left]
    for start in range(0, len(keys), 500):
        stored = select(Click.clicked_at, Click.id).where(
            tuple_(Click.clicked_at, Click.id).in_(keys[start : start + 500])
        )
        for row in session.execute(stored).all():
            del left[row.clicked_at, row.id]
    return [*left.values()]


def add_up(session: Session, counts: Mapping[tuple[datetime, UUID], int]) -> None:
    """Add clicks to the counts by day and link, and to the cells of those links that are counted.

    :param counts: how many, by quarter of an hour and link.
    """
    by_day(session, counts)
    targets = parts.targets(session, {link for _, link in counts})
    counted: Counter[Cell] = Counter()
    for (when, link), count in counts.items():
        if link in targets:
            counted[Cell(when, targets[link])] += count
    # Last: every node updates these few rows, so they are locked as briefly as possible.
    cells.add(session, "clicks", counted)


def by_day(session: Session, counts: Mapping[tuple[datetime, UUID], int]) -> None:
    """Add clicks to the counts by day and link, which no report reads."""
    calendar = organisations.calendar(session)
    days: Counter[tuple[date, UUID]] = Counter()
    for (when, link), count in counts.items():
        days[calendar.day(when), link] += count
    # Sorted, so that two nodes that count the same links do not deadlock.
    rows = [{"day": day, "link_id": link, "clicks": count} for (day, link), count in sorted(days.items())]
    upsert(session, ClickDay, rows, key=["day", "link_id"], add=["clicks"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
