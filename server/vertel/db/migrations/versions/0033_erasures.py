"""Who was erased, so that restoring a backup from before erases them again."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("id_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_erasures")),
    )
    op.create_index("ix_erasures_erased_on", "erasures", ["erased_on"])


def downgrade() -> None:
    op.drop_table("erasures")
