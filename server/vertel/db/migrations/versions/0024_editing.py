"""What editors need while they write: a suggestion's revisions, and notes to each other."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suggestion_revisions",
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(64), nullable=True),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestions.id"],
            name=op.f("fk_suggestion_revisions_suggestion_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "version", name=op.f("pk_suggestion_revisions")),
    )
    op.create_index(op.f("ix_suggestion_revisions_author"), "suggestion_revisions", ["author"])
    op.create_table(
        "suggestion_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestions.id"], name=op.f("fk_suggestion_notes_suggestion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_notes")),
    )
    op.create_index(op.f("ix_suggestion_notes_author"), "suggestion_notes", ["author"])
    op.create_index("ix_suggestion_notes_newest", "suggestion_notes", ["suggestion_id", "written_at", "id"])


def downgrade() -> None:
    op.drop_table("suggestion_notes")
    op.drop_table("suggestion_revisions")
