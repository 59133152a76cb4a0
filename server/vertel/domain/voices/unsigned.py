"""How many people could have said something about a suggestion without signing."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from vertel.db.models import Feedback
from vertel.domain.audience import eligible
from vertel.domain.audience.cohorts import Audience


def possible_authors(session: Session, audiences: Mapping[UUID, Audience]) -> dict[UUID, int]:
    """Return how many people could have given unsigned feedback on suggestions: those who did not sign any.

    :param audiences: of the suggestions, by id.
    """
    if not audiences:
        return {}
    signed = select(Feedback.suggestion_id, func.count()).where(Feedback.signed)
    signed = signed.where(Feedback.suggestion_id.in_(audiences)).group_by(Feedback.suggestion_id)
    signers: dict[UUID, int] = dict(session.execute(signed).all())
    people = eligible.current(session)
    return {own: people.number(audience) - signers.get(own, 0) for own, audience in audiences.items()}
