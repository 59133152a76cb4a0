"""What directories say of people and groups by SCIM, and what they deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("employees", sa.Column("user_name", sa.String(length=254), nullable=True))
    op.add_column("employees", sa.Column("name_parts", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("employees", sa.Column("deprovisioned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_employees_user_name"), "employees", ["user_name"], unique=True)
    op.add_column("teams", sa.Column("external_id", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_teams_external_id"), "teams", ["external_id"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_teams_external_id"), "teams")
    op.drop_column("teams", "external_id")
    op.drop_index(op.f("ix_employees_user_name"), "employees")
    for column in ("deprovisioned_at", "name_parts", "user_name"):
        op.drop_column("employees", column)
