"""Which end of people's consent to a suggestion was told."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestions", sa.Column("consent_end_told", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("suggestions", "consent_end_told")
