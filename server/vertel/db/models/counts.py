"""What came of a tracked link: shares, clicks and applications.

A click is kept four times. ``Click`` is the raw record, which the retention setting takes away in time; ``ClickHour``
and ``ClickDay`` add them up by link, and ``ClickSum`` by what reports are about. All are written in one transaction,
see :mod:`vertel.domain.analytics.clicks`. None refers to its link by a foreign key: looking each up would cost more
than storing it, and no link is ever deleted.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime


class Click(Base):
    """A person followed a tracked link. Nothing about the visitor, and the time only to the quarter of an hour.

    On PostgreSQL the table is partitioned by month, so that a month that is no longer kept is dropped as a whole.
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

    ``facet`` says which of the three, ``key`` which one of them: an id as 32 digits, or the word. A report reads one
    row for each suggestion or team and day that it is about, however many links and clicks they had.
    """

    __tablename__ = "click_sums"

    facet: Mapped[str] = mapped_column(String(10), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger)

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012


class SpoolSegment(Base):
    """How much of a node's file of clicks is in the database, in bytes: no click is taken in twice."""

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
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    # All that a report asks of a share, so that it need not look at the rows themselves.
    __table_args__ = (Index("ix_shares_reports", "occurred_at", "suggestion_id", "team_id", "link_id"),)
