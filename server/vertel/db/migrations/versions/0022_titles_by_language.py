"""Titles and pictures' alternative texts in several languages."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestions", sa.Column("titles", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("suggestions", sa.Column("alt_texts", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("suggestions", "alt_texts")
    op.drop_column("suggestions", "titles")
