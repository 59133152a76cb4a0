"""What people who are shown said to it, and the links by which they say so."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vertel.db.models.base import Base
from vertel.ids import new_id


class Consent(Base):
    """A request for consent and its answer; one for each person of a suggestion or an idea who was asked.

    ``state`` is ``asked``, ``agreed``, ``refused`` or ``withdrawn``; that it expired or lapsed follows from the rest.
    ``shown`` has the words and the picture's id that were on the page when it was asked, then when it was answered, and
    ``digest`` is their SHA-256. Both are empty, and ``answered_on`` null, once what was said is forgotten.
    """

    __tablename__ = "consents"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), unique=True)
    idea_id: Mapped[UUID | None] = mapped_column()
    idea_position: Mapped[int | None] = mapped_column()
    state: Mapped[str] = mapped_column(String(20))
    until: Mapped[date | None] = mapped_column()
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    shown: Mapped[dict[str, Any]] = mapped_column(JSON)
    asked_on: Mapped[date] = mapped_column()
    answered_on: Mapped[date | None] = mapped_column()

    __table_args__ = (
        ForeignKeyConstraint(
            ["idea_id", "idea_position"], ["idea_people.idea_id", "idea_people.position"], ondelete="CASCADE"
        ),
        UniqueConstraint("idea_id", "idea_position"),
    )


class ConsentLink(Base):
    """A link by which a person answers. Each that was handed out works as long as the person's row is there."""

    __tablename__ = "consent_links"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    consent_id: Mapped[UUID] = mapped_column(ForeignKey("consents.id", ondelete="CASCADE"), index=True)
