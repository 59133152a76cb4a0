"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from vertel.domain.analytics.reports import names, sums
from vertel.domain.analytics.reports.names import NOBODY, Names
from vertel.domain.analytics.reports.period import Period
from vertel.domain.analytics.reports.sums import Interval
from vertel.domain.counting.cells import TOTAL
from vertel.errors import refused

MOST_ROWS = 100_000


def clicks_over_time(
    session: Session, asked: Period, interval: str, group_by: str, language: str | None = None
) -> dict[str, Any]:
    """Return a ``ClickReport``: the rows of each interval in the order of their names.

    What belongs to no group stands in a row without a name, so that rows add up to the total.

    :param language: of suggestions' titles; None for the plain ones.
    """
    facet = TOTAL if group_by == "none" else group_by
    # Reports by the scope of links told more about people than about links, so there are none any more.
    found = [] if group_by == "scope" else sums.over_time(session, asked, interval, facet)
    if sum(len(each.rows) for each in found) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    groups = {row[0] for each in found for row in each.rows}
    named = {} if facet == TOTAL else names.of_groups(session, facet, groups, language)
    report = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    rows = [row for each in found for row in _rows(each, named, asked, by_hour=interval == "hour")]
    return report | {"time_zone": asked.calendar.zone.key, "rows": rows}


def _rows(interval: Interval, named: Names, asked: Period, *, by_hour: bool) -> list[dict[str, Any]]:
    """Return a ``ClickRow`` for each row of an interval.

    There may be 100,000, so each is written down once, as one dictionary.
    """
    hour = interval.begin if by_hour else None
    day = asked.calendar.day(interval.begin) if isinstance(interval.begin, datetime) else interval.begin
    in_order = sorted(((named.get(row[0], NOBODY), row) for row in interval.rows), key=itemgetter(0))
    return [
        {
            "start": day,
            "hour": hour,
            "id": own,
            "group": name,
            "shares": shares,
            "clicks": clicks,
            "clicks_per_share": round(clicks / shares, 2) if shares else None,
            "applications": None if by_hour else applications,
        }
        for (_, own, name), (_, shares, clicks, applications, _) in in_order
    ]
