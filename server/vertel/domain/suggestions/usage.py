"""How often captions are used, and in which order a reader gets them by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from vertel.db.models import Caption
from vertel.domain.suggestions import generation

STEP = 5
"""Uses of a caption that change its place among the others. In steps, so that a list changes seldom."""

_CAPTIONS = Caption.__table__.c
_USED = select(_CAPTIONS.suggestion_id, _CAPTIONS.id, _CAPTIONS.share_count).where(
    _CAPTIONS.suggestion_id.in_(bindparam("ids", expanding=True)), _CAPTIONS.share_count >= STEP
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
    """Return in how many steps each caption was used, by suggestion; without those in none."""
    found: dict[UUID, dict[UUID, int]] = {suggestion_id: {} for suggestion_id in suggestion_ids}
    if suggestion_ids:
        for suggestion_id, caption_id, uses in session.execute(_USED, {"ids": suggestion_ids}):
            found[suggestion_id][caption_id] = uses // STEP
    return found


def add(session: Session, uses: Mapping[UUID, int]) -> None:
    """Count uses of captions; one that is gone is passed over."""
    for caption_id, times in sorted(uses.items()):
        # Added by the database, and without the suggestion's version: a share is no change to what editors wrote.
        more = update(Caption).where(Caption.id == caption_id).values(share_count=Caption.share_count + times)
        count = session.scalar(more.returning(Caption.share_count), execution_options={"synchronize_session": False})
        if count is not None and count // STEP != (count - times) // STEP:
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
