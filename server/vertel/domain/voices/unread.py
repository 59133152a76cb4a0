"""Comments on suggestions that no editor has marked as read; only those that editors may read are counted.

That one is read holds for all editors, as in an inbox that they share: who read it is not kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from vertel.db.models import Feedback, Suggestion, ToldFeedback
from vertel.db.pagination import FirstFew
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.suggestions import suggestions, texts_by_language
from vertel.domain.voices import unsigned


@dataclass(frozen=True)
class UnreadSuggestion:
    """A suggestion about which there are unread comments, and how many."""

    id: UUID
    title: str
    kind: str
    count: int


def by_suggestion(session: Session, most: int, language: str | None) -> FirstFew:
    """Return how many unread comments there are, and the suggestions with most of them.

    :param language: of the titles; None for the plain ones.
    """
    numbers = _signed(session) + _unsigned(session)
    first = sorted(numbers, key=lambda own: (-numbers[own], own))[:most]
    query = select(Suggestion.id, texts_by_language.title_in(language), Suggestion.kind).where(Suggestion.id.in_(first))
    named = {own: (title, kind) for own, title, kind in session.execute(query)} if first else {}
    return FirstFew(numbers.total(), [UnreadSuggestion(own, *named[own], numbers[own]) for own in first])


def mark_read(session: Session, suggestion_id: UUID, comment_ids: Sequence[UUID]) -> None:
    """Mark comments on a suggestion as read. Those that are not there, or not any more, are passed over.

    :raises NotFoundError: there is no such suggestion.
    """
    suggestions.find(session, suggestion_id)
    for model in (Feedback, ToldFeedback):
        marked = update(model).where(model.suggestion_id == suggestion_id, model.id.in_(comment_ids))
        session.execute(marked.values(read=True), execution_options={"synchronize_session": False})


def _signed(session: Session) -> Counter[UUID]:
    query = select(Feedback.suggestion_id, func.count()).where(Feedback.signed, *_unread(Feedback))
    return Counter(dict(session.execute(query.group_by(Feedback.suggestion_id)).all()))


def _unsigned(session: Session) -> Counter[UUID]:
    """Return the numbers where five people who did not sign could have said it: only there editors read it."""
    query = select(ToldFeedback.suggestion_id, func.count().label("number")).where(*_unread(ToldFeedback))
    counted = query.group_by(ToldFeedback.suggestion_id).subquery()
    rows = session.execute(
        select(Suggestion.id, Suggestion.audience, counted.c.number).join(
            counted, counted.c.suggestion_id == Suggestion.id
        )
    ).all()
    authors = unsigned.possible_authors(session, {row.id: row.audience for row in rows})
    return Counter({row.id: row.number for row in rows if authors[row.id] >= SMALLEST_GROUP})


def _unread(model: type[Feedback | ToldFeedback]) -> tuple[ColumnElement[bool], ...]:
    return ~model.read, model.comment.is_not(None)
