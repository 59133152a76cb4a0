"""Shares, clicks and applications.

A click is stored four times, in one transaction: ``Click`` is the raw record, which is deleted after the retention
time; ``ClickHour`` and ``ClickDay`` count by link, and ``ClickSum`` by suggestion, team and scope, for reports. None
has a foreign key to its link: checking it would cost more than storing the row, and no link is ever deleted.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime


class Click(Base):
    """A person followed a tracked link. The time is that of the quarter of an hour; nothing is about the visitor.

    On PostgreSQL the table has a partition for each month, so that old ones can be dropped.
    """

    __tablename__ = "clicks"

    clicked_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column()

    __table_args__ = {  # noqa: RUF012  SQLAlchemy reads it so
        "sqlite_with_rowid": False,
        "postgresql_partition_by": "RANGE (clicked_at)",
    }


class ClickHour(Base):
    """How often people followed a link in one hour, which begins at ``hour`` in UTC."""

    __tablename__ = "click_hours"

    hour: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    link_id: Mapped[UUID] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column()

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class ClickDay(Base):
    """How often people followed a link on one day, in the organisation's time zone."""

    __tablename__ = "click_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column()

    __table_args__ = (Index("ix_click_days_link", "link_id", "day"), {"sqlite_with_rowid": False})


class ClickSum(Base):
    """How often people followed the links of a suggestion, of a team or of a scope on one day.

    ``facet`` is ``suggestion``, ``team`` or ``scope``; ``key`` is an id as 32 digits, or the scope. So a report reads
    one row for each suggestion or team and day, however many links and clicks they had.
    """

    __tablename__ = "click_sums"

    facet: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class SpoolSegment(Base):
    """How many bytes of a node's file of clicks were ingested, so that none is ingested twice."""

    __tablename__ = "spool_segments"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    offset: Mapped[int] = mapped_column("drained", BigInteger)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class Application(Base):
    """Somebody who followed a link applied, as the careers site reported. ``id`` is the site's own: sent twice, it
    counts once. Nothing about the applicant.
    """

    __tablename__ = "applications"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    link_id: Mapped[UUID] = mapped_column(ForeignKey("links.id"))
    day: Mapped[date] = mapped_column()
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_applications_day", "day", "link_id"),)


class Share(Base):
    """An employee inserted or copied a caption. ``id`` is the client's, so that sending it twice counts once."""

    __tablename__ = "shares"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id"), index=True)
    caption_id: Mapped[UUID | None] = mapped_column()
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("links.id"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    method: Mapped[str] = mapped_column(String(10))
    similarity: Mapped[float | None] = mapped_column()
    occurred_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)

    # A covering index: reports need no other column of a share.
    __table_args__ = (Index("ix_shares_reports", "occurred_at", "suggestion_id", "team_id", "link_id"),)
