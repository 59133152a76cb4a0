"""What an event or a kept answer came from, so that it goes with it; the check of destinations; and indexes for
what looks for old rows."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SOURCES = {
    "idea_id": ("ideas", "ON DELETE CASCADE"),
    "feedback_id": ("feedback", "ON DELETE CASCADE ON UPDATE CASCADE"),
}
INDEXES = (
    ("idempotency_keys", "subject_id"),
    ("refresh_tokens", "expires_at"),
    ("refresh_tokens", "used_at"),
    ("shares", "recorded_at"),
    ("links", "destination_url"),
    ("destination_answers", "checked_at"),
)


def upgrade() -> None:
    uuid = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    for column, (table, rules) in SOURCES.items():
        # In one statement: SQLite takes a foreign key together with its column only.
        constraint = f"CONSTRAINT fk_events_{column} REFERENCES {table} (id) {rules}"
        op.execute(f"ALTER TABLE events ADD COLUMN {column} {uuid} {constraint}")
        op.create_index(op.f(f"ix_events_{column}"), "events", [column])
    op.add_column("idempotency_keys", sa.Column("subject_id", sa.Uuid(), nullable=True))
    _destinations()
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _destinations() -> None:
    op.create_table(
        "destination_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("position", sa.String(length=2000), nullable=True),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_destination_checks")),
    )
    op.create_table(
        "destination_answers",
        sa.Column("destination_url", sa.String(length=2000), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("message", sa.String(length=1000), nullable=False),
        sa.Column("moved_to", sa.String(length=2000), nullable=True),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("destination_url", name=op.f("pk_destination_answers")),
    )


def downgrade() -> None:
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    op.drop_table("destination_answers")
    op.drop_table("destination_checks")
    op.drop_column("idempotency_keys", "subject_id")
    for column in SOURCES:
        op.drop_index(op.f(f"ix_events_{column}"), "events")
        op.drop_column("events", column)
