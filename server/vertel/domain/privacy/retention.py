"""Deleting what is no longer kept: single clicks, whose counts by hour and day stay, and rows that expire.

On PostgreSQL the table of clicks has a partition for each month, made here before it is needed, so that a whole month
is dropped at once. Clicks without a partition of their month are in the default partition, and are deleted row by row.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, Engine, delete, select, text, tuple_
from sqlalchemy.orm import Session

from vertel.db.batches import delete_in_batches
from vertel.db.engine import make_session
from vertel.db.models import Click, SpoolSegment
from vertel.domain.privacy import expired_rows

BATCH = 5000
"""Rows deleted in one transaction, so that it holds its locks briefly."""

LEAST_SEGMENT_DAYS = 30
USUAL_DAYS = 400
LOCK = 0x7665727465
"""The advisory lock of the node that makes and drops partitions: "verte" in ASCII."""

PATIENCE = "5s"
"""How long to wait for a lock on the clicks. Ingestion waits behind it for as long."""

_MONTH = re.compile(r"clicks_([0-9]{4})_([0-9]{2})")


def tidy(engine: Engine, retention_days: int, moment: datetime) -> int:
    """Make the partitions of this month and the next, and delete what is older than the retention.

    Several nodes may call it at once. After an error of the database the next call goes on from there.

    :param retention_days: how long single clicks are kept; 0 is for ever.
    :return: how many clicks were deleted one by one, without those in dropped partitions.
    """
    oldest = moment - timedelta(days=retention_days) if retention_days else None
    if engine.dialect.name == "postgresql":
        month = _month(moment)
        for begin in (month, _following(month)):
            make_partition(engine, begin)
        if oldest is not None:
            _drop_partitions(engine, oldest)
    deleted = 0 if oldest is None else _delete_clicks(engine, oldest)
    kept = timedelta(days=max(retention_days or USUAL_DAYS, LEAST_SEGMENT_DAYS))
    delete_in_batches(engine, SpoolSegment, SpoolSegment.changed_at < moment - kept)
    expired_rows.delete_all(engine, moment)
    return deleted


def make_partition(engine: Engine, month: date) -> None:
    """Make the partition of a month on PostgreSQL, unless it is there, and move the month's clicks into it."""
    name = f"clicks_{month:%Y_%m}"
    begin, end = (f"{day:%Y-%m-%d} 00:00:00+00" for day in (month, _following(month)))
    inside = f"clicked_at >= '{begin}' AND clicked_at < '{end}'"
    with engine.begin() as connection:
        if name in _partitions(connection) or not _alone(connection) or name in _partitions(connection):
            return
        # Stops ingestion until the end of the transaction; reading goes on.
        connection.execute(text("LOCK TABLE clicks IN SHARE ROW EXCLUSIVE MODE"))
        connection.execute(text(f"CREATE TABLE {name} (LIKE clicks INCLUDING ALL)"))
        connection.execute(text(f"INSERT INTO {name} SELECT * FROM clicks_other WHERE {inside}"))  # noqa: S608
        connection.execute(text(f"DELETE FROM clicks_other WHERE {inside}"))  # noqa: S608
        connection.execute(text(f"ALTER TABLE clicks ATTACH PARTITION {name} FOR VALUES FROM ('{begin}') TO ('{end}')"))


def partition_all(engine: Engine) -> None:
    """Move clicks without a partition into those of their months, on PostgreSQL; such as after a restore."""
    month = "date_trunc('month', clicked_at AT TIME ZONE 'UTC')::date"
    with engine.connect() as connection:
        months = connection.execute(text(f"SELECT DISTINCT {month} FROM clicks_other")).scalars().all()  # noqa: S608
    for begin in sorted(months):
        make_partition(engine, begin)


def _drop_partitions(engine: Engine, oldest: datetime) -> None:
    """Drop the partitions of months of which no click is kept any more."""
    with engine.begin() as connection:
        past = [name for name, end in _partitions(connection).items() if end <= oldest]
        if past and _alone(connection):
            for name in past:
                connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def _alone(connection: Connection) -> bool:
    """Take the advisory lock until the transaction ends, and wait briefly for others; return False if it is taken."""
    connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}'"))
    return bool(connection.execute(text(f"SELECT pg_try_advisory_xact_lock({LOCK})")).scalar_one())


def _partitions(connection: Connection) -> dict[str, datetime]:
    """Return the partitions of months, with the moment at which each ends."""
    query = "SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid WHERE inhparent = 'clicks'::regclass"
    found = (_MONTH.fullmatch(name) for name in connection.execute(text(query)).scalars())
    months = {match[0]: _following(date(int(match[1]), int(match[2]), 1)) for match in found if match}
    return {name: datetime(end.year, end.month, 1, tzinfo=UTC) for name, end in months.items()}


def _delete_clicks(engine: Engine, oldest: datetime) -> int:
    deleted = 0
    while True:
        with make_session(engine, writes=True) as session:
            number = _delete_some(session, oldest)
            session.commit()
        deleted += number
        if number < BATCH:
            return deleted


def _delete_some(session: Session, oldest: datetime) -> int:
    first = select(Click.clicked_at, Click.id).where(Click.clicked_at < oldest)
    some = first.order_by(Click.clicked_at, Click.id).limit(BATCH)
    rows = session.execute(some).all()
    if rows:
        # The bounds by moment let PostgreSQL read the partitions of these rows only.
        within = Click.clicked_at.between(rows[0].clicked_at, rows[-1].clicked_at)
        last = tuple_(Click.clicked_at, Click.id) <= tuple_(rows[-1].clicked_at, rows[-1].id)
        session.execute(delete(Click).where(within, last), execution_options={"synchronize_session": False})
    return len(rows)


def _month(moment: datetime) -> date:
    return moment.astimezone(UTC).date().replace(day=1)


def _following(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
