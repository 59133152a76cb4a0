"""How much was shared, clicked and applied: what the reports ask the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, String, case, cast, func, literal, select
from sqlalchemy.orm import Session

from vertel.models import Application, ClickDay, ClickHour, Link, Share
from vertel.models.base import UtcDateTime
from vertel.services.reports.period import Period, Stretch
from vertel.services.withholding import NO_LINK


class Total(NamedTuple):
    """How often something happened with some links together, in the whole period."""

    measure: str
    suggestion: UUID | None
    team: UUID | None
    scope: str
    number: int


class Moment(NamedTuple):
    """How often something happened with a group, in an interval that begins on a day or at an hour."""

    measure: str
    start: date | datetime
    group: Any
    number: int


FACETS: dict[str, Any] = {"suggestion": Link.suggestion_id, "team": Link.team_id, "scope": Link.scope}
"""Whose a click or an application is: its link's."""

SHARE_FACETS: dict[str, Any] = {
    "suggestion": Share.suggestion_id,
    "team": Share.team_id,
    "scope": func.coalesce(Link.scope, NO_LINK),
}
"""Whose a share is: its own suggestion's and its sharer's team's, and the scope of its link, if it had one."""


def totals(session: Session, asked: Period) -> Iterator[Total]:
    """Yield what happened in a period, by suggestion, team and scope together; it adds up to any of these."""
    for measure, query in {"clicks": _by_link(ClickDay, asked), "applications": _by_link(Application, asked)}.items():
        for row in session.execute(query):
            yield Total(measure, row[0], row[1], row[2], int(row[3]))
    shares = select(*SHARE_FACETS.values(), func.count()).outerjoin(Link, Link.id == Share.link_id)
    for row in session.execute(shares.where(*_shared_in(asked)).group_by(*SHARE_FACETS.values())):
        yield Total("shares", row[0], row[1], row[2], row[3])


def moments(session: Session, asked: Period, interval: str, facet: str | None) -> Iterator[Moment]:
    """Yield what happened in each interval, by ``suggestion``, ``team`` or ``scope``; all together without one.

    An application is known by its day, so there are none by the hour.
    """
    sqlite = session.get_bind().dialect.name == "sqlite"
    queries = {"clicks": _clicks(asked, interval, facet, sqlite), "shares": _shares(asked, interval, facet, sqlite)}
    if interval != "hour":
        queries["applications"] = _applications(asked, interval, facet, sqlite)
    for measure, query in queries.items():
        # What comes before the number is what it is grouped by.
        *groups, _ = query.selected_columns
        for row in session.execute(query.group_by(*groups)):
            yield Moment(measure, row[0], row[1] if facet else None, int(row[-1]))


def _by_link(model: type[ClickDay | Application], asked: Period) -> Select[Any]:
    """Return the query for what links had in a period, by what the links are."""
    number = func.sum(ClickDay.clicks) if model is ClickDay else func.count()
    # First by link, which is a walk along one index; then there is little left to join.
    linked = select(model.link_id, number.label("number")).where(model.day.between(asked.since, asked.until))
    each = linked.group_by(model.link_id).subquery()
    facets = FACETS.values()
    return select(*facets, func.sum(each.c.number)).join(each, each.c.link_id == Link.id).group_by(*facets)


def _clicks(asked: Period, interval: str, facet: str | None, sqlite: bool) -> Select[Any]:
    columns = [FACETS[facet]] if facet else []
    if interval == "hour":
        begin, end = asked.bounds
        query = select(ClickHour.hour, *columns, func.sum(ClickHour.clicks))
        query = query.where(ClickHour.hour >= begin, ClickHour.hour < end)
        return query.join(Link, Link.id == ClickHour.link_id) if facet else query
    query = select(_start(ClickDay.day, interval, sqlite), *columns, func.sum(ClickDay.clicks))
    query = query.where(ClickDay.day.between(asked.since, asked.until))
    return query.join(Link, Link.id == ClickDay.link_id) if facet else query


def _applications(asked: Period, interval: str, facet: str | None, sqlite: bool) -> Select[Any]:
    columns = [FACETS[facet]] if facet else []
    query = select(_start(Application.day, interval, sqlite), *columns, func.count())
    query = query.where(Application.day.between(asked.since, asked.until))
    return query.join(Link, Link.id == Application.link_id) if facet else query


def _shares(asked: Period, interval: str, facet: str | None, sqlite: bool) -> Select[Any]:
    columns = [SHARE_FACETS[facet]] if facet else []
    start = _hour(sqlite) if interval == "hour" else _start(_shared_on(asked, sqlite), interval, sqlite)
    query = select(start, *columns, func.count()).where(*_shared_in(asked))
    return query.outerjoin(Link, Link.id == Share.link_id) if facet == "scope" else query


def _shared_in(asked: Period) -> tuple[ColumnElement[bool], ...]:
    begin, end = asked.bounds
    return Share.occurred_at >= begin, Share.occurred_at < end


def _shared_on(asked: Period, sqlite: bool) -> ColumnElement[Any]:
    """Return the day of a share, in the organisation's time zone."""
    return case(*((Share.occurred_at < each.end, _day_in(each, sqlite)) for each in asked.stretches()))


def _day_in(stretch: Stretch, sqlite: bool) -> ColumnElement[Any]:
    if stretch.shift is None:
        return cast(stretch.first.isoformat(), Date) if not sqlite else literal(stretch.first.isoformat(), String)
    seconds = int(stretch.shift.total_seconds())
    if sqlite:
        return func.date(Share.occurred_at, f"{seconds:+d} seconds", type_=String)
    return cast(func.timezone("UTC", Share.occurred_at) + timedelta(seconds=seconds), Date)


def _hour(sqlite: bool) -> ColumnElement[Any]:
    if sqlite:
        return func.strftime("%Y-%m-%d %H:00:00.000000", Share.occurred_at, type_=UtcDateTime)
    return func.date_trunc("hour", Share.occurred_at, "UTC", type_=UtcDateTime)


def _start(day: Any, interval: str, sqlite: bool) -> ColumnElement[Any]:
    """Return the first day of the interval in which a day lies."""
    if not sqlite:
        return day if interval == "day" else cast(func.date_trunc(interval, day), Date)
    # "weekday 1" goes on to the next Monday, unless it is one.
    steps = {"day": (), "week": ("-6 days", "weekday 1"), "month": ("start of month",)}[interval]
    return func.date(day, *steps, type_=Date)
