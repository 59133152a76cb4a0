"""Teams that were made part of another, or removed: their names and past numbers stay, and files go on naming them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    uuid = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    # In one statement: SQLite takes a foreign key together with its column only.
    constraint = "CONSTRAINT fk_teams_part_of_id REFERENCES teams (id)"
    op.execute(f"ALTER TABLE teams ADD COLUMN part_of_id {uuid} {constraint}")
    op.add_column("teams", sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_teams_part_of_id"), "teams", ["part_of_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_teams_part_of_id"), "teams")
    for column in ("removed", "part_of_id"):
        op.drop_column("teams", column)
