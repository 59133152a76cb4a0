"""The data sheet: what only the organisation knows, what it said last, and the versions that were agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("data_sheet", sa.JSON(), nullable=False, server_default="{}"))
    op.create_table(
        "noticed_data_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticed_data_sheet")),
    )
    op.create_table(
        "data_sheet_agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("contents", sa.JSON(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(200), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_sheet_agreements")),
    )
    op.create_index("ix_data_sheet_agreements_recorded_at_id", "data_sheet_agreements", ["recorded_at", "id"])


def downgrade() -> None:
    op.drop_table("data_sheet_agreements")
    op.drop_table("noticed_data_sheet")
    op.drop_column("organisation", "data_sheet")
