"""Codes by mail and by device, mails to be sent, and how often something was tried. A sign-in has the device's name."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
HASH = sa.LargeBinary(32)


def upgrade() -> None:
    op.add_column("sign_ins", sa.Column("name", sa.String(100), nullable=True))
    _email_codes()
    _device_codes()
    op.create_table(
        "attempt_counts",
        sa.Column("key_hash", HASH, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_hash", "until", name=op.f("pk_attempt_counts")),
    )
    op.create_index(op.f("ix_attempt_counts_until"), "attempt_counts", ["until"])
    _mails()


def _one_time() -> list[sa.Column[Any]]:
    return [
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("attempt_hash", HASH, nullable=True),
        sa.Column("salt", HASH, nullable=True),
    ]


def _email_codes() -> None:
    op.create_table(
        "email_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_hash", HASH, nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_one_time(),
        _employee("email_codes"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_email_codes")),
    )
    for column in ("address_hash", "employee_id", "expires_at"):
        op.create_index(op.f(f"ix_email_codes_{column}"), "email_codes", [column])


def _device_codes() -> None:
    op.create_table(
        "device_codes",
        sa.Column("code_hash", HASH, nullable=False),
        sa.Column("user_code_hash", HASH, nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        *_one_time(),
        _employee("device_codes"),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_device_codes")),
        sa.UniqueConstraint("user_code_hash", name=op.f("uq_device_codes_user_code_hash")),
    )
    for column in ("employee_id", "expires_at"):
        op.create_index(op.f(f"ix_device_codes_{column}"), "device_codes", [column])


def _mails() -> None:
    op.create_table(
        "mails",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("employee_id", sa.Uuid(), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("next_try_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        _employee("mails"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mails")),
    )
    for column in ("employee_id", "next_try_at", "subject_id"):
        op.create_index(op.f(f"ix_mails_{column}"), "mails", [column])


def _employee(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_employee_id")
    return sa.ForeignKeyConstraint(["employee_id"], ["employees.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("mails", "attempt_counts", "device_codes", "email_codes"):
        op.drop_table(table)
    op.drop_column("sign_ins", "name")
