"""With which id a code or a refresh token was used, and from what its successor follows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("enrolment_codes", "refresh_tokens")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("attempt_hash", sa.LargeBinary(length=32), nullable=True))
        op.add_column(table, sa.Column("salt", sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "salt")
        op.drop_column(table, "attempt_hash")
