"""``share.created``: how often a suggestion was shared.

Emitted once a day, after midnight in the organisation's time zone, for suggestions with five shares or more since the
event before; those of others wait. What is told is the sum of the days' counts, as reports have it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from vertel.db.models import DaySum, ReportGroup, ShareCount
from vertel.db.upsert import insert_if_absent, upsert
from vertel.domain.people import organisations
from vertel.domain.webhooks import events

TYPE = "share.created"
ALL = UUID(int=0)
"""The row with this id says up to when the shares of all suggestions were counted."""

FEWEST = 5
"""Shares in an event, as the contract says."""

SETTLED = timedelta(minutes=10)
"""After midnight: by then every share that was received before midnight is stored."""


def due(session: Session, moment: datetime) -> bool:
    """Return whether a day has ended whose shares were not counted."""
    until = session.scalars(select(ShareCount.until).where(ShareCount.suggestion_id == ALL)).one_or_none()
    return until is None or until < _midnight(session, moment)


def emit(session: Session, moment: datetime) -> int:
    """Emit the events of the days that have ended; return how many.

    To be called in a transaction that writes. Of several nodes that call it at once, the first one emits.
    """
    until = _midnight(session, moment)
    since = _claim(session, until)
    if since is None:
        return 0
    if not events.subscribers(session, TYPE):
        # A webhook that subscribes tomorrow gets the shares from then on.
        session.execute(delete(ShareCount).where(ShareCount.suggestion_id != ALL))
        return 0
    new = _shared(session, since, until)
    waiting = {row.suggestion_id: row for row in session.scalars(select(ShareCount)) if row.suggestion_id in new}
    emitted, counted = 0, []
    for suggestion_id, number in sorted(new.items()):
        row = waiting.get(suggestion_id)
        begin, shares = (
            (row.begin, row.shares + number) if row and row.shares else (row.until if row else since, number)
        )
        if shares >= FEWEST:
            events.shares_created(session, suggestion_id=suggestion_id, since=begin, until=until, shares=shares)
            emitted, begin, shares = emitted + 1, until, 0
        counted.append({"suggestion_id": suggestion_id, "begin": begin, "until": until, "shares": shares})
    upsert(session, ShareCount, counted, key=["suggestion_id"], replace=["begin", "until", "shares"])
    return emitted


def _claim(session: Session, until: datetime) -> datetime | None:
    """Return from when shares were not counted yet; None when those of this day were, or it is the first day.

    Another node waits here until the first one has committed.
    """
    first = {"suggestion_id": ALL, "begin": until, "until": until, "shares": 0}
    insert_if_absent(session, ShareCount, [first], returning=ShareCount.suggestion_id)
    row = session.get_one(ShareCount, ALL, with_for_update=True, populate_existing=True)
    if row.until >= until:
        return None
    since, row.until = row.until, until
    session.flush()
    return since


def _shared(session: Session, since: datetime, until: datetime) -> dict[UUID, int]:
    """Return how often each suggestion was shared on the days from one midnight to another."""
    calendar = organisations.calendar(session)
    first, last = calendar.day(since), calendar.day(until)
    query = select(ReportGroup.suggestion_id, func.sum(DaySum.shares)).join(DaySum, DaySum.group_id == ReportGroup.id)
    query = query.where(DaySum.facet == "suggestion", DaySum.start >= first, DaySum.start < last, DaySum.shares > 0)
    rows = session.execute(query.where(ReportGroup.suggestion_id.is_not(None)).group_by(ReportGroup.suggestion_id))
    return {suggestion_id: int(number) for suggestion_id, number in rows if suggestion_id}


def _midnight(session: Session, moment: datetime) -> datetime:
    """Return the last midnight in the organisation's time zone that is ten minutes ago or more."""
    calendar = organisations.calendar(session)
    return calendar.start(calendar.day(moment - SETTLED))
