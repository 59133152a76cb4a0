"""Every suggestion with which something happened in a period, in the order asked for, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.db.pagination import Page, Position, no_position, page_of
from vertel.domain.analytics.reports import counting
from vertel.domain.analytics.reports.overview import by_suggestion
from vertel.domain.analytics.reports.period import Period
from vertel.domain.disclosure import suggestion_groups

Row = dict[str, Any]

TITLE_IN_CURSOR = 50


def suggestions(
    session: Session,
    asked: Period,
    *,
    kind: str | None = None,
    sort: str = "clicks",
    limit: int | None = None,
    after: Position | None = None,
) -> Page[Row]:
    """Return what came of each suggestion, the most first or titles from A to Z.

    Those without the number that the order goes by stand at the end: they are withheld, or were clicked and not shared.

    :param limit: how many; all of them without it.
    """
    rows = by_suggestion(counting.totals(session, asked, "suggestion"), suggestion_groups.load(session))
    place = _place(sort)
    chosen = sorted((row for row in rows if kind is None or row["kind"] == kind), key=place)
    if after is not None:
        beyond = _read(after)
        chosen = [row for row in chosen if place(row) > beyond]
    if limit is None:
        return Page(chosen, None)
    return page_of(chosen[: limit + 1], limit, lambda row: [*place(row)])


def _place(sort: str) -> Callable[[Row], tuple[bool, float, str, str]]:
    def place(row: Row) -> tuple[bool, float, str, str]:
        number = None if sort == "title" else row[sort]
        missing = number is None and sort != "title"
        return missing, -(number or 0), row["title"].casefold()[:TITLE_IN_CURSOR], str(row["id"])

    return place


def _read(position: Position) -> tuple[bool, float, str, str]:
    missing, number, title, last = position
    fits = isinstance(missing, bool) and isinstance(number, int | float) and isinstance(title, str)
    try:
        if fits:
            return missing, number, title, str(UUID(last))
    except (TypeError, ValueError, AttributeError):
        pass
    raise no_position()
