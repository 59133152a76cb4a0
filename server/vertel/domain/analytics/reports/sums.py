"""How much was shared, clicked and applied: what reports ask the database, of the sums by month, day and hour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple, cast

from sqlalchemy import ColumnElement, Date, FromClause, Row, Select, Table, func, literal, select, union_all
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
    """Return the query for group and the three numbers of a period, and for the facet where several are asked for.

    Groups without any number are left out.
    """
    parts = union_all(*(_select(span, facets) for span in spans(asked.since, asked.until, asked.today))).subquery()
    # By the group alone where that is enough: databases compare numbers faster than words.
    by = [parts.c.facet, parts.c.group_id] if len(facets) > 1 else [parts.c.group_id]
    return _grouped(select(*by, *_added_up(parts)), parts, by)


def over_time(session: Session, asked: Period, interval: str, facet: str) -> Sequence[Row[Any]]:
    """Return where an interval begins, group and the three numbers, of what happened in a period, oldest first."""
    if interval == "hour":
        begin, end = asked.bounds
        table = _table(HourSum)
        query = _stored(table, facet).where(table.c.start >= begin, table.c.start < end)
    elif interval == "day":
        table = _table(DaySum)
        query = _stored(table, facet).where(table.c.start >= asked.since, table.c.start <= asked.until)
    elif interval == "week":
        days = _select(Span(DaySum, asked.since, asked.until, 1), [facet]).subquery()
        monday = _week(days.c.start, sqlite=session.get_bind().dialect.name == "sqlite").label("start")
        query = _grouped(select(monday, days.c.group_id, *_added_up(days)), days, [monday, days.c.group_id])
    else:
        return session.execute(union_all(*_months(asked, facet)).order_by("start")).all()
    return session.execute(query.order_by("start")).all()


def _months(asked: Period, facet: str) -> Iterator[Select[Any]]:
    """Yield the query for each month of a period: its row as it is stored, or what its days add up to."""
    by_month = groupby(spans(asked.since, asked.until, asked.today), lambda span: span.first.replace(day=1))
    for month, parts in ((month, [*parts]) for month, parts in by_month):
        if [span.model for span in parts] == [MonthSum]:
            table = _table(MonthSum)
            yield _stored(table, facet).where(table.c.start == month)
        else:
            together = union_all(*(_select(span, [facet]) for span in parts)).subquery()
            begin = literal(month, Date).label("start")
            yield _grouped(select(begin, together.c.group_id, *_added_up(together)), together, [together.c.group_id])


def _stored(table: Table, facet: str) -> Select[Any]:
    """Return the query for the rows of a facet as they are stored, without those in which nothing happened."""
    numbers = [table.c[measure] for measure in MEASURES]
    return select(table.c.start, table.c.group_id, *numbers).where(
        table.c.facet == facet, sum(numbers[1:], numbers[0]) > 0
    )


def _select(span: Span, facets: Sequence[str]) -> Select[Any]:
    table = _table(span.model)
    numbers = [(table.c[measure] if span.sign == 1 else -table.c[measure]).label(measure) for measure in MEASURES]
    query = select(table.c.facet, table.c.group_id, table.c.start, *numbers)
    return query.where(table.c.facet.in_(facets), table.c.start >= span.first, table.c.start <= span.last)


def _added_up(parts: FromClause) -> list[ColumnElement[int]]:
    return [func.sum(parts.c[measure]).label(measure) for measure in MEASURES]


def _grouped(query: Select[Any], parts: FromClause, by: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """Return the query with one row for each group in which something happened."""
    numbers = [func.sum(parts.c[measure]) for measure in MEASURES]
    return query.group_by(*by).having(sum(numbers[1:], numbers[0]) > 0)


def _week(day: Any, *, sqlite: bool) -> ColumnElement[Any]:
    """Return the Monday of a day's week."""
    if sqlite:
        # "weekday 1" goes on to the next Monday, unless it is one.
        return func.date(day, "-6 days", "weekday 1", type_=Date)
    return sql_cast(func.date_trunc("week", day), Date)


def _table(model: type[CellSum]) -> Table:
    return cast("Table", model.__table__)  # type: ignore[attr-defined]
