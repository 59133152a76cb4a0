"""What HR's systems say of people, apart from what colleagues set themselves; and an index for the list of people.

Which of the languages that are stored somebody chose themselves is not known. Administrators see none of them until HR
says some, and those that count stay as they are until then.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BATCH = 1000
COLUMNS = ("search_text", "updated_at", "source", "external_id", "languages_chosen", "provisioned_languages")


def upgrade() -> None:
    # With defaults: the version before this one goes on adding employees while the next one starts.
    for column in (
        sa.Column("provisioned_languages", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("languages_chosen", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False, server_default="import"),
        sa.Column("search_text", sa.Text(), nullable=False, server_default=""),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True),
    ):
        op.add_column("employees", column)
    _fill_search_text()
    op.create_index(op.f("ix_employees_external_id"), "employees", ["external_id"], unique=True)
    op.create_index("ix_employees_list", "employees", ["search_text", "id", "team_id", "active"])
    op.create_index("ix_employees_role_active", "employees", ["role", "active"])


def _fill_search_text() -> None:
    employees = sa.table(
        "employees", sa.column("id", sa.Uuid()), sa.column("name"), sa.column("email"), sa.column("search_text")
    )
    connection = op.get_bind()
    found = connection.execute(sa.select(employees.c.id, employees.c.name, employees.c.email)).all()
    change = employees.update().where(employees.c.id == sa.bindparam("stored"))
    change = change.values(search_text=sa.bindparam("folded"))
    for start in range(0, len(found), BATCH):
        some = found[start : start + BATCH]
        connection.execute(
            change, [{"stored": own, "folded": f"{_folded(name)[:200]}\n{_folded(email)}"} for own, name, email in some]
        )


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def downgrade() -> None:
    for index in ("ix_employees_role_active", "ix_employees_list", "ix_employees_external_id"):
        op.drop_index(index, "employees")
    for column in COLUMNS:
        op.drop_column("employees", column)
