"""What editors see: shares and clicks of groups, never of people.

A team of fewer than five people is withheld. When only one would be, the next smallest is withheld too: otherwise the
total less the others would give its number away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.errors import refused
from vertel.models import Click, Employee, Link, Place, Share, Suggestion, Team
from vertel.services.links import SMALLEST_GROUP

LONGEST = timedelta(days=5 * 366)
USUAL = timedelta(days=29)
EARLIEST = date(1900, 1, 1)
SHOWN = 50
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
    until = until or (max(since, _today(zone)) if since else _today(zone))
    since = since or max(until - USUAL, EARLIEST)
    if since > until:
        raise refused("/since", "Expected a day not after until.")
    if until - since > LONGEST:
        raise refused("/since", "Expected at most five years before until.")
    return Period(since, until, zone)


def overview(session: Session, asked: Period) -> dict[str, Any]:
    """Return an ``Overview``."""
    shares = _counted(session, select(Share.suggestion_id, func.count()), Share.occurred_at, asked, Share.suggestion_id)
    clicks = _counted(
        session, select(Link.suggestion_id, func.count()).join(Click), Click.clicked_at, asked, Link.suggestion_id
    )
    kinds = _kinds(session)
    return {
        "since": asked.since,
        "until": asked.until,
        "live": _live(session),
        "shares": sum(shares.values()),
        "clicks": sum(clicks.values()),
        "by_kind": _by_kind(kinds, shares, clicks),
        "by_suggestion": _by_suggestion(session, shares, clicks),
        "by_team": _by_team(session, asked),
    }


def clicks_over_time(session: Session, asked: Period, interval: str, group_by: str) -> dict[str, Any]:
    """Return a ``ClickReport``."""
    begin, end = asked.bounds
    query = (
        select(Click.clicked_at, Link.id, func.count())
        .join(Link, Link.id == Click.link_id)
        .where(Click.clicked_at >= begin, Click.clicked_at < end)
        .group_by(Click.clicked_at, Link.id)
    )
    named = _groups(session, group_by)
    counted: Counter[tuple[date, str | None]] = Counter()
    for moment, link_id, count in session.execute(query):
        group = named(link_id)
        if group is not NOT_GROUPED:
            counted[_start(moment.astimezone(asked.zone).date(), interval), group] += count
    withheld = _withheld(session) if group_by == "team" else set()
    rows = [
        {"start": start, "group": group, "clicks": None if group in withheld else count}
        for (start, group), count in sorted(counted.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    ]
    names = {"since": asked.since, "until": asked.until, "interval": interval, "group_by": group_by}
    return names | {"time_zone": asked.zone.key, "rows": rows}


NOT_GROUPED = "\0"


def _groups(session: Session, group_by: str) -> Callable[[UUID], str | None]:
    """Return a function from a link to its group's name; links outside every group are left out."""
    columns: dict[str, Any] = {"kind": Suggestion.kind, "suggestion": Suggestion.title, "team": Team.name}
    if group_by == "none":
        return lambda _link_id: None
    column = columns.get(group_by, Link.scope)
    query = select(Link.id, column).outerjoin(Suggestion, Suggestion.id == Link.suggestion_id)
    names = {row[0]: row[1] for row in session.execute(query.outerjoin(Team, Team.id == Link.team_id))}
    return lambda link_id: names.get(link_id) or NOT_GROUPED


def _counted(session: Session, query: Select[Any, Any], moment: Any, asked: Period, group: Any) -> Counter[Any]:
    begin, end = asked.bounds
    rows = session.execute(query.where(moment >= begin, moment < end).group_by(group))
    return Counter(dict(row for row in rows))


def _kinds(session: Session) -> dict[UUID, str]:
    return dict(session.execute(select(Suggestion.id, Suggestion.kind)).all())


def _live(session: Session) -> int:
    moment = now()
    live = select(func.count(func.distinct(Place.suggestion_id))).where(Place.live_from <= moment)
    return session.execute(live.where(Place.expires_at.is_(None) | (Place.expires_at > moment))).scalar_one()


def _by_kind(kinds: dict[UUID, str], shares: Counter[Any], clicks: Counter[Any]) -> list[dict[str, Any]]:
    rows = []
    for kind in KINDS:
        mine = [suggestion_id for suggestion_id, its_kind in kinds.items() if its_kind == kind]
        counts = {"shares": sum(shares[key] for key in mine), "clicks": sum(clicks[key] for key in mine)}
        rows.append({"kind": kind, "suggestions": len(mine)} | counts)
    return rows


def _by_suggestion(session: Session, shares: Counter[Any], clicks: Counter[Any]) -> list[dict[str, Any]]:
    known = {suggestion_id for suggestion_id in shares | clicks if suggestion_id is not None}
    top = sorted(known, key=lambda key: (-clicks[key], -shares[key], str(key)))[:SHOWN]
    found = session.execute(
        select(Suggestion.id, Suggestion.title, Suggestion.kind, Suggestion.audience).where(Suggestion.id.in_(top))
    )
    rows = {}
    for suggestion_id, title, kind, audience in found:
        shown = _reaches_enough(session, audience)
        numbers = {"shares": shares[suggestion_id], "clicks": clicks[suggestion_id]}
        rows[suggestion_id] = {"id": suggestion_id, "title": title, "kind": kind} | (
            numbers if shown else dict.fromkeys(numbers)
        )
    return [rows[key] for key in top]


def _reaches_enough(session: Session, audience: dict[str, list[str]]) -> bool:
    """Return whether a suggestion is meant for everyone, or for at least five people by team and location."""
    if not audience["teams"] and not audience["locations"]:
        return True
    people = select(func.count()).select_from(Employee).where(Employee.active)
    if audience["teams"]:
        people = people.join(Team).where(Team.slug.in_(audience["teams"]))
    if audience["locations"]:
        people = people.where(Employee.location.in_(audience["locations"]))
    return session.execute(people).scalar_one() >= SMALLEST_GROUP


def _by_team(session: Session, asked: Period) -> list[dict[str, Any]]:
    shares = _counted(session, select(Share.team_id, func.count()), Share.occurred_at, asked, Share.team_id)
    clicks = _counted(session, select(Link.team_id, func.count()).join(Click), Click.clicked_at, asked, Link.team_id)
    withheld = _withheld(session)
    return [
        {"team": name, "shares": None, "clicks": None}
        if name in withheld
        else {"team": name, "shares": shares[team_id], "clicks": clicks[team_id]}
        for team_id, name in session.execute(select(Team.id, Team.name).order_by(Team.name))
    ]


def _withheld(session: Session) -> set[str]:
    """Return the names of the teams whose numbers nobody is to see."""
    members = func.count(Employee.id)
    query = select(Team.name, members).outerjoin(Employee, (Employee.team_id == Team.id) & Employee.active)
    sizes = session.execute(query.group_by(Team.id, Team.name).order_by(members, Team.name)).all()
    small = [name for name, size in sizes if 0 < size < SMALLEST_GROUP]
    if len(small) == 1:
        small += [name for name, size in sizes if size >= SMALLEST_GROUP][:1]
    return {*small, *(name for name, size in sizes if size == 0)}


def _start(day: date, interval: str) -> date:
    if interval == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if interval == "week" else day


def _today(zone: ZoneInfo) -> date:
    return now().astimezone(zone).date()
