"""How much was shared, clicked and applied: what the reports ask the database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, String, case, cast, func, literal, select, type_coerce
from sqlalchemy.orm import Session

from vertel.db.models import Application, ClickHour, ClickSum, Link, Share
from vertel.db.models.base import UtcDateTime
from vertel.domain.analytics.reports.period import OffsetSpan, Period
from vertel.domain.disclosure.withholding import NO_LINK

LINK_FACETS: dict[str, Any] = {"suggestion": Link.suggestion_id, "team": Link.team_id, "scope": Link.scope}
"""Whose a click or an application is: its link's."""

SHARE_FACETS: dict[str, Any] = {
    "suggestion": Share.suggestion_id,
    "team": Share.team_id,
    "scope": func.coalesce(Link.scope, NO_LINK),
}
"""Whose a share is: its own suggestion's and its sharer's team's, and the scope of its link, if it had one."""


class Count(NamedTuple):
    """How often something happened with a suggestion, a team or a scope; the key is None for what belongs to none."""

    measure: str
    key: Any
    number: int


Rows = Iterable[Sequence[Any]]


def totals(session: Session, asked: Period, facet: str) -> Iterator[Count]:
    """Yield what happened in a period, by ``suggestion``, ``team`` or ``scope``."""
    for measure, rows in _counted(session, asked, None, facet):
        for key, number in rows:
            yield Count(measure, key_of(key, facet), int(number))


def moments(session: Session, asked: Period, interval: str, facet: str | None) -> Iterator[tuple[str, Rows]]:
    """Yield what happened in each interval, by ``suggestion``, ``team`` or ``scope``; all together without one.

    For each measure there are rows of where the interval begins, the key as the database has it, unless all is taken
    together, and a number. An application is known by its day, so there are none by the hour.
    """
    return _counted(session, asked, interval, facet)


def key_of(key: Any, facet: str | None) -> Any:
    """Return the id of a suggestion or team from its key in the database."""
    return UUID(key) if isinstance(key, str) and facet != "scope" else key


def _counted(session: Session, asked: Period, interval: str | None, facet: str | None) -> Iterator[tuple[str, Rows]]:
    sqlite = session.get_bind().dialect.name == "sqlite"
    by_hour = interval == "hour"
    queries = {
        "clicks": _clicks_by_hour(asked, facet) if by_hour else _clicks(asked, interval, facet, sqlite),
        "shares": _shares(asked, interval, facet, sqlite),
    }
    if not by_hour:
        queries["applications"] = _applications(asked, interval, facet, sqlite)
    for measure, query in queries.items():
        # What comes before the number is what it is grouped by.
        *groups, _ = query.selected_columns
        yield measure, session.execute(query.group_by(*groups)).all()


def _clicks(asked: Period, interval: str | None, facet: str | None, sqlite: bool) -> Select[Any]:
    key = [ClickSum.key] if facet else []
    query = select(*_start(ClickSum.day, interval, sqlite), *key, func.sum(ClickSum.clicks))
    # Every link has a scope, so these few rows add up to all clicks.
    return query.where(ClickSum.facet == (facet or "scope"), ClickSum.day.between(asked.since, asked.until))


def _clicks_by_hour(asked: Period, facet: str | None) -> Select[Any]:
    begin, end = asked.bounds
    query = select(ClickHour.hour, *_key(LINK_FACETS, facet), func.sum(ClickHour.clicks))
    query = query.select_from(ClickHour).where(ClickHour.hour >= begin, ClickHour.hour < end)
    return query.join(Link, Link.id == ClickHour.link_id) if facet else query


def _applications(asked: Period, interval: str | None, facet: str | None, sqlite: bool) -> Select[Any]:
    query = select(*_start(Application.day, interval, sqlite), *_key(LINK_FACETS, facet), func.count())
    query = query.select_from(Application).where(Application.day.between(asked.since, asked.until))
    return query.join(Link, Link.id == Application.link_id) if facet else query


def _shares(asked: Period, interval: str | None, facet: str | None, sqlite: bool) -> Select[Any]:
    begin, end = asked.bounds
    start = [_hour(sqlite)] if interval == "hour" else _start(_shared_on(asked, sqlite), interval, sqlite)
    query = select(*start, *_key(SHARE_FACETS, facet), func.count())
    query = query.select_from(Share).where(Share.occurred_at >= begin, Share.occurred_at < end)
    return query.outerjoin(Link, Link.id == Share.link_id) if facet == "scope" else query


def _key(facets: dict[str, Any], facet: str | None) -> list[Any]:
    """Return the column of a facet, with ids as the database has them: a new one for every row would take longest."""
    return [type_coerce(facets[facet], String)] if facet else []


def _shared_on(asked: Period, sqlite: bool) -> ColumnElement[Any]:
    """Return the day of a share, in the organisation's time zone."""
    return case(*((Share.occurred_at < each.end, _day_in(each, sqlite)) for each in asked.offset_spans()))


def _day_in(span: OffsetSpan, sqlite: bool) -> ColumnElement[Any]:
    if span.shift is None:
        return literal(span.first, Date)
    seconds = int(span.shift.total_seconds())
    if sqlite:
        return func.date(Share.occurred_at, f"{seconds:+d} seconds", type_=Date)
    return cast(func.timezone("UTC", Share.occurred_at) + timedelta(seconds=seconds), Date)


def _hour(sqlite: bool) -> ColumnElement[Any]:
    if sqlite:
        return func.strftime("%Y-%m-%d %H:00:00.000000", Share.occurred_at, type_=UtcDateTime)
    return func.date_trunc("hour", Share.occurred_at, "UTC", type_=UtcDateTime)


def _start(day: Any, interval: str | None, sqlite: bool) -> list[ColumnElement[Any]]:
    """Return the first day of the interval in which a day lies; nothing without an interval."""
    if interval is None:
        return []
    if interval == "day":
        return [day]
    if not sqlite:
        return [cast(func.date_trunc(interval, day), Date)]
    # "weekday 1" goes on to the next Monday, unless it is one.
    steps = ("start of month",) if interval == "month" else ("-6 days", "weekday 1")
    return [func.date(day, *steps, type_=Date)]
