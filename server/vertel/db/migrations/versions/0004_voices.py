"""Feedback, thanks, ideas, what colleagues put aside, and how they want to be left alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default: the version before this one goes on adding employees while the next one starts.
    op.add_column("employees", sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True))
    op.add_column("employees", sa.Column("counting", sa.Boolean(), nullable=False, server_default=sa.true()))
    # Without a foreign key: SQLite cannot add one, and whoever is erased takes their uploads along or leaves them.
    op.add_column("images", sa.Column("uploaded_by", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_images_uploaded_by"), "images", ["uploaded_by"])
    op.create_index(op.f("ix_suggestions_image_id"), "suggestions", ["image_id"])
    _feedback()
    _ideas()
    op.create_table(
        "marks",
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.String(length=10), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        _to("employees", "marks", "employee_id", "CASCADE"),
        _to("suggestions", "marks", "suggestion_id", "CASCADE"),
        sa.PrimaryKeyConstraint("employee_id", "mark", "suggestion_id", name=op.f("pk_marks")),
    )
    op.create_index(op.f("ix_marks_suggestion_id"), "marks", ["suggestion_id"])


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("reaction", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("few", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        _to("suggestions", "feedback", "suggestion_id", "CASCADE"),
        _to("employees", "feedback", "employee_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("suggestion_id", "employee_id", name=op.f("uq_feedback_suggestion_id_employee_id")),
    )
    op.create_index(op.f("ix_feedback_employee_id"), "feedback", ["employee_id"])
    op.create_table(
        "thanks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        _to("suggestions", "thanks", "suggestion_id", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
    )
    op.create_index(op.f("ix_thanks_suggestion_id"), "thanks", ["suggestion_id"])


def _ideas() -> None:
    op.create_table(
        "ideas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        _to("employees", "ideas", "employee_id", "CASCADE"),
        _to("suggestions", "ideas", "suggestion_id", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
    )
    op.create_index(op.f("ix_ideas_employee_id"), "ideas", ["employee_id"])
    op.create_index("ix_ideas_newest", "ideas", ["sent_on", "id"])
    _part_of_idea(
        "idea_photos",
        sa.Column("image_id", sa.Uuid(), nullable=False),
        sa.Column("alt", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(["image_id"], ["images.id"], name=op.f("fk_idea_photos_image_id")),
    )
    op.create_index(op.f("ix_idea_photos_image_id"), "idea_photos", ["image_id"])
    _part_of_idea(
        "idea_people",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("consent_until", sa.Date(), nullable=True),
    )
    _part_of_idea(
        "idea_replies",
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
    )


def _part_of_idea(table: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        table,
        sa.Column("idea_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
        _to("ideas", table, "idea_id", "CASCADE"),
        sa.PrimaryKeyConstraint("idea_id", "position", name=op.f(f"pk_{table}")),
    )


def _to(target: str, table: str, column: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def downgrade() -> None:
    for table in ("marks", "idea_replies", "idea_people", "idea_photos", "ideas", "thanks", "feedback"):
        op.drop_table(table)
    op.drop_index(op.f("ix_suggestions_image_id"), "suggestions")
    op.drop_index(op.f("ix_images_uploaded_by"), "images")
    op.drop_column("images", "uploaded_by")
    for column in ("counting", "snoozed_until"):
        op.drop_column("employees", column)
