"""Clicks by suggestion, team and scope: what reports read instead of every link's."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "click_sums",
        sa.Column("facet", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("clicks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "day", "key", name=op.f("pk_click_sums")),
        sqlite_with_rowid=False,
    )
    digits = "replace(links.{}::text, '-', '')" if op.get_bind().dialect.name == "postgresql" else "links.{}"
    for facet, key in (
        ("suggestion", digits.format("suggestion_id")),
        ("team", digits.format("team_id")),
        ("scope", "links.scope"),
    ):
        op.execute(
            f"INSERT INTO click_sums SELECT '{facet}', day, {key}, sum(clicks) FROM click_days"  # noqa: S608
            f" JOIN links ON links.id = click_days.link_id WHERE {key} IS NOT NULL GROUP BY day, {key}"
        )
    op.create_index("ix_shares_reports", "shares", ["occurred_at", "suggestion_id", "team_id", "link_id"])
    op.create_index(op.f("ix_shares_team_id"), "shares", ["team_id"])
    op.drop_index("ix_shares_occurred_at", "shares")


def downgrade() -> None:
    op.create_index("ix_shares_occurred_at", "shares", ["occurred_at"])
    op.drop_index("ix_shares_team_id", "shares")
    op.drop_index("ix_shares_reports", "shares")
    op.drop_table("click_sums")
