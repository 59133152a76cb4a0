"""Shares, clicks and applications.

No report reads these: they are for a colleague's own impact, for the clicks of editors' own links, and so that nothing
is counted twice. What reports read is in :mod:`.cells`. ``Click`` and ``ClickDay`` have no foreign key to their link:
checking it would cost more than storing the row, and no link is ever deleted.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime

NEITHER = text("counted IS NULL")


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


class ClickDay(Base):
    """How often people followed a link on one day, in the organisation's time zone."""

    __tablename__ = "click_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    link_id: Mapped[UUID] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column()

    __table_args__ = (Index("ix_click_days_link", "link_id", "day"), {"sqlite_with_rowid": False})


class SpoolSegment(Base):
    """How many bytes of a node's file of clicks were ingested, so that none is ingested twice."""

    __tablename__ = "spool_segments"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    offset: Mapped[int] = mapped_column("drained", BigInteger)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)


class StagedClicks(Base):
    """Clicks that a node of the link domain took in, until a node that serves the API has counted them.

    ``records`` is as ``analytics/click_records.py`` says.
    """

    __tablename__ = "staged_clicks"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    records: Mapped[bytes] = mapped_column(LargeBinary)


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
    """An employee inserted or copied a caption, or tipped one person.

    ``id`` is the client's, so that sending it twice counts once. ``counted`` is whether it is in a cell; null when a
    node of the version before recorded it.
    """

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
    counted: Mapped[bool | None] = mapped_column()

    __table_args__ = (
        Index("ix_shares_occurred_at", "occurred_at"),
        Index("ix_shares_uncounted", "recorded_at", postgresql_where=NEITHER, sqlite_where=NEITHER),
    )
