"""Feedback, ideas and bookmarks of employees, and what editors say back.

Of what is unsigned the day is kept and no finer time; see :mod:`vertel.ids` for ids without one.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid4, uuid5

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.consents import Consent
from vertel.db.models.people import Employee
from vertel.db.models.suggestions import Image, Suggestion, listed_texts
from vertel.ids import new_id

UNREAD = "NOT read AND comment IS NOT NULL"


class Colleague(NamedTuple):
    """What editors read of an employee who signed. ``team`` is the team's name."""

    name: str
    team: str | None

    @classmethod
    def who_signed(cls, employee: Employee | None, *, signed: bool) -> Colleague | None:
        """Return the employee; None unless they signed. No other function gives a name to anyone else."""
        if employee is None or not signed:
            return None
        return cls(employee.name, employee.team.name if employee.team else None)


class Feedback(Base):
    """An employee's reaction to a suggestion, one at most, as they read it themselves; editors read it when signed.

    ``few`` says that fewer than five people could have given it; unsigned, it is then told to nobody.
    ``token`` is with what its author takes back what was told of it, see :class:`ToldFeedback`.
    ``read`` says that an editor has marked it as read.
    Erasing the employee leaves a signed reaction without its words.
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
    token: Mapped[UUID | None] = mapped_column()
    read: Mapped[bool] = mapped_column(default=False, server_default=false())

    employee: Mapped[Employee | None] = relationship()
    suggestion: Mapped[Suggestion] = relationship()

    # In this order, since a suggestion's feedback is found by it.
    __table_args__ = (
        UniqueConstraint("suggestion_id", "employee_id"),
        # Nearly empty, so that what editors have to read is found at once.
        Index(
            "ix_feedback_unread",
            "suggestion_id",
            postgresql_where=text(f"signed AND {UNREAD}"),
            sqlite_where=text(f"signed AND {UNREAD}"),
        ),
    )

    @property
    def title(self) -> str:
        """The suggestion's title."""
        return self.suggestion.title

    @property
    def titles(self) -> list[dict[str, str]]:
        """The same in each language."""
        return listed_texts(self.suggestion.titles)

    @property
    def shown(self) -> bool:
        """Whether editors may read it."""
        return self.signed or not self.few


class ToldFeedback(Base):
    """Unsigned feedback as editors are told it. Nothing leads to its author, who holds the token behind ``token_hash``.

    ``id`` is random, and another one after each change; ``given_on`` is the Monday of its week. ``read`` says that an
    editor has marked it as read.
    """

    __tablename__ = "told_feedback"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    reaction: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str | None] = mapped_column(Text)
    given_on: Mapped[date] = mapped_column()
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    read: Mapped[bool] = mapped_column(default=False, server_default=false())

    __table_args__ = (
        Index("ix_told_feedback_unread", "suggestion_id", postgresql_where=text(UNREAD), sqlite_where=text(UNREAD)),
    )


class Thanks(Base):
    """An editor's thanks to everyone who has shared a suggestion."""

    __tablename__ = "thanks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    suggestion: Mapped[Suggestion] = relationship()

    @property
    def title(self) -> str:
        """The suggestion's title."""
        return self.suggestion.title

    @property
    def titles(self) -> list[dict[str, str]]:
        """The same in each language."""
        return listed_texts(self.suggestion.titles)


class Question(Base):
    """A question that editors put to colleagues; which editor is not kept.

    Whom it is for never changes: an unsigned answer is from one of them. ``open_until`` is the last day on which it
    can be answered; ``closed_at`` is when an editor closed it sooner. ``texts`` and ``outcome`` are by language.
    """

    __tablename__ = "questions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column()
    texts: Mapped[dict[str, str]] = mapped_column(JSON)
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    open_until: Mapped[date] = mapped_column()
    outcome: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    outcome_on: Mapped[date | None] = mapped_column()
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it so
    __table_args__ = (Index("ix_questions_newest", "asked_at", "id"),)

    def status_on(self, day: date) -> str:
        """Return ``open``, ``closed`` or ``archived``.

        :param day: the present one of the organisation.
        """
        if self.archived_at is not None:
            return "archived"
        return "open" if self.closed_at is None and day <= self.open_until else "closed"


class Idea(Base):
    """Something that an employee sent in. Its id holds the day and no finer time.

    ``few`` says that it is unsigned and fewer than five people could have sent it: editors never read it.
    Erasing the employee leaves what editors were told unsigned, without its author.
    """

    __tablename__ = "ideas"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    employee_id: Mapped[UUID | None] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(20))
    signed: Mapped[bool] = mapped_column()
    few: Mapped[bool] = mapped_column(default=False, server_default=false())
    status: Mapped[str] = mapped_column(String(20))
    suggestion_id: Mapped[UUID | None] = mapped_column(ForeignKey("suggestions.id", ondelete="SET NULL"))
    question_id: Mapped[UUID | None] = mapped_column(ForeignKey("questions.id"), index=True)
    sent_on: Mapped[date] = mapped_column()

    employee: Mapped[Employee | None] = relationship()
    question: Mapped[Question | None] = relationship(lazy="selectin")
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

    @property
    def shown(self) -> bool:
        """Whether editors may read it, as long as five people could have sent it."""
        return not self.few

    @property
    def colleague(self) -> Colleague | None:
        """Who sent it in, if they signed."""
        return Colleague.who_signed(self.employee, signed=self.signed)


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

    consent: Mapped[Consent | None] = relationship(lazy="selectin", viewonly=True)

    @property
    def id(self) -> UUID:
        """The id by which clients know the person. It follows from the idea's, since neither of them changes."""
        return uuid5(self.idea_id, str(self.position))


class IdeaReply(Base):
    """What the sender or an editor says about an idea; which editor is not kept."""

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
