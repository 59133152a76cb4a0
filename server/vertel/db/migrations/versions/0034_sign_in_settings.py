"""How people sign in, remembered beside the data sheet, so that a change of it is recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("noticed_data_sheet", sa.Column("sign_in", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("noticed_data_sheet", "sign_in")
