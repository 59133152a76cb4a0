"""Feeds that drafts are made from, and what became of their items."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Feed(Base):
    """An address at which news or vacancies stand, and how many drafts it may make.

    ``kind`` and ``language`` are those of the drafts' suggestions and captions. ``format`` is the name of the source
    that read the last answer, null before the first.
    ``etag`` and ``last_modified`` are what the server said with an answer of which nothing waits any more.
    ``next_look_at`` is when it is looked at next, ``leased_until`` how long the node that looks at it may take.
    ``failures`` counts looks in a row that failed, ``failure`` is why the last one did.
    ``outcome`` is what the last look that did not fail made of it.
    """

    __tablename__ = "feeds"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(100))
    url: Mapped[str] = mapped_column(String(2000))
    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    drafts_per_day: Mapped[int] = mapped_column()
    drafts_at_once: Mapped[int] = mapped_column()
    days_alive: Mapped[int] = mapped_column()
    format: Mapped[str | None] = mapped_column(String(20))
    etag: Mapped[str | None] = mapped_column(String(500))
    last_modified: Mapped[str | None] = mapped_column(String(100))
    next_look_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    looked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str | None] = mapped_column(String(500))
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FeedItem(Base):
    """An item of a feed that became a draft, once and for all.

    ``key`` is a hash of its id in the feed. ``version`` is the suggestion's when the feed wrote it last: one of another
    version was touched by somebody else. ``digest`` is one of what the item said then; empty when the words are an
    editor's.
    ``state`` is ``there``, ``left`` when the feed has it no more, or ``lapsed`` when nobody took up its draft in time.
    """

    __tablename__ = "feed_items"

    feed_id: Mapped[UUID] = mapped_column(ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    version: Mapped[int] = mapped_column()
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    drafted_at: Mapped[datetime] = mapped_column(UtcDateTime)
