"""From which source a suggestion or a link was uploaded, and what the upload said of it.

The unique columns stay as they are, so that the version before goes on working: what has a named source stands there
under a hash of source and name. What was uploaded until now is of the source without a name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LONGEST_NAME = {"suggestions": 200, "links": 80}
UPLOADED = {"suggestions": "external_id IS NOT NULL", "links": "owner LIKE 'external:%' OR owner LIKE 'same:%'"}


def upgrade() -> None:
    for table, length in LONGEST_NAME.items():
        op.add_column(table, sa.Column("source", sa.String(length=64), nullable=True))
        op.add_column(table, sa.Column("source_id", sa.String(length=length), nullable=True))
        op.add_column(table, sa.Column("uploaded", sa.JSON(), nullable=True))
        op.create_index(f"ix_{table}_source", table, ["source"])
        op.execute(f"UPDATE {table} SET source = '' WHERE {UPLOADED[table]}")  # noqa: S608  constants


def downgrade() -> None:
    for table in LONGEST_NAME:
        op.drop_index(f"ix_{table}_source", table)
        for column in ("uploaded", "source_id", "source"):
            op.drop_column(table, column)
