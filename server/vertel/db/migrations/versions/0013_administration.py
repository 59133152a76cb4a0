"""Who changed what; what an organisation sets; and what is known of an API key besides its hash."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OFFERS = ("composer_button", "personal_links", "ideas", "digests")


def upgrade() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("actor_name", sa.String(length=200), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.String(length=64), nullable=True),
        sa.Column("subject_name", sa.String(length=200), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_at_id", "audit_entries", ["at", "id"])
    for column in ("actor", "action", "subject_kind", "subject_id"):
        op.create_index(f"ix_audit_entries_{column}_at_id", "audit_entries", [column, "at", "id"])
    # With defaults: the version before this one goes on writing these tables while the next one starts.
    op.add_column("api_keys", sa.Column("prefix", sa.String(length=12), nullable=True))
    op.add_column("api_keys", sa.Column("created_by", sa.String(length=64), nullable=True))
    op.add_column("api_keys", sa.Column("expires_at", MOMENT, nullable=True))
    op.add_column("api_keys", sa.Column("last_used_on", sa.Date(), nullable=True))
    _organisation()


def _organisation() -> None:
    uuid = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    # In one statement: SQLite takes a foreign key together with its column only.
    constraint = "CONSTRAINT fk_organisation_image_id REFERENCES images (id)"
    op.execute(f"ALTER TABLE organisation ADD COLUMN image_id {uuid} {constraint}")
    op.add_column("organisation", sa.Column("accent_color", sa.JSON(), nullable=True))
    op.add_column("organisation", sa.Column("earlier_time_zones", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("organisation", sa.Column("guidance", sa.JSON(), nullable=False, server_default="[]"))
    for offer in OFFERS:
        op.add_column(
            "organisation", sa.Column(f"offers_{offer}", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    op.add_column("organisation", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    added = ("image_id", "accent_color", "earlier_time_zones", "guidance", "version")
    for column in (*added, *(f"offers_{offer}" for offer in OFFERS)):
        op.drop_column("organisation", column)
    for column in ("last_used_on", "expires_at", "created_by", "prefix"):
        op.drop_column("api_keys", column)
    op.drop_table("audit_entries")
