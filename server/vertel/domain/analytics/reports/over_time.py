"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.models import ReportGroup, Suggestion, Team
from vertel.domain.analytics.reports import sums
from vertel.domain.analytics.reports.figures import figures
from vertel.domain.analytics.reports.period import Period
from vertel.domain.counting.cells import TOTAL
from vertel.errors import refused

MOST_ROWS = 100_000


def clicks_over_time(session: Session, asked: Period, interval: str, group_by: str) -> dict[str, Any]:
    """Return a ``ClickReport``: the rows of each interval in the order of their names.

    What belongs to no group stands in a row without a name, so that rows add up to the total.
    """
    facet = TOTAL if group_by == "none" else group_by
    # Reports by the scope of links told more about people than about links, so there are none any more.
    found = [] if group_by == "scope" else sums.over_time(session, asked, interval, facet)
    if len(found) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    named = {} if facet == TOTAL else _named(session, facet)
    places = {
        group: place for place, group in enumerate(sorted(named, key=lambda key: (named[key]["group"] or "", key)))
    }
    rows = [
        (
            row[0],
            places.get(row[1], -1),
            _when(row[0], asked) | named.get(row[1], NOBODY) | _figures(interval, *row[2:]),
        )
        for row in map(tuple, found)
    ]
    rows.sort(key=lambda row: row[:2])
    names = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return names | {"time_zone": asked.zone.key, "rows": [row for _, _, row in rows]}


NOBODY = {"id": None, "group": None}


def _named(session: Session, facet: str) -> dict[int, dict[str, Any]]:
    """Return id and name of the groups of a facet; only suggestions and teams have an id."""
    name = func.coalesce(Suggestion.title, Team.name, ReportGroup.name)
    own = func.coalesce(ReportGroup.suggestion_id, ReportGroup.team_id)
    query = select(ReportGroup.id, own, name).outerjoin(Suggestion, Suggestion.id == ReportGroup.suggestion_id)
    query = query.outerjoin(Team, Team.id == ReportGroup.team_id).where(ReportGroup.facet == facet)
    return {row_id: {"id": group_id, "group": named} for row_id, group_id, named in session.execute(query)}


def _when(start: date | datetime, asked: Period) -> dict[str, Any]:
    if isinstance(start, datetime):
        return {"start": start.astimezone(asked.zone).date(), "hour": start}
    return {"start": start, "hour": None}


def _figures(interval: str, shares: int, clicks: int, applications: int) -> dict[str, Any]:
    return figures(shares, clicks, None if interval == "hour" else applications)
