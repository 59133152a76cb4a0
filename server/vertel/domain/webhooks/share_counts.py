"""``share.created``: how often a suggestion was shared since the event before, never one person's share.

Emitted once a day, after midnight in the organisation's time zone, for suggestions that five employees or more shared
since the event before; the shares of others wait. So no event is about fewer than five people, its time says no more
than the day, and as the periods of a suggestion's events do not overlap, nothing follows from their difference. There
are no events about suggestions that reports withhold.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from vertel.db.models import Share, ShareCount
from vertel.db.models.base import UtcDateTime
from vertel.db.upsert import insert_if_absent, upsert
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.disclosure import suggestion_groups
from vertel.domain.people import organisations
from vertel.domain.webhooks import events

TYPE = "share.created"
ALL = UUID(int=0)
"""The row with this id says up to when the shares of all suggestions were counted."""

SETTLED = timedelta(minutes=10)
"""After midnight: by then every share that was received before midnight is stored."""


class Shared(NamedTuple):
    """How often a suggestion was shared since a moment, and by how many employees."""

    suggestion_id: UUID
    since: datetime
    shares: int
    colleagues: int


def due(session: Session, moment: datetime) -> bool:
    """Return whether a day has ended whose shares were not counted."""
    until = session.scalars(select(ShareCount.until).where(ShareCount.suggestion_id == ALL)).one_or_none()
    return until is None or until < _midnight(session, moment)


def emit(session: Session, moment: datetime) -> int:
    """Emit the events of the days that have ended; return how many.

    To be called in a transaction that writes. Of several nodes that call it at once, the first one emits.
    """
    until = _midnight(session, moment)
    begin = _claim(session, until)
    if begin is None:
        return 0
    if not events.subscribers(session, TYPE):
        # A webhook that subscribes tomorrow gets the shares from then on.
        session.execute(delete(ShareCount).where(ShareCount.suggestion_id != ALL))
        session.execute(update(ShareCount).where(ShareCount.suggestion_id == ALL).values(begin=until))
        return 0
    withheld = suggestion_groups.load(session).withheld
    emitted, counted = 0, []
    for shared in _shared(session, begin, until):
        if shared.suggestion_id not in withheld:
            if shared.colleagues < SMALLEST_GROUP:
                continue
            events.shares_created(
                session, suggestion_id=shared.suggestion_id, since=shared.since, until=until, shares=shared.shares
            )
            emitted += 1
        counted.append({"suggestion_id": shared.suggestion_id, "begin": until, "until": until})
    upsert(session, ShareCount, counted, key=["suggestion_id"], replace=["until"])
    return emitted


def _claim(session: Session, until: datetime) -> datetime | None:
    """Return from when shares were not counted yet; None when those of this day were, or it is the first day.

    Another node waits here until the first one has committed.
    """
    first = {"suggestion_id": ALL, "begin": until, "until": until}
    insert_if_absent(session, ShareCount, [first], returning=ShareCount.suggestion_id)
    mine = update(ShareCount).where(ShareCount.suggestion_id == ALL, ShareCount.until < until).values(until=until)
    return session.scalars(mine.returning(ShareCount.begin)).one_or_none()


def _shared(session: Session, begin: datetime, until: datetime) -> list[Shared]:
    since = func.coalesce(ShareCount.until, begin, type_=UtcDateTime)
    colleagues = func.count(Share.employee_id.distinct())
    query = (
        select(Share.suggestion_id, func.min(since, type_=UtcDateTime), func.count(), colleagues)
        .outerjoin(ShareCount, ShareCount.suggestion_id == Share.suggestion_id)
        # By when they were received: one that comes late counts for the day on which it came.
        .where(Share.recorded_at >= since, Share.recorded_at < until)
        .group_by(Share.suggestion_id)
        .order_by(Share.suggestion_id)
    )
    return [Shared(*row) for row in session.execute(query)]


def _midnight(session: Session, moment: datetime) -> datetime:
    """Return the last midnight in the organisation's time zone that is ten minutes ago or more."""
    zone = ZoneInfo(organisations.get(session).time_zone)
    day = (moment - SETTLED).astimezone(zone).date()
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
