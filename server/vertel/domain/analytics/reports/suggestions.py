"""Every suggestion with which something happened in a period, in the order asked for, a page at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.db.pagination import Page, Position, page_of, read_position
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
    chosen = [row for row in rows if kind is None or row["kind"] == kind]

    def order(row: Row) -> tuple[bool, float, str, UUID]:
        number = 0 if sort == "title" else row[sort]
        return number is None, -(number or 0), row["title"].casefold()[:TITLE_IN_CURSOR], row["id"]

    chosen.sort(key=order)
    if after is not None:
        last = tuple(read_position(after, [bool, float, str, UUID]))
        chosen = [row for row in chosen if order(row) > last]
    if limit is None:
        return Page(chosen, None)
    return page_of(chosen[: limit + 1], limit, lambda row: [*order(row)])
