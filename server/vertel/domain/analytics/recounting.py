"""Adding up anew what single clicks add up to.

For clicks that were stored and not added up: those of a node of the version before, while both versions run.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from vertel.db.models import Click, ClickDay, ClickHour, ClickSum
from vertel.domain.analytics import clicks
from vertel.domain.people import organisations


def recount(session: Session, since: date) -> int:
    """Add up anew the single clicks since a day, in the organisation's time zone; return how many there are.

    They all have to be there still. Whoever takes clicks in meanwhile waits until the transaction ends.
    """
    if session.get_bind().dialect.name == "postgresql":
        # In the recorder's order, so that the two do not wait for each other.
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
