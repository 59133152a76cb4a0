"""What came of an employee's own sharing, read from what was added up by link and day.

Only their personal links: the clicks of a campaign link are many people's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.models import Application, ClickDay, Employee, Link, Share, Suggestion
from vertel.domain.analytics.reports.period import Period

MOST_SUGGESTIONS = 1000
Happened = tuple[str, UUID | None, date, int]
"""What, with which suggestion, on which day, how often."""


def impact(session: Session, employee: Employee, asked: Period, interval: str) -> dict[str, Any]:
    """Return an ``Impact``."""
    by_suggestion: dict[UUID, Counter[str]] = {}
    last: dict[UUID, date] = {}
    steps: dict[Any, Counter[str]] = {start: Counter() for start in asked.starts(interval)}
    totals: Counter[str] = Counter()
    for what, suggestion_id, day, number in _happened(session, employee, asked):
        totals[what] += number
        steps[asked.start_of(day, interval)][what] += number
        if suggestion_id is not None:
            by_suggestion.setdefault(suggestion_id, Counter())[what] += number
            last[suggestion_id] = max(day, last.get(suggestion_id, day))
    newest = sorted(by_suggestion, key=lambda key: (last[key], str(key)), reverse=True)[:MOST_SUGGESTIONS]
    titles = _titles(session, newest)
    return {
        "since": asked.since,
        "until": asked.until,
        "interval": interval,
        "by_suggestion": [{"id": key, "title": titles[key]} | _numbers(by_suggestion[key]) for key in newest],
        "over_time": [{"start": start} | _numbers(counted) for start, counted in steps.items()],
    } | _numbers(totals)


def _numbers(counted: Counter[str]) -> dict[str, int]:
    return {what: counted[what] for what in ("shares", "clicks", "applications")}


def _happened(session: Session, employee: Employee, asked: Period) -> Iterator[Happened]:
    begin, end = asked.bounds
    shares = select(Share.suggestion_id, Share.occurred_at).where(
        Share.employee_id == employee.id, Share.occurred_at >= begin, Share.occurred_at < end
    )
    for shared, moment in session.execute(shares):
        yield "shares", shared, moment.astimezone(asked.zone).date(), 1
    mine = (Link.employee_id == employee.id, Link.scope == "personal")
    clicks = select(Link.suggestion_id, ClickDay.day, func.sum(ClickDay.clicks)).join(Link, Link.id == ClickDay.link_id)
    clicks = clicks.where(*mine, ClickDay.day.between(asked.since, asked.until))
    for suggestion_id, day, number in session.execute(clicks.group_by(Link.suggestion_id, ClickDay.day)):
        yield "clicks", suggestion_id, day, int(number)
    applied = select(Link.suggestion_id, Application.day, func.count()).join(Link, Link.id == Application.link_id)
    applied = applied.where(*mine, Application.day.between(asked.since, asked.until))
    for suggestion_id, day, number in session.execute(applied.group_by(Link.suggestion_id, Application.day)):
        yield "applications", suggestion_id, day, number


def _titles(session: Session, ids: list[UUID]) -> dict[UUID, str]:
    query = select(Suggestion.id, Suggestion.title).where(Suggestion.id.in_(ids))
    return dict(row for row in session.execute(query)) if ids else {}
