"""What an event or a kept answer came from, so that it goes with it; and indexes for what looks for old rows."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

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
)


def upgrade() -> None:
    uuid = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    for column, (table, rules) in SOURCES.items():
        # In one statement: SQLite takes a foreign key together with its column only.
        constraint = f"CONSTRAINT fk_events_{column} REFERENCES {table} (id) {rules}"
        op.execute(f"ALTER TABLE events ADD COLUMN {column} {uuid} {constraint}")
        op.create_index(op.f(f"ix_events_{column}"), "events", [column])
    op.add_column("idempotency_keys", sa.Column("subject_id", sa.Uuid(), nullable=True))
    for table, column in INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table, column in INDEXES:
        op.drop_index(op.f(f"ix_{table}_{column}"), table)
    op.drop_column("idempotency_keys", "subject_id")
    for column in SOURCES:
        op.drop_index(op.f(f"ix_events_{column}"), "events")
        op.drop_column("events", column)
