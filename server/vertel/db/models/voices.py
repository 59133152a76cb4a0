"""What colleagues say: feedback, ideas, what they put aside; and what editors say back.

Of what is unsigned no finer time is kept than anyone is told, and no id tells one either: see :mod:`vertel.clock`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.people import Employee
from vertel.db.models.suggestions import Image, Suggestion
from vertel.ids import new_id


class Feedback(Base):
    """A colleague's reaction to a suggestion, one at most; erasing them leaves the reaction and takes the words.

    ``id`` is drawn at random, anew with each change: it is the order in which editors read what is unsigned.
    ``few`` says that the suggestion was for fewer than five people: unsigned, it then stays unread for ever.
    """

    __tablename__ = "feedback"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"))
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    reaction: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    signed: Mapped[bool] = mapped_column()
    few: Mapped[bool] = mapped_column()
    given_on: Mapped[date] = mapped_column()

    employee: Mapped[Employee | None] = relationship()
    suggestion: Mapped[Suggestion] = relationship()

    # Both named in full: a suggestion's feedback is read by the first.
    __table_args__ = (UniqueConstraint("suggestion_id", "employee_id"),)


class Thanks(Base):
    """What an editor says to those who shared a suggestion, whoever they are."""

    __tablename__ = "thanks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    suggestion: Mapped[Suggestion] = relationship()


class Idea(Base):
    """Something that a colleague sent in. Its id tells the day and nothing finer."""

    __tablename__ = "ideas"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(20))
    signed: Mapped[bool] = mapped_column()
    status: Mapped[str] = mapped_column(String(20))
    suggestion_id: Mapped[UUID | None] = mapped_column(ForeignKey("suggestions.id", ondelete="SET NULL"))
    sent_on: Mapped[date] = mapped_column()

    employee: Mapped[Employee] = relationship()
    photos: Mapped[list[IdeaPhoto]] = relationship(
        order_by="IdeaPhoto.position", cascade="all, delete-orphan", lazy="selectin"
    )
    people: Mapped[list[IdeaPerson]] = relationship(
        order_by="IdeaPerson.position", cascade="all, delete-orphan", lazy="selectin"
    )
    replies: Mapped[list[IdeaReply]] = relationship(
        order_by="IdeaReply.position", cascade="all, delete-orphan", lazy="selectin"
    )

    __table_args__ = (Index("ix_ideas_newest", "sent_on", "id"),)


class IdeaPhoto(Base):
    """A photo of an idea, and what it shows."""

    __tablename__ = "idea_photos"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    image_id: Mapped[UUID] = mapped_column(ForeignKey("images.id"), index=True)
    alt: Mapped[str | None] = mapped_column(String(1000))

    image: Mapped[Image] = relationship(lazy="selectin")


class IdeaPerson(Base):
    """Someone shown or named in an idea, and until when they agree to it."""

    __tablename__ = "idea_people"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    consent_until: Mapped[date | None] = mapped_column()


class IdeaReply(Base):
    """What the sender or an editor says about an idea; of an editor it is not kept which."""

    __tablename__ = "idea_replies"

    idea_id: Mapped[UUID] = mapped_column(ForeignKey("ideas.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    said_on: Mapped[date] = mapped_column()


class Bookmark(Base):
    """A suggestion that an employee ``saved`` for later, or has ``hidden``."""

    __tablename__ = "marks"

    employee_id: Mapped[UUID] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column("mark", String(10), primary_key=True)
    suggestion_id: Mapped[UUID] = mapped_column(
        ForeignKey("suggestions.id", ondelete="CASCADE"), primary_key=True, index=True
    )
