"""Under which rules each suggestion's consent was looked at, so that a change of them is carried out in batches."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLES = ("organisation", "suggestions")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("consent_rules", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "consent_rules")
