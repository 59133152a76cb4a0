"""Clicks that nodes of the link domain take in, for others to count."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "staged_clicks",
        sa.Column("id", number, nullable=False),
        sa.Column("records", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staged_clicks")),
    )


def downgrade() -> None:
    op.drop_table("staged_clicks")
