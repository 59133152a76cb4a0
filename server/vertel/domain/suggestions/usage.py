"""By how many colleagues captions are used, and in which order a reader gets them by it.

In steps of five people, so that nobody's single use steers what a colleague sees.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from vertel.db.models import Caption, Share, Suggestion
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.suggestions import generation

_CAPTIONS = Caption.__table__.c
_USED = select(_CAPTIONS.suggestion_id, _CAPTIONS.id, _CAPTIONS.people).where(
    _CAPTIONS.suggestion_id.in_(bindparam("ids", expanding=True)), _CAPTIONS.people >= SMALLEST_GROUP
)


class OrderedCaption(Protocol):
    """What a caption's place depends on, besides how often it was used."""

    @property
    def id(self) -> UUID:
        """The caption."""

    @property
    def language(self) -> str:
        """Its language."""

    @property
    def position(self) -> int:
        """Its place among the others, as the editor wrote them."""


C = TypeVar("C", bound=OrderedCaption)


def levels(session: Session, suggestion_ids: Sequence[UUID]) -> dict[UUID, dict[UUID, int]]:
    """Return in how many steps of five people each caption was used, by suggestion; without those in none."""
    found: dict[UUID, dict[UUID, int]] = {suggestion_id: {} for suggestion_id in suggestion_ids}
    if suggestion_ids:
        for suggestion_id, caption_id, people in session.execute(_USED, {"ids": suggestion_ids}):
            found[suggestion_id][caption_id] = people // SMALLEST_GROUP
    return found


class CaptionUse(NamedTuple):
    """How often a caption was shared, rounded down to fives."""

    caption_id: UUID
    shares: int


def of_captions(session: Session, suggestion: Suggestion) -> list[CaptionUse]:
    """Return how much each caption of a suggestion is used, as editors are told it.

    By shares that were counted, of which each could have been five people's, and not by people: that all five of a team
    have used it would tell of each of them.
    """
    counted = select(Share.caption_id, func.count()).where(
        Share.suggestion_id == suggestion.id, Share.counted.is_(True)
    )
    shares = {row[0]: row[1] for row in session.execute(counted.group_by(Share.caption_id))}
    numbers = ((caption.id, shares.get(caption.id, 0)) for caption in suggestion.captions)
    return [CaptionUse(caption_id, number - number % SMALLEST_GROUP) for caption_id, number in numbers]


def captions_of(session: Session, employee_id: UUID, captions: Collection[UUID]) -> set[UUID]:
    """Return which of these captions an employee used before."""
    query = select(Share.caption_id).where(Share.employee_id == employee_id, Share.caption_id.in_(captions))
    return {caption_id for caption_id in session.scalars(query.distinct()) if caption_id} if captions else set()


def add(session: Session, uses: Mapping[UUID, int], used_before: Collection[UUID]) -> None:
    """Count an employee's uses of captions; one that is gone is passed over.

    :param used_before: those of them that the employee used before.
    """
    for caption_id, times in sorted(uses.items()):
        new = caption_id not in used_before
        values = {"share_count": Caption.share_count + times, "people": Caption.people + int(new)}
        # Added by the database, and without the suggestion's version: a share is no change to what editors wrote.
        more = update(Caption).where(Caption.id == caption_id).values(values)
        people = session.scalar(more.returning(Caption.people), execution_options={"synchronize_session": False})
        if new and people is not None and people % SMALLEST_GROUP == 0:
            generation.changed(session)


def order_captions(captions: Sequence[C], languages: Sequence[str], level: Mapping[UUID, int]) -> list[C]:
    """Return the captions in the reader's languages first, among those the least used first.

    Spreading them keeps colleagues from all posting the same words.
    """
    order = [language.partition("-")[0].lower() for language in languages]

    def place(caption: C) -> tuple[int, int, int]:
        primary = caption.language.partition("-")[0]
        mine = order.index(primary) if primary in order else len(order)
        return mine, level.get(caption.id, 0), caption.position

    return sorted(captions, key=place)
