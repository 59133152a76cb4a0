"""The data sheet as it was noticed last, and the versions of it that were agreed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class NoticedDataSheet(Base):
    """What the sheet said when it was looked at last: one row.

    :ivar version: the SHA-256 of what it said in English.
    :ivar contents: language -> what it said.
    :ivar sign_in: setting of the company's own sign-in -> a hash of it; None when it was never looked at.
    """

    __tablename__ = "noticed_data_sheet"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    version: Mapped[str] = mapped_column(String(64))
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    sign_in: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    noticed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class DataSheetAgreement(Base):
    """That a version was agreed, with what it said. Who recorded it is in the audit log."""

    __tablename__ = "data_sheet_agreements"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[str] = mapped_column(String(64))
    contents: Mapped[dict[str, Any]] = mapped_column(JSON)
    agreed_on: Mapped[date] = mapped_column(Date)
    note: Mapped[str | None] = mapped_column(String(200))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    __table_args__ = (Index("ix_data_sheet_agreements_recorded_at_id", "recorded_at", "id"),)
