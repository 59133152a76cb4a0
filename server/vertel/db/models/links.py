"""Tracked links, and where they led before."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Link(Base):
    """A tracked link.

    ``owner`` is unique, so that the same request finds the same link: a suggestion, a part, and an employee if it is
    personal; or the ``external_id`` of an uploaded link.
    ``employee_id`` is set for a personal link only, until the employee is erased.
    ``query`` is appended to the destination, such as ``utm_source=linkedin``; the same for everyone.
    ``part_id`` is the part of the suggestion's audience to which it belongs; without one it is not counted, ever.
    ``retired`` links lead on and are not counted any more: the audience was changed.
    ``source`` is where an upload said that it comes from, empty when it said nothing; None when it was made by hand.
    ``source_id`` is its name in a named source, of which ``owner`` then is a hash.
    ``uploaded`` has a digest of what the last upload said of each field: a field that says otherwise was edited since.
    ``changed_at`` is when something was last changed that a redirect depends on, by the clock of the node that did it.
    ``change_number`` is drawn from a sequence by a trigger at each change, whatever writes: nodes update their replica
    by it. 0 until the first change after the column was added.
    """

    __tablename__ = "links"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[str] = mapped_column(String(20))
    owner: Mapped[str | None] = mapped_column(String(100), unique=True)
    title: Mapped[str | None] = mapped_column(String(200))
    destination_url: Mapped[str] = mapped_column(String(2000), index=True)
    query: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    suggestion_id: Mapped[UUID | None] = mapped_column(ForeignKey("suggestions.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"), index=True)
    source: Mapped[str | None] = mapped_column(String(64), index=True)
    source_id: Mapped[str | None] = mapped_column(String(80))
    uploaded: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    part_id: Mapped[UUID | None] = mapped_column()
    retired: Mapped[bool] = mapped_column(default=False, server_default=false())
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    change_number: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")

    __table_args__ = (
        Index("ix_links_changed", "changed_at", "id"),
        Index("ix_links_change_number", "change_number", "id"),
    )


class LinkChange(Base):
    """Where a link led until a change, by a role, a key, ``upload`` or ``suggestion``; never by an employee."""

    __tablename__ = "link_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("links.id"), index=True)
    destination_url: Mapped[str] = mapped_column(String(2000))
    changed_by: Mapped[str] = mapped_column(String(100))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class DestinationCheck(Base):
    """The newest check of the pages to which links lead: one row, and none before somebody asked for one.

    ``position`` is the page up to which it got, in the order of their addresses. A node that is at work moves
    ``leased_until`` on; when it does not, another one goes on from ``position``.
    """

    __tablename__ = "destination_checks"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    position: Mapped[str | None] = mapped_column(String(2000))
    checked: Mapped[int] = mapped_column()
    total: Mapped[int | None] = mapped_column()

    @property
    def status(self) -> str:
        """How far it is, as the contract says it."""
        if self.finished_at is not None:
            return "finished"
        return "waiting" if self.total is None else "running"


class DestinationAnswer(Base):
    """What a page answered when it was asked last."""

    __tablename__ = "destination_answers"

    destination_url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    status: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(String(1000))
    moved_to: Mapped[str | None] = mapped_column(String(2000))
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
