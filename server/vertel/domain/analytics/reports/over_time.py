"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

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
    found: Any = [] if group_by == "scope" else sums.over_time(session, asked, interval, facet)
    if len(found) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    named = {} if facet == TOTAL else _named(session, facet)
    order = sorted(named, key=lambda group: (named[group].name or "", group))
    places = {group: place for place, group in enumerate(order)}
    found = sorted(map(tuple, found), key=lambda row: (row[0], places.get(row[1], -1)))
    whens = {start: _when(start, asked) for start in {row[0] for row in found}}
    by_hour = interval == "hour"
    rows = []
    for start, group, shares, clicks, applications in found:
        own = named.get(group, NOBODY)
        # One dictionary for each row: there may be 100,000.
        rows.append(
            {
                **whens[start],
                "id": own.id,
                "group": own.name,
                **figures(shares, clicks, None if by_hour else applications),
            }
        )
    names = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return names | {"time_zone": asked.calendar.zone.key, "rows": rows}


class Named(NamedTuple):
    """What a row is about; only suggestions and teams have an id."""

    id: UUID | None
    name: str | None


NOBODY = Named(None, None)


def _named(session: Session, facet: str) -> dict[int, Named]:
    """Return what the groups of a facet are called."""
    if facet == "suggestion":
        query: Any = select(ReportGroup.id, Suggestion.id, Suggestion.title)
        query = query.join(Suggestion, Suggestion.id == ReportGroup.suggestion_id)
    else:
        name = func.coalesce(Team.name, ReportGroup.name)
        query = select(ReportGroup.id, ReportGroup.team_id, name).outerjoin(Team, Team.id == ReportGroup.team_id)
    rows = session.execute(query.where(ReportGroup.facet == facet))
    return {row_id: Named(group_id, name) for row_id, group_id, name in rows}


def _when(start: date | datetime, asked: Period) -> dict[str, Any]:
    if isinstance(start, datetime):
        return {"start": asked.calendar.day(start), "hour": start}
    return {"start": start, "hour": None}
