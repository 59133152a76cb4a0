"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.errors import refused
from vertel.services import withholding
from vertel.services.reports import catalogue, counting
from vertel.services.reports.catalogue import DIMENSIONS
from vertel.services.reports.figures import WITHHELD, figures
from vertel.services.reports.period import Period

MOST_ROWS = 100_000
OUTSIDE = object()

Start = date | datetime


@dataclass(frozen=True)
class Groups:
    """To which group something belongs that the database counted, what the groups are called, and which are withheld.

    :ivar facet: by what the database counts.
    :ivar of: the group of what it counted; that itself without it.
    :ivar has_id: whether a group is a suggestion or a team.
    """

    facet: str | None
    names: Mapping[Any, str | None]
    withheld: set[Any]
    of: Callable[[Any], Any] | None = None
    has_id: bool = False


def clicks_over_time(session: Session, asked: Period, interval: str, group_by: str) -> dict[str, Any]:
    """Return a ``ClickReport``."""
    groups = _groups(session, group_by)
    counted: defaultdict[tuple[Start, Any], Counter[str]] = defaultdict(Counter)
    starts: set[Start] = set()
    for measure, start, found, count in counting.moments(session, asked, interval, groups.facet):
        starts.add(start)
        group = groups.of(found) if groups.of else found
        if group in groups.names and group not in groups.withheld:
            counted[start, group][measure] += count
    if len(counted) + len(starts) * len(groups.withheld) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    by_hour = interval == "hour"
    rows = [
        _when(start, asked)
        | _who(group, groups)
        | figures(sums["shares"], sums["clicks"], None if by_hour else sums["applications"])
        for (start, group), sums in counted.items()
    ]
    # A withheld group stands in every interval, so that its rows do not tell when something happened.
    rows += [_when(start, asked) | _who(group, groups) | WITHHELD for start in starts for group in groups.withheld]
    rows.sort(key=_order)
    names = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return names | {"time_zone": asked.zone.key, "rows": rows}


def _groups(session: Session, group_by: str) -> Groups:
    if group_by == "none":
        return Groups(None, {None: None}, set())
    if group_by == "scope":
        sizes = withholding.scope_sizes(session)
        return Groups("scope", {scope: scope for scope in sizes}, withholding.withheld(sizes))
    if group_by == "team":
        teams = withholding.team_sizes(session)
        names: dict[Any, str | None] = {team.id: team.name for team in teams}
        return Groups("team", names, {*withholding.withheld_teams(teams)}, has_id=True)
    known = catalogue.read(session)
    if group_by == "suggestion":
        names = {key: entry.title for key, entry in known.entries.items()}
        return Groups("suggestion", names, {*known.withheld}, has_id=True)
    place = DIMENSIONS.index(group_by)

    def of(suggestion: UUID | None) -> Any:
        return known.entries[suggestion].groups[place] if suggestion else OUTSIDE

    return Groups("suggestion", known.names[group_by], known.withheld_groups(group_by), of)


def _when(start: Start, asked: Period) -> dict[str, Any]:
    if isinstance(start, datetime):
        return {"start": start.astimezone(asked.zone).date(), "hour": start}
    return {"start": start, "hour": None}


def _who(group: Any, groups: Groups) -> dict[str, Any]:
    return {"id": group if groups.has_id else None, "group": groups.names[group]}


def _order(row: dict[str, Any]) -> tuple[date, float, str, str]:
    hour = row["hour"].timestamp() if row["hour"] else 0
    return row["start"], hour, row["group"] or "", str(row["id"] or "")
