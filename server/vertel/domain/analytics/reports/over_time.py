"""What happened hour by hour, day by day, week by week or month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from vertel.domain.analytics.reports import counting
from vertel.domain.analytics.reports.figures import WITHHELD, Figures, figures
from vertel.domain.analytics.reports.period import Period
from vertel.domain.disclosure import suggestion_groups, withholding
from vertel.domain.disclosure.suggestion_groups import DIMENSIONS
from vertel.errors import refused

MOST_ROWS = 100_000
MEASURES = {"shares": 0, "clicks": 1, "applications": 2}

Start = date | datetime
Names = Mapping[Any, str | None]


class Groups:
    """What the rows are about, each with its place in the order of names; and which of it is withheld."""

    def __init__(
        self,
        facet: str | None,
        names: Names,
        withheld: set[Any],
        *,
        of: Callable[[Any], Any] = lambda key: key,
        with_id: bool = False,
    ) -> None:
        """Put groups in order.

        :param facet: by what the database counts.
        :param of: the group of what it counted; None for what belongs to no group.
        :param with_id: whether a group is a suggestion or a team, and its key the id.
        """
        self.facet = facet
        self.of = of
        order = sorted(names, key=lambda group: (names[group] or "", str(group)))
        self.named = [{"id": group if with_id else None, "group": names[group]} for group in order]
        self._places = {group: place for place, group in enumerate(order)}
        self.withheld = {self._places[group] for group in withheld}

        self._known: dict[Any, int | None] = {}

    def shown(self, key: Any = None) -> int | None:
        """Return the place of the group of what the database counted; None when it is not shown, or belongs to none."""
        if key not in self._known:
            place = self._places.get(self.of(counting.key_of(key, self.facet)))
            self._known[key] = None if place in self.withheld else place
        return self._known[key]


def clicks_over_time(session: Session, asked: Period, interval: str, group_by: str) -> dict[str, Any]:
    """Return a ``ClickReport``."""
    groups = _groups(session, group_by)
    counted: defaultdict[Any, defaultdict[int, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
    for measure, found in counting.moments(session, asked, interval, groups.facet):
        for start, *key, number in found:
            place = groups.shown(*key)
            if place is not None:
                counted[start][place][MEASURES[measure]] += int(number)
    starts: list[Any] = [*asked.starts(interval)]
    if sum(map(len, counted.values())) + len(starts) * len(groups.withheld) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    rows = []
    for start in starts:
        shown = {place: _figures(sums, interval) for place, sums in counted[start].items()}
        # A withheld group stands in every interval, so that its rows do not tell when something happened.
        shown |= dict.fromkeys(groups.withheld, WITHHELD)
        when = _when(start, asked)
        rows += [{**when, **groups.named[place], **shown[place]} for place in sorted(shown)]
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
        names: Names = {team.id: team.name for team in teams}
        return Groups("team", names, {*withholding.withheld_teams(teams)}, with_id=True)
    known = suggestion_groups.load(session)
    if group_by == "suggestion":
        names = {key: entry.title for key, entry in known.entries.items()}
        return Groups("suggestion", names, {*known.withheld}, with_id=True)
    dimension = DIMENSIONS.index(group_by)
    group_of = {key: entry.groups[dimension] for key, entry in known.entries.items()}
    return Groups("suggestion", known.names[group_by], known.withheld_groups(group_by), of=group_of.get)


def _when(start: Start, asked: Period) -> dict[str, Any]:
    if isinstance(start, datetime):
        return {"start": start.astimezone(asked.zone).date(), "hour": start}
    return {"start": start, "hour": None}


def _figures(sums: list[int], interval: str) -> Figures:
    shares, clicks, applications = sums
    return figures(shares, clicks, None if interval == "hour" else applications)
