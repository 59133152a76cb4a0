"""How much was shared, clicked and applied: what reports ask the database, of the sums by month, day and hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, CompoundSelect, Date, Row, Select, Table, func, literal, select, union_all
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from vertel.db.models import DaySum, HourSum, MonthSum
from vertel.db.models.cells import CellSum
from vertel.domain.analytics.reports.period import DAY, Period
from vertel.domain.counting.cells import MEASURES


class Span(NamedTuple):
    """Some sums of which a period is made up; those with the sign -1 are taken off again."""

    model: type[CellSum]
    first: date
    last: date
    sign: int


def spans(since: date, until: date, today: date) -> Iterator[Span]:
    """Yield what makes up a period: whole months, and the days beside them, or a month less the days that are too many.

    So a period of a year costs a dozen months and some days. After today there is nothing, so the present month is
    whole as well.
    """
    month = since.replace(day=1)
    while month <= until:
        end = (month + timedelta(days=31)).replace(day=1) - DAY
        first, last = max(since, month), min(until, end)
        if last >= today:
            last = end
        before, after = (first - month).days, (end - last).days
        if before + after < (last - first).days:
            yield Span(MonthSum, month, month, 1)
            if before:
                yield Span(DaySum, month, first - DAY, -1)
            if after:
                yield Span(DaySum, last + DAY, end, -1)
        else:
            yield Span(DaySum, first, last, 1)
        month = end + DAY


def totals(asked: Period, facets: Sequence[str]) -> Select[Any]:
    """Return the query for facet, group and the three numbers of a period; groups without any are left out."""
    parts = union_all(*(_select(span, facets) for span in spans(asked.since, asked.until, asked.today))).subquery()
    numbers = [func.sum(parts.c[measure]).label(measure) for measure in MEASURES]
    grouped = select(parts.c.facet, parts.c.group_id, *numbers).group_by(parts.c.facet, parts.c.group_id)
    return grouped.having(sum(numbers[1:], numbers[0]) > 0)


def over_time(session: Session, asked: Period, interval: str, facet: str) -> Sequence[Row[Any]]:
    """Return where an interval begins, group and the three numbers, of what happened in a period."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    if interval == "hour":
        begin, end = asked.bounds
        table = _table(HourSum)
        counted = [table.c[measure] for measure in MEASURES]
        query = select(table.c.start, table.c.group_id, *counted).where(table.c.facet == facet)
        query = query.where(table.c.start >= begin, table.c.start < end, sum(counted[1:], counted[0]) > 0)
        return session.execute(query.order_by(table.c.start)).all()
    if interval == "month":
        source: Any = _months(asked, facet).subquery()
        start = source.c.start
    else:
        source = _select(Span(DaySum, asked.since, asked.until, 1), [facet]).subquery()
        start = source.c.start if interval == "day" else _week(source.c.start, sqlite)
    numbers = [func.sum(source.c[measure]).label(measure) for measure in MEASURES]
    grouped = select(start.label("begin"), source.c.group_id, *numbers).group_by(start, source.c.group_id)
    return session.execute(grouped.having(sum(numbers[1:], numbers[0]) > 0).order_by("begin")).all()


def _months(asked: Period, facet: str) -> CompoundSelect[Any]:
    parts = spans(asked.since, asked.until, asked.today)
    return union_all(*(_select(span, [facet], start=literal(span.first.replace(day=1), Date)) for span in parts))


def _select(span: Span, facets: Sequence[str], start: ColumnElement[Any] | None = None) -> Select[Any]:
    table = _table(span.model)
    numbers = [(span.sign * table.c[measure]).label(measure) for measure in MEASURES]
    begin = table.c.start if start is None else start.label("start")
    query = select(table.c.facet, table.c.group_id, begin, *numbers)
    return query.where(table.c.facet.in_(facets), table.c.start >= span.first, table.c.start <= span.last)


def _week(day: Any, sqlite: bool) -> ColumnElement[Any]:
    """Return the Monday of a day's week."""
    if sqlite:
        # "weekday 1" goes on to the next Monday, unless it is one.
        return func.date(day, "-6 days", "weekday 1", type_=Date)
    return sql_cast(func.date_trunc("week", day), Date)


def _table(model: type[CellSum]) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]
