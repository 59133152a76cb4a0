"""What editors see: shares and clicks of groups, never of people; see :mod:`vertel.services.withholding`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.errors import refused
from vertel.models import Click, Link, Place, Share, Suggestion
from vertel.services import withholding

LONGEST = timedelta(days=5 * 366)
USUAL = timedelta(days=29)
EARLIEST = date(1900, 1, 1)
SHOWN = 50
MOST_TEAMS = 1000
MOST_ROWS = 100_000
KINDS = ("story", "team_moment", "success", "vacancy", "event", "article")


@dataclass(frozen=True)
class Period:
    """Whole days, both ends included, in a time zone."""

    since: date
    until: date
    zone: ZoneInfo

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first moment, and the first one after the end, in UTC."""
        return self._midnight(self.since), self._midnight(self.until + timedelta(days=1))

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone).astimezone(UTC)


def period(since: date | None, until: date | None, time_zone: str) -> Period:
    """Return the period asked for: the last 30 days when nothing is said."""
    zone = ZoneInfo(time_zone)
    today = now().astimezone(zone).date()
    until = until or (max(since, today) if since else today)
    since = since or max(until - USUAL, EARLIEST)
    if since > until:
        raise refused("/since", "Expected a day not after until.")
    if until - since > LONGEST:
        raise refused("/since", "Expected at most five years before until.")
    return Period(since, until, zone)


class Activity:
    """What happened in a period, by suggestion, and which of it is withheld. Both reports withhold the same."""

    def __init__(self, session: Session, asked: Period) -> None:
        self.shares = _counted(session, asked, select(Share.suggestion_id, func.count()), Share.occurred_at)
        clicks = select(Link.suggestion_id, func.count()).join(Click, Click.link_id == Link.id)
        self.clicks = _counted(session, asked, clicks, Click.clicked_at)
        columns = (Suggestion.id, Suggestion.title, Suggestion.kind, Suggestion.audience)
        touched = (self.shares | self.clicks).keys() - {None}
        found = session.execute(select(*columns).where(Suggestion.id.in_(touched)))
        self.suggestions = {row.id: row for row in found}
        reached = withholding.reach(session)
        self._reach = {key: reached(row.audience) for key, row in self.suggestions.items()}

    def numbers(self, keys: set[UUID]) -> dict[str, int]:
        """Return the shares and clicks of some suggestions together."""
        return {"shares": sum(self.shares[key] for key in keys), "clicks": sum(self.clicks[key] for key in keys)}

    def of_kind(self, kind: str) -> set[UUID]:
        """Return the suggestions of a kind with which something happened."""
        return {key for key, row in self.suggestions.items() if row.kind == kind}

    @cached_property
    def withheld_suggestions(self) -> set[UUID]:
        """Those whose numbers are not shown; they hide each other within their kind, whose total is."""
        each = [withholding.withheld({key: self._reach[key] for key in self.of_kind(kind)}) for kind in KINDS]
        return {key for hidden in each for key in hidden}

    @cached_property
    def withheld_kinds(self) -> set[str]:
        """Kinds of which all that happened was meant for fewer than five people, and one to hide it."""
        sizes = {kind: sum(self._reach[key] for key in self.of_kind(kind)) for kind in KINDS if self.of_kind(kind)}
        return withholding.withheld(sizes)


def overview(session: Session, asked: Period) -> dict[str, Any]:
    """Return an ``Overview``."""
    activity = Activity(session, asked)
    return {
        "since": asked.since,
        "until": asked.until,
        "live": _live(session),
        "shares": sum(activity.shares.values()),
        "clicks": sum(activity.clicks.values()),
        "by_kind": _by_kind(session, activity),
        "by_suggestion": _by_suggestion(activity),
        "by_team": _by_team(session, asked),
    }


def clicks_over_time(session: Session, asked: Period, interval: str, group_by: str) -> dict[str, Any]:
    """Return a ``ClickReport``."""
    groups = GROUPS[group_by](session, asked)
    begin, end = asked.bounds
    query = select(Click.clicked_at, Click.link_id, func.count()).where(Click.clicked_at >= begin)
    query = query.where(Click.clicked_at < end).group_by(Click.clicked_at, Click.link_id)
    counted: Counter[tuple[date, Any]] = Counter()
    starts = set()
    for moment, link_id, count in session.execute(query):
        start = _start(moment.astimezone(asked.zone).date(), interval)
        starts.add(start)
        group = groups.of_link.get(link_id, OUTSIDE)
        if group in groups.names and group not in groups.withheld:
            counted[start, group] += count
    # A withheld group stands in every interval, so that its rows do not tell when something happened.
    shown: dict[tuple[date, Any], int | None] = {**counted}
    if len(shown) + len(starts) * len(groups.withheld) > MOST_ROWS:
        raise refused("/interval", "That makes more than 100,000 rows. Ask for a longer interval or a shorter period.")
    shown |= {(start, group): None for start in starts for group in groups.withheld}
    rows = [{"start": start, "group": groups.names[group], "clicks": shown[start, group]} for start, group in shown]
    rows.sort(key=lambda row: (row["start"], row["group"] or "", row["clicks"] or 0))
    names = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return names | {"time_zone": asked.zone.key, "rows": rows}


OUTSIDE = object()


@dataclass(frozen=True)
class Groups:
    """To which group each link belongs, what the groups are called, and which are withheld.

    Links outside every group are not in ``of_link``, such as personal ones when teams are asked for.
    """

    of_link: Mapping[UUID, Any]
    names: Mapping[Any, str | None]
    withheld: set[Any]


def _one_group(session: Session, _asked: Period) -> Groups:
    return Groups(dict.fromkeys(session.scalars(select(Link.id))), {None: None}, set())


def _kinds(session: Session, asked: Period) -> Groups:
    links = select(Link.id, Suggestion.kind).join(Suggestion, Suggestion.id == Link.suggestion_id)
    names: dict[Any, str | None] = {kind: kind for kind in KINDS}
    return Groups(_mapping(session, links), names, set(Activity(session, asked).withheld_kinds))


def _suggestions(session: Session, asked: Period) -> Groups:
    links = select(Link.id, Link.suggestion_id).where(Link.suggestion_id.is_not(None))
    activity = Activity(session, asked)
    names: dict[Any, str | None] = {key: row.title for key, row in activity.suggestions.items()}
    return Groups(_mapping(session, links), names, set(activity.withheld_suggestions))


def _teams(session: Session, _asked: Period) -> Groups:
    links = select(Link.id, Link.team_id).where(Link.team_id.is_not(None))
    sizes = withholding.team_sizes(session)
    names: dict[Any, str | None] = {team.id: team.name for team in sizes}
    return Groups(_mapping(session, links), names, set(withholding.withheld_teams(sizes)))


def _scopes(session: Session, _asked: Period) -> Groups:
    sizes = withholding.scope_sizes(session)
    names: dict[Any, str | None] = {scope: scope for scope in sizes}
    return Groups(_mapping(session, select(Link.id, Link.scope)), names, set(withholding.withheld(sizes)))


GROUPS: dict[str, Callable[[Session, Period], Groups]] = {
    "none": _one_group,
    "kind": _kinds,
    "suggestion": _suggestions,
    "team": _teams,
    "scope": _scopes,
}


def _mapping(session: Session, query: Select[Any, Any]) -> dict[UUID, Any]:
    return {row[0]: row[1] for row in session.execute(query)}


def _counted(session: Session, asked: Period, query: Select[Any, Any], moment: Any) -> Counter[Any]:
    """Return the counts of a query of a key and a count, in the period."""
    begin, end = asked.bounds
    key = query.selected_columns[0]
    rows = session.execute(query.where(moment >= begin, moment < end).group_by(key))
    return Counter({row[0]: row[1] for row in rows})


def _live(session: Session) -> int:
    moment = now()
    live = select(func.count(func.distinct(Place.suggestion_id))).where(Place.live_from <= moment)
    return session.execute(live.where(Place.expires_at.is_(None) | (Place.expires_at > moment))).scalar_one()


def _by_kind(session: Session, activity: Activity) -> list[dict[str, Any]]:
    made = Counter(session.scalars(select(Suggestion.kind)))
    return [
        {"kind": kind, "suggestions": made[kind]}
        | _shown(activity.numbers(activity.of_kind(kind)), kind not in activity.withheld_kinds)
        for kind in KINDS
    ]


def _by_suggestion(activity: Activity) -> list[dict[str, Any]]:
    """Return the fifty with most clicks; the withheld ones last, so that their place tells nothing."""

    def rank(key: UUID) -> tuple[bool, int, int, str, str]:
        title = activity.suggestions[key].title
        if key in activity.withheld_suggestions:
            return True, 0, 0, title, str(key)
        return False, -activity.clicks[key], -activity.shares[key], title, str(key)

    return [
        {"id": key, "title": activity.suggestions[key].title, "kind": activity.suggestions[key].kind}
        | _shown(activity.numbers({key}), key not in activity.withheld_suggestions)
        for key in sorted(activity.suggestions, key=rank)[:SHOWN]
    ]


def _by_team(session: Session, asked: Period) -> list[dict[str, Any]]:
    shares = _counted(session, asked, select(Share.team_id, func.count()), Share.occurred_at)
    clicks = _counted(
        session, asked, select(Link.team_id, func.count()).join(Click, Click.link_id == Link.id), Click.clicked_at
    )
    sizes = withholding.team_sizes(session)
    hidden = withholding.withheld_teams(sizes)
    return [
        {"team": team.name} | _shown({"shares": shares[team.id], "clicks": clicks[team.id]}, team.id not in hidden)
        for team in list(sizes)[:MOST_TEAMS]
    ]


def _shown(numbers: dict[str, int], visible: bool) -> dict[str, int | None]:
    return {**numbers} if visible else dict.fromkeys(numbers)


def _start(day: date, interval: str) -> date:
    if interval == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if interval == "week" else day
