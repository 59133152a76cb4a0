"""Tracked links, and what came of them: shares and clicks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import new_id, now
from vertel.models.base import Base, UtcDateTime


class Link(Base):
    """A tracked link. ``owner`` says whose it is, once: the same request finds the same link.

    ``employee_id`` is set for a personal link only; erasing the employee empties it, and the link lives on.
    """

    __tablename__ = "links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str | None] = mapped_column(String(100), unique=True)
    destination_url: Mapped[str] = mapped_column(String(2000))
    suggestion_id: Mapped[UUID | None] = mapped_column(ForeignKey("suggestions.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"), index=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Click(Base):
    """A person followed a tracked link. Nothing about the visitor, and the time only to the quarter of an hour."""

    __tablename__ = "clicks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("links.id"))
    clicked_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_clicks_time", "clicked_at", "link_id"),)


class Share(Base):
    """An employee inserted or copied a caption. ``id`` is the client's, so that sending it twice counts once."""

    __tablename__ = "shares"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id"), index=True)
    caption_id: Mapped[UUID | None] = mapped_column()
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("links.id"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    method: Mapped[str] = mapped_column(String(10))
    similarity: Mapped[float | None] = mapped_column()
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
