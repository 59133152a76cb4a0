"""Questions to colleagues, and which idea answers which."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
    )
    op.create_index("ix_questions_newest", "questions", ["asked_at", "id"])
    uuid = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    # In one statement: SQLite takes a foreign key together with its column only.
    constraint = "CONSTRAINT fk_ideas_question_id_questions REFERENCES questions (id)"
    op.execute(f"ALTER TABLE ideas ADD COLUMN question_id {uuid} {constraint}")
    op.create_index(op.f("ix_ideas_question_id"), "ideas", ["question_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ideas_question_id"), "ideas")
    op.drop_column("ideas", "question_id")
    op.drop_table("questions")
