"""Rolling up stored clicks anew: those of a node of the version before, which did not roll them up in the same way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from vertel.db.models import Click, ClickDay, ClickHour, ClickSum
from vertel.domain.analytics import clicks
from vertel.domain.people import organisations


def recount(session: Session, since: date) -> int:
    """Roll up anew the single clicks since a day, in the organisation's time zone; return how many there are.

    None of them may have been deleted yet. Ingestion waits until the transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        # In the order in which the recorder writes them, so that the two do not deadlock.
        session.execute(text("LOCK TABLE click_hours, click_days, click_sums IN EXCLUSIVE MODE"))
    zone = ZoneInfo(organisations.get(session).time_zone)
    # In some places a day begins at half past an hour of UTC; that hour is counted as a whole.
    begin = datetime.combine(since, time(), zone).astimezone(UTC).replace(minute=0)
    session.execute(delete(ClickHour).where(ClickHour.hour >= begin))
    session.execute(delete(ClickDay).where(ClickDay.day >= since))
    session.execute(delete(ClickSum).where(ClickSum.day >= since))
    columns = Click.clicked_at, Click.link_id
    rows = session.execute(select(*columns, func.count()).where(Click.clicked_at >= begin).group_by(*columns)).all()
    counts = {(row[0], row[1]): row[2] for row in rows}
    clicks.roll_up(session, counts, since)
    return sum(counts.values())
