"""A number for each change of a link, given by the database: clocks of nodes do not agree, and are set back.

A trigger gives it, so that it is there whatever writes, also the version before. On PostgreSQL a transaction has its id
before it takes a number: from the ids that are still running, ``vertel.worker.replicator`` knows which numbers can still
become visible.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

POSTGRESQL = (
    "CREATE SEQUENCE link_change_numbers",
    """
    CREATE FUNCTION number_link_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_current_xact_id();
        NEW.change_number := nextval('link_change_numbers');
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER number_link_change BEFORE INSERT OR UPDATE ON links
    FOR EACH ROW EXECUTE FUNCTION number_link_change()
    """,
)
SQLITE = (
    """
    CREATE TRIGGER number_new_link AFTER INSERT ON links BEGIN
        UPDATE links SET change_number = (SELECT max(change_number) + 1 FROM links) WHERE rowid = NEW.rowid;
    END
    """,
    # Of these columns alone: its own update must not set it off again.
    """
    CREATE TRIGGER number_changed_link AFTER UPDATE OF code, scope, destination_url, query, withdrawn_at, changed_at
    ON links BEGIN
        UPDATE links SET change_number = (SELECT max(change_number) + 1 FROM links) WHERE rowid = NEW.rowid;
    END
    """,
)


def upgrade() -> None:
    op.add_column("links", sa.Column("change_number", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_links_change_number", "links", ["change_number", "id"])
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER number_link_change ON links")
        op.execute("DROP FUNCTION number_link_change()")
        op.execute("DROP SEQUENCE link_change_numbers")
    else:
        op.execute("DROP TRIGGER number_new_link")
        op.execute("DROP TRIGGER number_changed_link")
    op.drop_index("ix_links_change_number", "links")
    op.drop_column("links", "change_number")
