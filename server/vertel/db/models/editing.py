"""What editors leave for each other about a suggestion."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Revision(Base):
    """A suggestion as it was written once, by the version that was written.

    ``author`` is ``employee:ID``, ``key:ID``, ``cli`` and so on, null where nobody noted it.
    ``period`` counts stretches of ten minutes: of what somebody wrote within one, only the last is kept for long.
    ``document`` is a ``SuggestionRequest`` as JSON without its people, of whom ``people`` has the ids alone.
    """

    __tablename__ = "suggestion_revisions"

    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    period: Mapped[int] = mapped_column()
    author: Mapped[str | None] = mapped_column(String(64), index=True)
    people: Mapped[list[str]] = mapped_column(JSON)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)


class Note(Base):
    """What an editor tells other editors about a suggestion; no employee reads it, and no event tells it.

    ``author`` is ``employee:ID`` or ``key:ID``.
    """

    __tablename__ = "suggestion_notes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"))
    author: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_suggestion_notes_newest", "suggestion_id", "written_at", "id"),)
