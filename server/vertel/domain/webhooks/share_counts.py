"""``share.created``: how often a suggestion was shared since it was last told, never one person's share.

Told once a day, after midnight in the organisation's time zone, and of a suggestion only when five colleagues or more
shared it since the last time; until then its shares wait and are told together. So no event is about fewer than five
people, its time says no more than the day, and as the times of two events about a suggestion never overlap, nothing
follows from one less the other. What reports withhold is never told at all.
"""

from __future__ import annotations

from collections.abc import Iterable
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
"""Under this id stands up to when all suggestions were looked at."""

SETTLED = timedelta(minutes=10)
"""How long after midnight: a share that was received before it is stored by then."""


class Shared(NamedTuple):
    """How often a suggestion was shared since it was last told, and by how many colleagues."""

    suggestion_id: UUID
    since: datetime
    shares: int
    colleagues: int


def due(session: Session, moment: datetime) -> bool:
    """Return whether a day has ended that was not looked at."""
    until = session.scalars(select(ShareCount.until).where(ShareCount.suggestion_id == ALL)).one_or_none()
    return until is None or until < _midnight(session, moment)


def tell(session: Session, moment: datetime) -> int:
    """Look at the days that have ended; return of how many suggestions was told.

    To be called in a transaction that writes. Several nodes may do so at once: the first one does it.
    """
    until = _midnight(session, moment)
    begin = _claim(session, until)
    if begin is None:
        return 0
    if not events.subscribers(session, TYPE):
        # Who begins to listen tomorrow is told what happens from then on.
        session.execute(delete(ShareCount).where(ShareCount.suggestion_id != ALL))
        session.execute(update(ShareCount).where(ShareCount.suggestion_id == ALL).values(begin=until))
        return 0
    withheld = suggestion_groups.load(session).withheld
    enough, done = [], set()
    for shared in _shared(session, begin, until):
        if shared.suggestion_id in withheld:
            done.add(shared.suggestion_id)
        elif shared.colleagues >= SMALLEST_GROUP:
            enough.append(shared)
    for shared in enough:
        events.shares_created(
            session, suggestion_id=shared.suggestion_id, since=shared.since, until=until, shares=shared.shares
        )
    _note(session, done | {shared.suggestion_id for shared in enough}, until)
    return len(enough)


def _claim(session: Session, until: datetime) -> datetime | None:
    """Return from when the shares count of which nothing was told; None when this day was looked at, or is the first.

    Whoever comes at the same time waits here until the first one is done.
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
        # By when they reached the server: one that comes late belongs to the day on which it came, and to no other.
        .where(Share.recorded_at >= since, Share.recorded_at < until)
        .group_by(Share.suggestion_id)
        .order_by(Share.suggestion_id)
    )
    return [Shared(*row) for row in session.execute(query)]


def _note(session: Session, suggestions: Iterable[UUID], until: datetime) -> None:
    rows = [{"suggestion_id": each, "begin": until, "until": until} for each in sorted(suggestions)]
    upsert(session, ShareCount, rows, key=["suggestion_id"], replace=["until"])


def _midnight(session: Session, moment: datetime) -> datetime:
    """Return when the present day began, once that is long enough ago; else when yesterday did."""
    zone = ZoneInfo(organisations.get(session).time_zone)
    day = (moment - SETTLED).astimezone(zone).date()
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
