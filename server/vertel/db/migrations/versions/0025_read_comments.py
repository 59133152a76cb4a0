"""Which comments editors have read. What was said before counts as read."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = {
    "feedback": "signed AND NOT read AND comment IS NOT NULL",
    "told_feedback": "NOT read AND comment IS NOT NULL",
}


def upgrade() -> None:
    for name, unread in TABLES.items():
        op.add_column(name, sa.Column("read", sa.Boolean(), server_default=sa.false(), nullable=False))
        op.execute(sa.text(f"UPDATE {name} SET read = true"))  # noqa: S608  names of our own
        condition = sa.text(unread)
        op.create_index(
            f"ix_{name}_unread", name, ["suggestion_id"], postgresql_where=condition, sqlite_where=condition
        )


def downgrade() -> None:
    for name in TABLES:
        op.drop_index(f"ix_{name}_unread", name)
        op.drop_column(name, "read")
