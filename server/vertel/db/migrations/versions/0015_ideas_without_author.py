"""Unsigned ideas that editors were told stay when their author is erased, without a way to them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("ideas") as batch:
        batch.alter_column("employee_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    without_author = sa.text("SELECT id FROM ideas WHERE employee_id IS NULL")
    for name in ("idea_photos", "idea_people", "idea_replies", "events"):
        table = sa.table(name, sa.column("idea_id"))
        op.execute(table.delete().where(table.c.idea_id.in_(without_author)))
    op.execute("DELETE FROM ideas WHERE employee_id IS NULL")
    with op.batch_alter_table("ideas") as batch:
        batch.alter_column("employee_id", existing_type=sa.Uuid(), nullable=False)
