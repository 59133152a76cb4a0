"""Who changed what, and when."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class AuditEntry(Base):
    """One act of an administrator or a program. Names are those of that time; no row points at another table.

    :ivar actor: ``employee:ID``, ``key:ID``, ``cli``, ``oidc`` or ``scim``.
    :ivar details: ready for JSON; ``changes`` in it maps a field to ``{"before": ..., "after": ...}``.
    """

    __tablename__ = "audit_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    actor: Mapped[str] = mapped_column(String(64))
    actor_name: Mapped[str | None] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(String(64))
    subject_name: Mapped[str | None] = mapped_column(String(200))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (
        Index("ix_audit_entries_at_id", "at", "id"),
        Index("ix_audit_entries_actor_at_id", "actor", "at", "id"),
        Index("ix_audit_entries_action_at_id", "action", "at", "id"),
        Index("ix_audit_entries_subject_kind_at_id", "subject_kind", "at", "id"),
        Index("ix_audit_entries_subject_id_at_id", "subject_id", "at", "id"),
    )
