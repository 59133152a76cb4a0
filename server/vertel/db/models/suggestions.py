"""Suggestions, with their captions, prompts, people, images and whom they are meant for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, LargeBinary, String, Text, func, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.db.models.consents import Consent
from vertel.ids import new_id

UNANNOUNCED = "announced_at IS NULL AND status = 'published'"


def listed_texts(texts: dict[str, str] | None) -> list[dict[str, str]]:
    """Return texts by language as documents have them: a list of ``{"language", "text"}``."""
    return [{"language": language, "text": text} for language, text in (texts or {}).items()]


class Image(Base):
    """An image, re-encoded and without metadata.

    ``uploaded_by`` is the employee who sent it in, none for a program; until it is in a suggestion it is theirs.
    """

    __tablename__ = "images"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    media_type: Mapped[str] = mapped_column(String(20))
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    body: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_by: Mapped[UUID | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Suggestion(Base):
    """Something worth sharing.

    ``version`` is the ETag: the database refuses a change that was based on an older one.
    ``live_from`` is ``publish_at``, or when it was made: the order of the employee's list.
    ``titles`` and ``alt_texts`` are the title and what the image shows, by language; null for none.
    ``focal_point`` is the point of the image that stays in sight, ``{"x", "y"}`` in percent; null for its middle.
    ``guidance`` is what to do and what not, once for each language: ``{"language", "do", "dont"}``.
    ``search_text`` is title, titles, captions and questions, case-folded.
    ``announced_at`` is when ``suggestion.published`` was stored, which happens once.
    ``source`` is where an upload said that it comes from, empty when it said nothing; None when it was made by hand.
    ``consent_ends_at`` is from when somebody shown does not agree, long ago when that is so now, null for no end;
    ``consent_end_told`` is the one that was told last, ``consent_rules`` the organisation's when it was worked out.
    With a named source, ``source_id`` is its name there, and ``external_id`` a hash of both, for uniqueness.
    ``uploaded`` has a digest of what the last upload said of each field: a field that says otherwise was edited since.
    """

    __tablename__ = "suggestions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column()
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    titles: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    destination_url: Mapped[str | None] = mapped_column(String(2000))
    utm: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    image_id: Mapped[UUID | None] = mapped_column(ForeignKey("images.id"), index=True)
    image_alt: Mapped[str | None] = mapped_column(String(1000))
    alt_texts: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    focal_point: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    guidance: Mapped[list[dict[str, str | None]]] = mapped_column(JSON, default=list, server_default="[]")
    audience: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    live_from: Mapped[datetime] = mapped_column(UtcDateTime)
    consent_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_end_told: Mapped[datetime | None] = mapped_column(UtcDateTime)
    consent_rules: Mapped[int] = mapped_column(default=1, server_default="1")
    status: Mapped[str] = mapped_column(String(20))
    search_text: Mapped[str] = mapped_column(Text)
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    source: Mapped[str | None] = mapped_column(String(64), index=True)
    source_id: Mapped[str | None] = mapped_column(String(200))
    uploaded: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    captions: Mapped[list[Caption]] = relationship(
        order_by="Caption.position", cascade="all, delete-orphan", lazy="selectin"
    )
    prompts: Mapped[list[Prompt]] = relationship(
        order_by="Prompt.position", cascade="all, delete-orphan", lazy="selectin"
    )
    people: Mapped[list[Person]] = relationship(
        order_by="Person.position", cascade="all, delete-orphan", lazy="selectin"
    )
    image: Mapped[Image | None] = relationship(lazy="selectin")

    @hybrid_property
    def origin_id(self) -> str | None:
        """Its name in the system from which it comes."""
        return self.external_id if self.source_id is None else self.source_id

    @origin_id.inplace.expression
    @classmethod
    def _origin_id(cls) -> ColumnElement[str | None]:
        return func.coalesce(cls.source_id, cls.external_id)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  SQLAlchemy reads it so
    __table_args__ = (
        Index("ix_suggestions_kind", "kind"),
        Index("ix_suggestions_newest", "created_at", "id"),
        Index("ix_suggestions_updated_at", "updated_at"),
        # Nearly empty, so that those whose moment has come are found at once.
        Index("ix_suggestions_coming", "live_from", postgresql_where=text(UNANNOUNCED), sqlite_where=text(UNANNOUNCED)),
    )


class Caption(Base):
    """One ready text. Employees get the captions that fewest ``people`` used first, in steps.

    ``share_count`` is how often it was used; the version before goes by that.
    """

    __tablename__ = "captions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(20))
    tone: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    share_count: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0, server_default="0")


class Prompt(Base):
    """A story starter."""

    __tablename__ = "prompts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    language: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(String(300))
    opening: Mapped[str | None] = mapped_column(String(1000))


class Person(Base):
    """Someone shown or named in a suggestion, and until when they agree to it by an editor's word."""

    __tablename__ = "people"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), index=True)
    position: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(String(100))
    consent_until: Mapped[date | None] = mapped_column()

    consent: Mapped[Consent | None] = relationship(lazy="selectin", viewonly=True)


class AudienceEntry(Base):
    """An entry of the audience index: a published suggestion under a team, else a location, else everyone.

    A suggestion stands under one sort of key only, so an employee's list is three short scans along one index: my
    team's, my location's, everyone's. The audience's other sides are checked on the way: ``locations`` and
    ``languages`` hold them as ``|zwolle|deventer|``, empty when open.
    """

    __tablename__ = "places"

    # First in the key, so that a look-up by key uses the index below, which is in the list's order.
    suggestion_id: Mapped[UUID] = mapped_column(ForeignKey("suggestions.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column("place", String(110), primary_key=True)
    live_from: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    locations: Mapped[str] = mapped_column(Text)
    languages: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        Index("ix_places_newest", "place", "live_from", "suggestion_id"),
        Index("ix_places_live_from", "live_from"),
        Index("ix_places_expires_at", "expires_at"),
    )


class LibraryGeneration(Base):
    """One row with a token that is drawn anew with every change that an employee's list can show.

    Not a number that grows: after a restore, that would come by the same values again with other suggestions.
    """

    __tablename__ = "library_generation"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    token: Mapped[UUID] = mapped_column()
