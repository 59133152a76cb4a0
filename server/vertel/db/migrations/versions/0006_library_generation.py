"""The generation of the library, and what finds the moments at which time alone changes a list."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "library_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_generation")),
    )
    op.create_index("ix_places_live_from", "places", ["live_from"])
    op.create_index("ix_places_expires_at", "places", ["expires_at"])
    op.create_index("ix_suggestions_updated_at", "suggestions", ["updated_at"])


def downgrade() -> None:
    op.drop_index("ix_suggestions_updated_at", "suggestions")
    op.drop_index("ix_places_expires_at", "places")
    op.drop_index("ix_places_live_from", "places")
    op.drop_table("library_generation")
