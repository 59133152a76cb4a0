"""Who people are to an OpenID provider."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.people import Employee


class Identity(Base):
    """An account at a provider, and whose it is. Only the two together are never given to somebody else."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)

    employee: Mapped[Employee] = relationship(lazy="joined")


class UsedState(Base):
    """A sign-in at a provider that came back, so that the same answer does not sign anybody in twice."""

    __tablename__ = "used_states"

    state_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
