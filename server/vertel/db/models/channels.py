"""Channels of chat programs, and the messages that they are sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.people import Team
from vertel.ids import new_id


class Channel(Base):
    """A channel that is told at most once a week what is new.

    ``address`` is encrypted, see :mod:`vertel.domain.webhooks.secret_box`. ``weekday`` is 0 for Monday, ``hour`` in the
    organisation's time zone. Its turns up to ``settled_at`` are over, and ``looked_at`` is when the last one was;
    ``last_turn_at`` is the one for which a message was made last. ``told_until`` is up to when the channel was told
    what is new.
    """

    __tablename__ = "channels"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    address: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(20))
    weekday: Mapped[int] = mapped_column()
    hour: Mapped[int] = mapped_column()
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    location: Mapped[str | None] = mapped_column(String(100))
    active: Mapped[bool] = mapped_column(default=True)
    disabled_reason: Mapped[str | None] = mapped_column(String(500))
    settled_at: Mapped[datetime] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_turn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_until: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    team: Mapped[Team | None] = relationship(lazy="joined")


class ChannelMessage(Base):
    """A message to a channel. What it says is written when it is sent.

    ``purpose`` is ``weekly`` or ``test``. ``next_try_at`` is when it is tried next, null when it is not.
    A node that is about to send sets ``state`` to ``sending`` first: when it dies meanwhile nobody knows whether the
    message arrived, and it is not sent again. ``tells_until`` is up to when it tells what is new.
    """

    __tablename__ = "channel_messages"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tells_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[int | None] = mapped_column()
    error: Mapped[str | None] = mapped_column(String(500))
    excerpt: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (
        Index("ix_channel_messages_newest", "channel_id", "purpose", "created_at"),
        Index("ix_channel_messages_created_at", "created_at"),
    )
