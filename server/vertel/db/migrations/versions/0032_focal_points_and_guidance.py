"""Which point of a suggestion's picture stays in sight, and what to do and what not in a text about it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestions", sa.Column("focal_point", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("suggestions", sa.Column("guidance", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("suggestions", "guidance")
    op.drop_column("suggestions", "focal_point")
