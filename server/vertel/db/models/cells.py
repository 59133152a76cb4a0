"""Counts in cells, which is all that reports know, and the groups of people by which they are told apart.

A cell is a day or an hour, a suggestion and a part of its audience. Five people at least could have caused each event
in it when it was recorded, see :mod:`vertel.domain.counting`. Stored is what cells add up to along each facet of a
report.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, PrimaryKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from vertel.db.models.base import Base, UtcDateTime


class PeopleVersion(Base):
    """One row with a token that is drawn anew whenever it may change who could cause a counted event."""

    __tablename__ = "people_version"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    token: Mapped[UUID] = mapped_column()


class Part(Base):
    """A part of an audience: those people of one team, or of all other teams together, for whom something is meant.

    ``audience_key`` is the same for suggestions with the same audience; the part is theirs together.
    ``group`` is the id of a team as 32 digits, or ``others``.
    ``hosts`` says that it takes in the people of other teams while these are fewer than five.
    ``key`` is unique while the part is open, and null when it is closed: its people became fewer than five. What
    belongs to a closed part is not counted any more.
    """

    __tablename__ = "parts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    key: Mapped[str | None] = mapped_column(String(100), unique=True)
    audience_key: Mapped[str] = mapped_column(String(64), index=True)
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    group: Mapped[str] = mapped_column("people", String(32))
    hosts: Mapped[bool] = mapped_column(default=False)

    @property
    def is_open(self) -> bool:
        """Whether what belongs to it is counted."""
        return self.key is not None


class ReportGroup(Base):
    """What a row of a report is about: a suggestion, a team, a kind, the locations or the languages of suggestions.

    Row 0 is what belongs to none, in every facet. ``key`` tells a facet's groups apart, ``name`` is for people.
    Of a suggestion ``kind_id``, ``location_id`` and ``language_id`` are the groups under which its counts stand.
    """

    __tablename__ = "report_groups"

    id: Mapped[int] = mapped_column(primary_key=True)
    facet: Mapped[str] = mapped_column(String(10))
    key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str | None] = mapped_column(String(200))
    suggestion_id: Mapped[UUID | None] = mapped_column(ForeignKey("suggestions.id"), index=True)
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"))
    kind_id: Mapped[int | None] = mapped_column()
    location_id: Mapped[int | None] = mapped_column()
    language_id: Mapped[int | None] = mapped_column()

    __table_args__ = (UniqueConstraint("facet", "key"),)


class CellSum:
    """What happened in an interval with one group of a facet."""

    facet: Mapped[str] = mapped_column(String(10))
    group_id: Mapped[int] = mapped_column(index=True)
    shares: Mapped[int] = mapped_column()
    clicks: Mapped[int] = mapped_column()
    applications: Mapped[int] = mapped_column()

    # A report reads one facet over some days; by the index on the group alone, a suggestion's sums are found.
    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805  SQLAlchemy calls it with the class
        """The key, in the order of what reports ask for."""
        return PrimaryKeyConstraint("facet", "start", "group_id"), {"sqlite_with_rowid": False}


class MonthSum(CellSum, Base):
    """The sums of a month, by its first day."""

    __tablename__ = "sums_by_month"

    start: Mapped[date] = mapped_column()


class DaySum(CellSum, Base):
    """The sums of a day in the organisation's time zone."""

    __tablename__ = "sums_by_day"

    start: Mapped[date] = mapped_column()


class HourSum(CellSum, Base):
    """The sums of an hour, which begins at ``start`` in UTC. Kept for a limited number of days."""

    __tablename__ = "sums_by_hour"

    start: Mapped[datetime] = mapped_column(UtcDateTime)
