"""What becomes of a suggestion by its status, its window and the consent of people in it, as editors are told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, not_

from vertel.db.models import Suggestion


class SuggestionState(StrEnum):
    """Whether colleagues are shown a suggestion, and why not. A member's value is what clients read."""

    LIVE = "live"
    SCHEDULED = "scheduled"
    EXPIRED = "expired"
    WITHHELD = "withheld"
    DRAFT = "draft"
    ARCHIVED = "archived"


def state_of(suggestion: Suggestion, moment: datetime) -> SuggestionState:
    """Return the state of a suggestion; whoever is meant sees it while it is live."""
    if suggestion.status != "published":
        return SuggestionState(suggestion.status)
    if suggestion.expires_at is not None and suggestion.expires_at <= moment:
        return SuggestionState.EXPIRED
    if suggestion.live_from > moment:
        return SuggestionState.SCHEDULED
    if suggestion.consent_ends_at is not None and suggestion.consent_ends_at <= moment:
        return SuggestionState.WITHHELD
    return SuggestionState.LIVE


def condition(state: SuggestionState, moment: datetime) -> ColumnElement[bool]:
    """Return the condition that :func:`state_of` is a state."""
    published = Suggestion.status == "published"
    begun, ended = Suggestion.live_from <= moment, _is_past(Suggestion.expires_at, moment)
    withheld = _is_past(Suggestion.consent_ends_at, moment)
    conditions = {
        SuggestionState.LIVE: and_(published, begun, not_(ended), not_(withheld)),
        SuggestionState.SCHEDULED: and_(published, not_(begun), not_(ended)),
        SuggestionState.EXPIRED: and_(published, ended),
        SuggestionState.WITHHELD: and_(published, begun, not_(ended), withheld),
    }
    return conditions.get(state, Suggestion.status == state.value)


def _is_past(end: SQLColumnExpression[datetime | None], moment: datetime) -> ColumnElement[bool]:
    return and_(end.is_not(None), end <= moment)
