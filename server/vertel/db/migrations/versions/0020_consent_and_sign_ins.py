"""Ends of consents that were told, of sign-ins, and nothing of when somebody first signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("suggestions", sa.Column("consent_end_told", sa.DateTime(timezone=True), nullable=True))
    op.add_column("organisation", sa.Column("sign_ins_since", sa.DateTime(timezone=True), nullable=True))
    op.add_column("employees", sa.Column("signed_out_at", sa.DateTime(timezone=True), nullable=True))
    # Deliveries go with their event.
    linked = "(SELECT id FROM audit_entries WHERE action = 'identity.linked')"
    op.execute(f"DELETE FROM events WHERE type = 'audit.recorded' AND id IN {linked}")  # noqa: S608  no value of others
    op.execute("DELETE FROM audit_entries WHERE action = 'identity.linked'")


def downgrade() -> None:
    op.drop_column("employees", "signed_out_at")
    op.drop_column("organisation", "sign_ins_since")
    op.drop_column("suggestions", "consent_end_told")
