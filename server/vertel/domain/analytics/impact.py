"""What came of an employee's own shares.

Clicks and applications are those of their personal links: those of a campaign link are many people's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.models import Application, ClickDay, Employee, Link, Share, Suggestion
from vertel.db.models.suggestions import listed_texts
from vertel.domain.analytics.reports.period import Period, interval_start

MOST_SUGGESTIONS = 1000


class Count(NamedTuple):
    """How often one thing happened with a suggestion on a day, in the period's time zone."""

    measure: str
    suggestion_id: UUID | None
    day: date
    number: int


def impact(session: Session, employee: Employee, asked: Period, interval: str) -> dict[str, Any]:
    """Return an ``Impact``.

    :param interval: ``day``, ``week`` or ``month``.
    """
    by_suggestion: dict[UUID, Counter[str]] = {}
    last: dict[UUID, date] = {}
    steps: dict[Any, Counter[str]] = {start: Counter() for start in asked.starts(interval)}
    totals: Counter[str] = Counter()
    for measure, suggestion_id, day, number in _counts(session, employee, asked):
        totals[measure] += number
        steps[interval_start(day, interval)][measure] += number
        if suggestion_id is not None:
            by_suggestion.setdefault(suggestion_id, Counter())[measure] += number
            last[suggestion_id] = max(day, last.get(suggestion_id, day))
    newest = sorted(by_suggestion, key=lambda key: (last[key], str(key)), reverse=True)[:MOST_SUGGESTIONS]
    titles = _titles(session, newest)
    return {
        "since": asked.since,
        "until": asked.until,
        "interval": interval,
        "by_suggestion": [{"id": key} | titles[key] | _numbers(by_suggestion[key]) for key in newest],
        "over_time": [{"start": start} | _numbers(counted) for start, counted in steps.items()],
    } | _numbers(totals)


def _numbers(counted: Counter[str]) -> dict[str, int]:
    return {measure: counted[measure] for measure in ("shares", "tips", "clicks", "applications")}


def _counts(session: Session, employee: Employee, asked: Period) -> Iterator[Count]:
    begin, end = asked.bounds
    shares = select(Share.suggestion_id, Share.occurred_at, Share.method).where(
        Share.employee_id == employee.id, Share.occurred_at >= begin, Share.occurred_at < end
    )
    for shared_id, moment, method in session.execute(shares):
        day = asked.calendar.day(moment)
        yield Count("shares", shared_id, day, 1)
        if method == "tip":
            yield Count("tips", shared_id, day, 1)
    mine = (Link.employee_id == employee.id, Link.scope == "personal")
    clicks = select(Link.suggestion_id, ClickDay.day, func.sum(ClickDay.clicks)).join(Link, Link.id == ClickDay.link_id)
    clicks = clicks.where(*mine, ClickDay.day.between(asked.since, asked.until))
    for suggestion_id, day, number in session.execute(clicks.group_by(Link.suggestion_id, ClickDay.day)):
        yield Count("clicks", suggestion_id, day, int(number))
    applied = select(Link.suggestion_id, Application.day, func.count()).join(Link, Link.id == Application.link_id)
    applied = applied.where(*mine, Application.day.between(asked.since, asked.until))
    for suggestion_id, day, number in session.execute(applied.group_by(Link.suggestion_id, Application.day)):
        yield Count("applications", suggestion_id, day, number)


def _titles(session: Session, ids: list[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return what suggestions are called: ``title``, and ``titles`` in each language."""
    query = select(Suggestion.id, Suggestion.title, Suggestion.titles).where(Suggestion.id.in_(ids))
    rows = session.execute(query) if ids else ()
    return {own: {"title": title, "titles": listed_texts(titles)} for own, title, titles in rows}
