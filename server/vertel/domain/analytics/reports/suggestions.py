"""Every suggestion with which something happened in a period, in the order asked for, a page at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Float, and_, case, func, or_, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from vertel.db.collation import by_code_point
from vertel.db.models import Suggestion
from vertel.db.pagination import Page, Position, page_of, read_position
from vertel.domain.analytics.reports.overview import suggestion_row, suggestion_totals
from vertel.domain.analytics.reports.period import Period

Row = dict[str, Any]

TITLE_IN_CURSOR = 50


def suggestions(  # noqa: PLR0913  a page of a list takes as many
    session: Session,
    asked: Period,
    *,
    kind: str | None = None,
    sort: str = "clicks",
    limit: int | None = None,
    after: Position | None = None,
    language: str | None = None,
) -> Page[Row]:
    """Return what came of each suggestion, the most first or titles from A to Z.

    Those that were clicked and not shared stand at the end of the order by clicks per share.

    :param limit: how many; all of them without it.
    :param language: of the titles; None for the plain ones.
    """
    counted = suggestion_totals(asked, language=language).add_columns(Suggestion.search_text)
    rows = (counted if kind is None else counted.where(Suggestion.kind == kind)).subquery()
    number = _number(rows, sort).label("number")
    # The text to search begins with the plain title in the case in which titles are compared.
    sorted_by = rows.c.search_text if language is None else func.lower(rows.c.title)
    title = func.substr(sorted_by, 1, TITLE_IN_CURSOR).collate(by_code_point(session)).label("sorted_title")
    query = select(rows, number, title).order_by(number.desc(), title, rows.c.id)
    if after is not None:
        query = query.where(_beyond(after, number, title, rows.c.id))
    if limit is None:
        return Page([suggestion_row(row) for row in session.execute(query)], None)
    found = page_of(session.execute(query.limit(limit + 1)).all(), limit, lambda row: [*row[-2:], row.id])
    return Page([suggestion_row(row) for row in found.items], found.position)


def _number(rows: Any, sort: str) -> ColumnElement[float]:
    """Return what the order goes by; less than nothing where there is no number."""
    if sort == "title":
        return sql_cast(0, Float)
    if sort == "clicks_per_share":
        return case((rows.c.shares > 0, sql_cast(rows.c.clicks, Float) / rows.c.shares), else_=-1.0)
    return sql_cast(rows.c[sort], Float)


def _beyond(after: Position, number: Any, title: Any, own: Any) -> ColumnElement[bool]:
    last_number, last_title, last = read_position(after, [float, str, UUID])
    return or_(
        number.element < last_number,
        and_(number.element == last_number, title.element > last_title),
        and_(number.element == last_number, title.element == last_title, own > last),
    )
