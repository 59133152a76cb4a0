"""What nodes of the version before recorded during an upgrade: it was stored, and not added up.

Nobody knows for whom a suggestion was meant then, so it belongs to no suggestion and no group. It is counted when five
people at least have done it together.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from vertel.db.models import Click, ClickDay, Share
from vertel.domain.analytics import clicks
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.counting import cells, parts
from vertel.domain.people import organisations


def recount(session: Session, since: date) -> int:
    """Add up the single clicks since a day that were not, in the organisation's time zone; return how many there were.

    None of the clicks may have been deleted yet. Ingestion waits until the transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE click_days IN EXCLUSIVE MODE"))
    calendar = organisations.calendar(session)
    columns = Click.clicked_at, Click.link_id
    rows = session.execute(
        select(*columns, func.count()).where(Click.clicked_at >= calendar.start(since)).group_by(*columns)
    )
    missing: Counter[tuple[date, UUID]] = Counter()
    moments: dict[tuple[date, UUID], datetime] = {}
    for moment, link, number in rows:
        key = calendar.day(moment), link
        missing[key] += number
        moments[key] = moment
    added_up = select(ClickDay.day, ClickDay.link_id, ClickDay.clicks).where(ClickDay.day >= since)
    missing.subtract({(day, link): number for day, link, number in session.execute(added_up)})
    left = +missing
    clicks.by_day(session, {(moments[key], key[1]): number for key, number in left.items()})
    counted = parts.targets(session, {link for _, link in left})
    days: Counter[date] = Counter()
    for (day, link), number in left.items():
        days[day] += number if link in counted else 0
    cells.add_days(session, "clicks", +days)
    return left.total()


def count_shares(session: Session) -> int:
    """Count the shares that nodes of the version before recorded, when five people at least did; return how many."""
    waiting = (Share.counted.is_(None), Share.employee_id.is_not(None))
    rows = session.execute(select(Share.id, Share.employee_id, Share.recorded_at).where(*waiting)).all()
    if len({row.employee_id for row in rows}) < SMALLEST_GROUP:
        return 0
    calendar = organisations.calendar(session)
    days = Counter(calendar.day(row.recorded_at) for row in rows)
    session.execute(update(Share).where(*waiting).values(counted=True), execution_options=parts.UNSYNCHRONIZED)
    cells.add_days(session, "shares", days)
    return len(rows)
