"""Restoring a backup: all of it in one transaction, so that a restore that fails changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Engine, func, inspect, select, text, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db import health, migrations
from vertel.db.engine import WRITES
from vertel.db.models import (
    ApiKey,
    Base,
    Channel,
    Employee,
    Erasure,
    Image,
    Link,
    MailSubscription,
    PeopleVersion,
    Suggestion,
)
from vertel.db.upsert import upsert
from vertel.domain import audit
from vertel.domain.audit import CLI, AuditAction
from vertel.domain.backups.archive import Archive, BackupError, TableEntry, Tell
from vertel.domain.backups.columns import table_of
from vertel.domain.privacy import erasure, erasure_list, retention
from vertel.domain.privacy.erasure_list import Erasures
from vertel.domain.suggestions import generation
from vertel.errors import printable

AT_ONCE = 1000
VERSION = "alembic_version"


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    :ivar rows: how many rows of the backup are in the database.
    :ivar erased: how many colleagues were erased again.
    """

    rows: int
    erased: int


def contents(engine: Engine) -> dict[str, int]:
    """Return what a database has that a restore would replace: the name of a table -> how many rows, if any."""
    with engine.connect() as connection:
        present = set(inspect(connection).get_table_names())
        counts = {
            model.__tablename__: connection.execute(select(func.count()).select_from(model)).scalar_one()
            for model in (Employee, Suggestion, Link, Image, ApiKey)
            if model.__tablename__ in present
        }
    return {name: rows for name, rows in counts.items() if rows}


def knows_erasures(engine: Engine) -> bool:
    """Return whether a database has a list of who was erased: one in use, since a new one knows of nobody."""
    return inspect(engine).has_table(Erasure.__tablename__) and bool(contents(engine))


def check_version(archive: Archive) -> None:
    """Refuse a backup that a newer version made.

    :raises BackupError: it is one.
    """
    if archive.manifest.revision not in _revisions():
        made_by = f"Vertel {printable(archive.manifest.vertel)}, tables {printable(archive.manifest.revision)}"
        raise BackupError(f"The backup was made by a newer version ({made_by}): restore it with that one, or a later.")


def restore(engine: Engine, archive: Archive, erasures: Erasures, tell: Tell) -> Restored:
    """Replace what the database has with a verified backup, of this version or an earlier one.

    Whoever was erased since the backup is erased again, by the list of ``erasures``, of the database that is replaced,
    and of the backup.

    :raises BackupError: the backup is of a newer version, does not fit its own tables, or the database is of a newer
        version.
    """
    check_version(archive)
    writing = engine.execution_options(**WRITES)
    with writing.connect() as connection, migrations.without_foreign_keys(connection), connection.begin():
        known = _erasures(connection)
        _drop_tables(connection)
        migrations.upgrade_within(connection, archive.manifest.revision)
        _load_all(connection, archive, tell)
        migrations.upgrade_within(connection)
        erased = _settle(connection, archive, {**erasures, **known})
    if engine.dialect.name == "postgresql":
        retention.partition_all(engine)
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))
    return Restored(archive.manifest.rows, erased)


def _erasures(connection: Connection) -> Erasures:
    if not inspect(connection).has_table(Erasure.__tablename__):
        return {}
    with Session(connection) as session:
        return erasure_list.in_database(session)


def _drop_tables(connection: Connection) -> None:
    """Drop Vertel's tables, and nothing else that is in the database."""
    if inspect(connection).has_table(VERSION):
        revision = connection.execute(text(f"SELECT version_num FROM {VERSION}")).scalar()  # noqa: S608  a constant
        if revision is not None and revision not in _revisions():
            raise BackupError("The database is of a newer version of Vertel: use that version, or an empty database.")
        migrations.upgrade_within(connection)  # so that its tables are those that this version knows
    Base.metadata.drop_all(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {VERSION}"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("DROP SEQUENCE IF EXISTS link_change_numbers"))
        connection.execute(text("DROP FUNCTION IF EXISTS number_link_change()"))


def _load_all(connection: Connection, archive: Archive, tell: Tell) -> None:
    """Fill the tables of the backup's version, without what its steps put into them."""
    tables = archive.manifest.tables
    found = inspect(connection)
    present = set(found.get_table_names())
    for table in tables:
        if table.name not in present or table.columns.keys() - {one["name"] for one in found.get_columns(table.name)}:
            name = printable(table.name)
            raise BackupError(f"The backup does not fit its version, which has no such table as {name}.")
    for table in reversed(tables):
        connection.execute(table_of(table.name, table.columns).delete())
    for table in tables:
        with _refusals(connection, table):
            load = _copy if connection.dialect.name == "postgresql" else _insert
            load(connection, table, _told(archive.rows(table), table.name, tell))
    if connection.dialect.name == "postgresql":
        _follow_numbers(connection, tables)
    elif (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()) is not None:
        raise BackupError(
            f"The backup does not fit together: a row of {broken[0]} leads to one of {broken[2]}, which is not there."
        )


@contextmanager
def _refusals(connection: Connection, table: TableEntry) -> Iterator[None]:
    """Say which table the driver refused, where COPY goes past SQLAlchemy."""
    try:
        yield
    except connection.dialect.loaded_dbapi.Error as error:
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        raise BackupError(f"The database refused the rows of {table.name}: {reason}. Nothing was restored.") from error


def _insert(connection: Connection, table: TableEntry, rows: Iterator[Sequence[Any]]) -> None:
    names = list(table.columns)
    statement = table_of(table.name, table.columns).insert()
    while batch := [dict(zip(names, row, strict=True)) for row in islice(rows, AT_ONCE)]:
        connection.execute(statement, batch)


def _copy(connection: Connection, table: TableEntry, rows: Iterable[Sequence[Any]]) -> None:
    """Load a table in one statement, so that its rows may lead to each other."""
    quote = connection.dialect.identifier_preparer.quote
    names = ", ".join(quote(name) for name in table.columns)
    documents = [position for position, kind in enumerate(table.columns.values()) if kind == "json"]
    cursor: Any = connection.connection.cursor()
    with cursor.copy(f"COPY {quote(table.name)} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = list(row)
            for position in documents:
                values[position] = None if row[position] is None else json.dumps(row[position])
            copy.write_row(values)


def _told(rows: Iterable[Sequence[Any]], name: str, tell: Tell) -> Iterator[Sequence[Any]]:
    number = 0
    for number, row in enumerate(rows, 1):
        yield row
        if number % AT_ONCE == 0:
            tell(name, number)
    tell(name, number)


def _follow_numbers(connection: Connection, tables: Sequence[TableEntry]) -> None:
    """Have PostgreSQL number new rows from those that are there."""
    numbered = [table.name for table in tables if table.columns.get("id") == "integer"]
    for name in numbered:
        sequence = connection.execute(text("SELECT pg_get_serial_sequence(:name, 'id')"), {"name": name}).scalar_one()
        highest = connection.execute(text(f'SELECT max(id) FROM "{name}"')).scalar_one()  # noqa: S608  a table's name
        if sequence is not None and highest:
            connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})


def _settle(connection: Connection, archive: Archive, erasures: Erasures) -> int:
    """Erase again who was erased, end what is open in browsers, and note the restore; return how many were erased."""
    with Session(connection, expire_on_commit=False) as session:
        everybody = {**erasures, **erasure_list.in_database(session)}
        back = [found for found in session.scalars(select(Employee.id)) if erasure_list.id_hash(found) in everybody]
        for employee_id in back:
            erasure.erase(session, session.get_one(Employee, employee_id))
        erasure_list.add_all(session, everybody)
        session.execute(update(Employee).values(signed_out_at=now()))
        _skip_what_may_have_been_sent(session)
        upsert(session, PeopleVersion, [{"id": 1, "token": uuid4()}], key=["id"], replace=["token"])
        generation.changed(session)
        made_at = archive.manifest.made_at
        audit.record(session, CLI, AuditAction.BACKUP_RESTORED, made_at=made_at, erased_again=len(back))
        session.commit()
    return len(back)


def _skip_what_may_have_been_sent(session: Session) -> None:
    """Leave out what was due since the backup: nobody knows whether it was sent, and it is never sent twice."""
    moment = now()
    session.execute(update(Channel).values(settled_at=moment))
    session.execute(update(MailSubscription).where(MailSubscription.next_at <= moment).values(queued_at=moment))


def _revisions() -> set[str]:
    """Return the revisions that this version knows."""
    return {path.name.partition("_")[0] for path in health.STEPS.glob("[0-9]*.py")}
