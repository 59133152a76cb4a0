"""Suggestions with which an editor has something to do: drafts, consent that ends, vacancies that close."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Suggestion
from vertel.db.pagination import FirstFew, first_few
from vertel.domain.people import organisations
from vertel.domain.suggestions import texts_by_language
from vertel.domain.suggestions.standing import LONG_AGO

CONSENT_AHEAD = timedelta(days=30)
VACANCIES_AHEAD = timedelta(days=7)
MOMENT = timedelta(seconds=1)


class DueSuggestion(NamedTuple):
    """A suggestion, and the day that matters."""

    id: UUID
    title: str
    kind: str
    day: date | None


def drafts(session: Session, most: int, language: str | None) -> FirstFew:
    """Return the drafts, changed last first, with the day of that change.

    :param language: of the titles; None for the plain ones.
    """
    changed = Suggestion.updated_at
    found = _first(session, Suggestion.status == "draft", changed, [changed.desc(), Suggestion.id], most, language)
    return _with_days(found, organisations.calendar(session).day)


def ending_consents(session: Session, most: int, language: str | None) -> FirstFew:
    """Return published suggestions for which somebody's consent ends soon or does not hold, with its last day.

    The day is None when somebody does not agree now.
    """
    moment, end, expiry = now(), Suggestion.consent_ends_at, Suggestion.expires_at
    shown_then = or_(expiry.is_(None), and_(expiry > moment, expiry > end))
    condition = and_(Suggestion.status == "published", end <= moment + CONSENT_AHEAD, shown_then)
    found = _first(session, condition, end, [end, Suggestion.id], most, language)
    calendar = organisations.calendar(session)
    return _with_days(found, lambda ended: None if ended <= LONG_AGO else calendar.day(ended - MOMENT))


def closing_vacancies(session: Session, most: int, language: str | None) -> FirstFew:
    """Return published vacancies that close soon, with the last day on which they are shown."""
    moment, end = now(), Suggestion.expires_at
    soon = and_(end > moment, end <= moment + VACANCIES_AHEAD)
    condition = and_(Suggestion.kind == "vacancy", Suggestion.status == "published", soon)
    found = _first(session, condition, end, [end, Suggestion.id], most, language)
    calendar = organisations.calendar(session)
    return _with_days(found, lambda closes: calendar.day(closes - MOMENT))


def _first(
    session: Session,
    condition: ColumnElement[bool],
    when: Any,
    order: Sequence[Any],
    most: int,
    language: str | None,
) -> FirstFew:
    title = texts_by_language.title_in(language)
    return first_few(session, select(Suggestion.id, title, Suggestion.kind, when).where(condition), order, most)


def _with_days(found: FirstFew, day: Callable[[datetime], date | None]) -> FirstFew:
    return FirstFew(
        found.count, [DueSuggestion(own, title, kind, day(when)) for own, title, kind, when, _ in found.items]
    )
