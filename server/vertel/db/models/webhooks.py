"""Webhooks, events, and the deliveries of each event to each webhook.

An event and its deliveries are stored in the transaction in which the thing happens.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Webhook(Base):
    """An address to which events of some types are sent.

    ``secret`` and ``old_secret`` are encrypted, see :mod:`vertel.domain.webhooks.secret_box`; the old one signs beside
    the new one until ``old_secret_until``. ``rest_until`` is what the receiver asked for with ``Retry-After``.
    """

    __tablename__ = "webhooks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    url: Mapped[str] = mapped_column(String(2000))
    types: Mapped[list[str]] = mapped_column(JSON)
    active: Mapped[bool] = mapped_column(default=True)
    disabled_reason: Mapped[str | None] = mapped_column(String(500))
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    old_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    old_secret_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rest_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_success_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Event(Base):
    """Something that happened. ``employee_id`` is set when ``data`` has the name of the employee, who signed.

    ``idea_id`` and ``feedback_id`` say what it came from, signed or not: the event goes when that goes.
    """

    __tablename__ = "events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    type: Mapped[str] = mapped_column(String(40))
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    idea_id: Mapped[UUID | None] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), index=True)
    feedback_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("feedback.id", ondelete="CASCADE", onupdate="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class Delivery(Base):
    """One event for one webhook. ``next_at`` is when it is tried next; null when nothing is left to do.

    A node moves ``next_at`` on by the longest time that a try can take before it tries, so that the delivery is due
    again if the node dies meanwhile.
    """

    __tablename__ = "deliveries"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    webhook_id: Mapped[UUID] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event_id: Mapped[UUID] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    event: Mapped[Event] = relationship(lazy="joined")
    attempts: Mapped[list[DeliveryAttempt]] = relationship(
        order_by="DeliveryAttempt.started_at", lazy="selectin", passive_deletes=True
    )

    __table_args__ = (
        Index("ix_deliveries_due", "webhook_id", "next_at"),
        Index("ix_deliveries_newest", "webhook_id", "created_at", "id"),
    )

    @property
    def type(self) -> str:
        """The type of the event."""
        return self.event.type

    @property
    def next_try_at(self) -> datetime | None:
        """``next_at``, as the contract calls it."""
        return self.next_at


class DeliveryAttempt(Base):
    """One try: what the receiver answered, or why there was no answer."""

    __tablename__ = "delivery_attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    milliseconds: Mapped[int] = mapped_column()
    status: Mapped[int | None] = mapped_column()
    error: Mapped[str | None] = mapped_column(String(500))
    excerpt: Mapped[str | None] = mapped_column(String(200))


class ShareCount(Base):
    """How many shares of a suggestion wait for a ``share.created`` event; see ``domain/webhooks/share_counts``.

    ``begin`` is since when they wait, ``until`` up to when they were counted. The row with the nil UUID says up to when
    those of all suggestions were.
    """

    __tablename__ = "share_counts"

    suggestion_id: Mapped[UUID] = mapped_column(primary_key=True)
    begin: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    shares: Mapped[int] = mapped_column(default=0, server_default="0")
