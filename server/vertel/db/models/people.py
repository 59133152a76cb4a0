"""The organisation, its teams and its employees."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, and_, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vertel.clock import now
from vertel.db.models.base import Base, UtcDateTime
from vertel.ids import new_id


class Organisation(Base):
    """The one organisation of this deployment: one row.

    :ivar earlier_time_zones: those before this one, the oldest first, each with when it ended:
        ``{"time_zone", "until"}``.
    :ivar accent_color: one for each ground, ``{"light", "dark"}``; null for Vertel's own.
    :ivar guidance: what to do and what not, once for each language: ``{"language", "do", "dont"}``.
    :ivar consent_rules: rises with each change of what the consent of people who are shown is held against.
    :ivar data_sheet: what only the organisation knows, by name: ``controller`` and so on.
    :ivar sign_ins_since: when everybody's sign-ins were ended last; those that began until then are over.
    :ivar version: rises with each change of what administrators set.
    """

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(100))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    time_zone: Mapped[str] = mapped_column(String(64), default="Europe/Amsterdam")
    earlier_time_zones: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list, server_default="[]")
    fold_desktop: Mapped[int] = mapped_column(default=210)
    fold_phone: Mapped[int] = mapped_column(default=140)
    image_id: Mapped[UUID | None] = mapped_column(ForeignKey("images.id"))
    accent_color: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    guidance: Mapped[list[dict[str, str | None]]] = mapped_column(JSON, default=list, server_default="[]")
    offers_composer_button: Mapped[bool] = mapped_column(default=True, server_default=true())
    offers_personal_links: Mapped[bool] = mapped_column(default=True, server_default=true())
    offers_ideas: Mapped[bool] = mapped_column(default=True, server_default=true())
    offers_digests: Mapped[bool] = mapped_column(default=True, server_default=true())
    require_consent: Mapped[bool] = mapped_column(default=False, server_default=false())
    consent_rules: Mapped[int] = mapped_column(default=1, server_default="1")
    data_sheet: Mapped[dict[str, str | None]] = mapped_column(JSON, default=dict, server_default="{}")
    sign_ins_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Team(Base):
    """A team that suggestions can be meant for.

    One with ``part_of_id`` is a former name: who is put into it comes into that other team. One that was ``removed``
    has nobody, until somebody is put into it again. Both stay for the numbers that were counted under them.

    ``external_id`` is the group's in a directory.
    """

    __tablename__ = "teams"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    part_of_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    removed: Mapped[bool] = mapped_column(default=False, server_default=false())
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True, index=True)

    @classmethod
    def is_there(cls) -> ColumnElement[bool]:
        """Return the condition that a team is no former one."""
        return and_(cls.part_of_id.is_(None), ~cls.removed)


class Employee(Base):
    """Someone who may use Vertel, while ``active``; their next request after that is refused.

    ``external_id``, ``source`` and ``provisioned_languages`` are what HR's systems say. ``languages`` are those that
    count: the colleague's own when ``languages_chosen``, else HR's. ``updated_at`` is when anything of what HR says
    changed, null when nothing did since the entry was made; what colleagues set themselves never moves it.

    ``user_name`` is what a directory signs them in with, in lower case, where that is not their address;
    ``name_parts`` the name as a directory has it, by SCIM's names of the parts; ``deprovisioned_at`` when a directory
    deleted the entry, which then is disabled and which that directory does not see.

    ``signed_out_at`` is when all of their sign-ins were ended last: also those of the server's pages that began before.

    ``counting`` is their own setting: without it no shares are recorded and no tracked links made for them.
    ``search_text`` is name and address as :func:`vertel.domain.people.directory.folded` has them; the list of
    employees is in its order.
    """

    __tablename__ = "employees"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20), default="employee")
    team_id: Mapped[UUID | None] = mapped_column(ForeignKey("teams.id"), index=True)
    location: Mapped[str | None] = mapped_column(String(100))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    provisioned_languages: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    languages_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    active: Mapped[bool] = mapped_column(default=True)
    external_id: Mapped[str | None] = mapped_column(String(200), unique=True, index=True)
    user_name: Mapped[str | None] = mapped_column(String(254), unique=True, index=True)
    name_parts: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    deprovisioned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(20), default="import", server_default="import")
    signed_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    search_text: Mapped[str] = mapped_column(Text, default="", server_default="")
    snoozed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counting: Mapped[bool] = mapped_column(default=True, server_default=true())
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    team: Mapped[Team | None] = relationship(lazy="joined")

    __table_args__ = (
        Index("ix_employees_team_active", "team_id", "active"),
        # All that the list of employees is filtered and ordered by.
        Index("ix_employees_list", "search_text", "id", "team_id", "active"),
        Index("ix_employees_role_active", "role", "active"),
    )
