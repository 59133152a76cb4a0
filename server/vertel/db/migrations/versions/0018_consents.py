"""Consent of people who are shown, and until when suggestions are shown for it."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("idea_id", sa.Uuid(), nullable=True),
        sa.Column("idea_position", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["idea_id", "idea_position"],
            ["idea_people.idea_id", "idea_people.position"],
            name=op.f("fk_consents_idea_id_idea_position_idea_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_consents_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("idea_id", "idea_position", name=op.f("uq_consents_idea_id_idea_position")),
        sa.UniqueConstraint("person_id", name=op.f("uq_consents_person_id")),
    )
    op.create_table(
        "consent_links",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consents.id"], name=op.f("fk_consent_links_consent_id_consents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_consent_links")),
    )
    op.create_index(op.f("ix_consent_links_consent_id"), "consent_links", ["consent_id"])
    op.add_column("suggestions", sa.Column("consent_ends_at", MOMENT, nullable=True))
    op.add_column("mails", sa.Column("address", sa.String(length=254), nullable=True))
    op.add_column("organisation", sa.Column("require_consent", sa.Boolean(), nullable=False, server_default=sa.false()))
    _end_recorded()


def _end_recorded() -> None:
    """Have what editors recorded end with its last day, as it does from this version on."""
    connection = op.get_bind()
    people = sa.table("people", sa.column("suggestion_id", sa.Uuid()), sa.column("consent_until", sa.Date()))
    suggestions = sa.table("suggestions", sa.column("id", sa.Uuid()), sa.column("consent_ends_at", MOMENT))
    entries = sa.table("places", sa.column("suggestion_id", sa.Uuid()), sa.column("expires_at", MOMENT))
    zone = connection.scalar(sa.text("SELECT time_zone FROM organisation")) or "Europe/Amsterdam"
    first = sa.select(people.c.suggestion_id, sa.func.min(people.c.consent_until)).group_by(people.c.suggestion_id)
    for suggestion_id, day in connection.execute(first.where(people.c.consent_until < date.max)).all():
        end = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone)).astimezone(UTC)
        mine = suggestions.update().where(suggestions.c.id == suggestion_id)
        connection.execute(mine.values(consent_ends_at=end))
        later = sa.or_(entries.c.expires_at.is_(None), entries.c.expires_at > end)
        connection.execute(
            entries.update().where(entries.c.suggestion_id == suggestion_id, later).values(expires_at=end)
        )


def downgrade() -> None:
    op.drop_column("organisation", "require_consent")
    op.drop_column("mails", "address")
    op.drop_column("suggestions", "consent_ends_at")
    op.drop_table("consent_links")
    op.drop_table("consents")
