"""Counts in cells with five people behind each, in place of what had to be hidden when it was read.

For whom a suggestion was meant in the past is not known. So what is stored becomes daily totals of the organisation,
without suggestion or group; and the clicks and shares of colleagues only where five at least have done them.
"""

import uuid
from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FACETS = ("total", "suggestion", "team", "kind", "location", "language")
EARLIER = uuid.UUID(int=1)
FEWEST = 5
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tables()
    op.add_column("links", sa.Column("part_id", sa.Uuid(), nullable=True))
    # With defaults: the version before this one goes on adding links and captions while the next one starts.
    op.add_column("links", sa.Column("retired", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("captions", sa.Column("people", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("share_counts", sa.Column("shares", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("shares", sa.Column("counted", sa.Boolean(), nullable=True))
    op.execute(
        "UPDATE captions SET people ="
        " (SELECT count(DISTINCT employee_id) FROM shares WHERE shares.caption_id = captions.id)"
    )
    _told_feedback()
    _past()
    neither = sa.text("counted IS NULL")
    op.create_index("ix_shares_uncounted", "shares", ["recorded_at"], postgresql_where=neither, sqlite_where=neither)
    op.drop_index("ix_shares_reports", "shares")
    op.create_index("ix_shares_occurred_at", "shares", ["occurred_at"])
    op.create_index("ix_suggestions_kind", "suggestions", ["kind"])
    op.create_index("ix_employees_team_active", "employees", ["team_id", "active"])
    for table in ("click_hours", "click_sums"):
        op.drop_table(table)


def _tables() -> None:
    op.create_table(
        "people_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_version")),
    )
    people_version = sa.table("people_version", sa.column("id", sa.Integer()), sa.column("token", sa.Uuid()))
    op.bulk_insert(people_version, [{"id": 1, "token": uuid.uuid4()}])
    op.create_table(
        "parts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=True),
        sa.Column("audience_key", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("people", sa.String(length=32), nullable=False),
        sa.Column("hosts", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parts")),
        sa.UniqueConstraint("key", name=op.f("uq_parts_key")),
    )
    op.create_index(op.f("ix_parts_audience_key"), "parts", ["audience_key"])
    op.create_table(
        "report_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("facet", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("suggestion_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("kind_id", sa.Integer(), nullable=True),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("language_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestions.id"], name=op.f("fk_report_groups_suggestion_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_report_groups_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_groups")),
        sa.UniqueConstraint("facet", "key", name=op.f("uq_report_groups_facet_key")),
    )
    op.create_index(op.f("ix_report_groups_suggestion_id"), "report_groups", ["suggestion_id"])
    for interval, start in (("month", sa.Date()), ("day", sa.Date()), ("hour", MOMENT)):
        table = f"sums_by_{interval}"
        op.create_table(
            table,
            sa.Column("facet", sa.String(length=10), nullable=False),
            sa.Column("group_id", sa.Integer(), nullable=False),
            sa.Column("shares", sa.Integer(), nullable=False),
            sa.Column("clicks", sa.Integer(), nullable=False),
            sa.Column("applications", sa.Integer(), nullable=False),
            sa.Column("start", start, nullable=False),
            sa.PrimaryKeyConstraint("facet", "start", "group_id", name=op.f(f"pk_{table}")),
            sqlite_with_rowid=False,
        )
        op.create_index(op.f(f"ix_{table}_group_id"), table, ["group_id"])


def _told_feedback() -> None:
    """Make the table of what is told. Of what was said before it is not certain that five people could have said it."""
    op.add_column("feedback", sa.Column("token", sa.Uuid(), nullable=True))
    op.add_column("ideas", sa.Column("few", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("UPDATE ideas SET few = :few WHERE NOT signed").bindparams(few=True))
    op.execute(sa.text("UPDATE feedback SET few = :few WHERE NOT signed").bindparams(few=True))
    op.create_table(
        "told_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("suggestion_id", sa.Uuid(), nullable=False),
        sa.Column("reaction", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"], ["suggestions.id"], name=op.f("fk_told_feedback_suggestion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_told_feedback")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_told_feedback_token_hash")),
    )
    op.create_index(op.f("ix_told_feedback_suggestion_id"), "told_feedback", ["suggestion_id"])


def _past() -> None:
    """Turn what is stored into daily totals, and have links that are posted go on counting for those."""
    connection = op.get_bind()
    sharers = (
        "SELECT count(*) FROM (SELECT employee_id FROM shares WHERE employee_id IS NOT NULL"
        " UNION SELECT employee_id FROM links WHERE employee_id IS NOT NULL) AS known"
    )
    certain = connection.execute(sa.text(sharers)).scalar_one() >= FEWEST
    chosen = "" if certain else " WHERE links.suggestion_id IS NULL"
    days: dict[str, Counter[date]] = {"shares": Counter(), "clicks": Counter(), "applications": Counter()}
    for measure, query in (
        ("clicks", "SELECT day, sum(clicks) FROM click_days JOIN links ON links.id = link_id"),
        ("applications", "SELECT day, count(*) FROM applications JOIN links ON links.id = link_id"),
    ):
        counted = sa.text(f"{query}{chosen} GROUP BY day").columns(sa.column("day", sa.Date()), sa.column("number"))
        for day, number in connection.execute(counted):
            days[measure][day] += int(number)
    if certain:
        zone = ZoneInfo(connection.scalar(sa.text("SELECT time_zone FROM organisation")) or "Europe/Amsterdam")
        recorded = sa.text("SELECT recorded_at FROM shares").columns(sa.column("recorded_at", MOMENT))
        for (moment,) in connection.execute(recorded):
            days["shares"][_utc(moment).astimezone(zone).date()] += 1
        _earlier_links()
    shares = sa.table("shares", sa.column("counted", sa.Boolean()))
    op.execute(shares.update().values(counted=certain))
    for interval in ("month", "day"):
        _store(interval, days)
    # When the first colleague asked for a link is told by the day.
    day = "date_trunc('day', created_at, 'UTC')"
    if connection.dialect.name == "sqlite":
        day = "date(created_at) || ' 00:00:00.000000'"
    op.execute(f"UPDATE links SET created_at = {day} WHERE suggestion_id IS NOT NULL")  # noqa: S608


def _earlier_links() -> None:
    parts = sa.table(
        "parts", sa.column("id", sa.Uuid()), sa.column("key"), sa.column("audience_key"),
        sa.column("audience", sa.JSON()), sa.column("people"), sa.column("hosts", sa.Boolean()),
    )  # fmt: skip
    row = {"key": "earlier", "audience_key": "earlier", "audience": {}, "people": "others", "hosts": False}
    op.bulk_insert(parts, [row | {"id": EARLIER}])
    links = sa.table("links", sa.column("part_id", sa.Uuid()), sa.column("suggestion_id", sa.Uuid()))
    op.execute(links.update().where(links.c.suggestion_id.is_not(None)).values(part_id=EARLIER))


def _store(interval: str, days: dict[str, Counter[date]]) -> None:
    sums: dict[str, Counter[date]] = {measure: Counter() for measure in days}
    for measure, counted in days.items():
        for day, number in counted.items():
            sums[measure][day.replace(day=1) if interval == "month" else day] += number
    columns: list[sa.ColumnClause[object]] = [sa.column(name) for name in ("facet", "group_id", *days)]
    table = sa.table(f"sums_by_{interval}", *columns, sa.column("start", sa.Date()))
    rows = [
        {"facet": facet, "group_id": 0, "start": start} | {measure: sums[measure][start] for measure in sums}
        for start in sorted(set().union(*sums.values()))
        for facet in FACETS
    ]
    if rows:
        op.bulk_insert(table, rows)


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def downgrade() -> None:
    op.create_table(
        "click_hours",
        sa.Column("hour", MOMENT, nullable=False),
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "link_id", name=op.f("pk_click_hours")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "click_sums",
        sa.Column("facet", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("clicks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "day", "key", name=op.f("pk_click_sums")),
        sqlite_with_rowid=False,
    )
    op.drop_index("ix_employees_team_active", "employees")
    op.drop_index("ix_suggestions_kind", "suggestions")
    op.drop_index("ix_shares_uncounted", "shares")
    op.drop_index("ix_shares_occurred_at", "shares")
    op.create_index("ix_shares_reports", "shares", ["occurred_at", "suggestion_id", "team_id", "link_id"])
    # Not as a batch: that would take along what points at these tables.
    for table, column in (
        ("shares", "counted"), ("share_counts", "shares"), ("captions", "people"), ("links", "retired"),
        ("links", "part_id"), ("feedback", "token"), ("ideas", "few"),
    ):  # fmt: skip
        op.drop_column(table, column)
    for table in (
        "told_feedback",
        "sums_by_hour",
        "sums_by_day",
        "sums_by_month",
        "report_groups",
        "parts",
        "people_version",
    ):
        op.drop_table(table)
