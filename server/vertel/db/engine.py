"""The database engine: SQLite by default, PostgreSQL by setting."""

from __future__ import annotations

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DisconnectionError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

import vertel.db.people_version  # noqa: F401  every session is to watch for changes of people
from vertel import private_files
from vertel.db.dbapi import BUSY_SECONDS, PING_AFTER, POSTGRESQL, SQLITE, prepare_threshold

_IDLE_SINCE = "vertel.idle_since"
READ_ONLY_TRANSACTION = "25006"
ROLLED_BACK = "40"
"""How the states begin that tell of a deadlock or a failed serialization."""

WRITES = {"vertel_writes": True}
"""Execution options of a connection that is going to write."""


def make_engine(url: str, *, reads_only: bool = False, autocommit: bool = False) -> Engine:
    """Return an engine for ``sqlite:///PATH`` or ``postgresql+psycopg://...``.

    PostgreSQL may be several hosts of which one takes writes, and may be behind PgBouncer in transaction mode: nothing
    is set on a connection that has to outlast a transaction, but prepared statements, which PgBouncer follows from 1.21
    on; for an older one the address says ``?prepare_threshold=none``.

    Its errors do not repeat the values in a statement: they are people's data, and errors are logged.

    :param reads_only: have the database refuse every write, as a replica would.
    :param autocommit: have PostgreSQL take each statement as a transaction of its own, which spares two round trips.
    """
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        defaults = {name: value for name, value in POSTGRESQL.items() if name not in address.query}
        if "prepare_threshold" in address.query:
            defaults["prepare_threshold"] = prepare_threshold(address.query["prepare_threshold"])
        engine = create_engine(address.difference_update_query(["prepare_threshold"]), hide_parameters=True,
                             pool_size=5, max_overflow=5, pool_timeout=BUSY_SECONDS,
                             isolation_level="AUTOCOMMIT" if autocommit else None,
                             skip_autocommit_rollback=autocommit,
                             connect_args=defaults)  # fmt: skip
        event.listen(engine, "checkin", _note_idle_since)
        # A report costs more than a ping, and a standby that is stopped must not cost one.
        event.listen(engine, "checkout", partial(_ping_if_idle, engine.dialect, 0.0 if reads_only else PING_AFTER))
        event.listen(engine, "handle_error", _leave_a_standby)
        return engine.execution_options(postgresql_readonly=True) if reads_only else engine
    if address.database and not address.database.startswith((":memory:", "file:")):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "do_connect", _create_privately)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if reads_only:
        event.listen(engine, "connect", _refuse_writes)
    return engine


def make_session(engine: Engine, *, writes: bool, patience: float = BUSY_SECONDS) -> Session:
    """Return a session. With ``writes``, SQLite takes its write lock at the start.

    A transaction that reads first and writes later cannot wait for the lock: SQLite refuses it at once.

    :param patience: seconds to wait for SQLite's write lock.
    """
    return Session(
        engine.execution_options(**WRITES, vertel_patience=patience) if writes else engine, expire_on_commit=False
    )


def begin_writing(session: Session) -> None:
    """Begin a transaction that writes in a session that only read until now; SQLite takes its write lock.

    What was read before is forgotten, as somebody may change it until the lock is ours. Does nothing when the session
    writes already.
    """
    if is_writing(session):
        return
    session.rollback()
    session.connection(execution_options=WRITES)


def is_writing(session: Session) -> bool:
    """Return whether a transaction is under way in which the session may write."""
    return session.in_transaction() and bool(session.connection().get_execution_options().get("vertel_writes"))


def is_conflict(error: SQLAlchemyError) -> bool:
    """Return whether PostgreSQL gave up a transaction because of another one, so that it may be tried again."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state is not None and state.startswith(ROLLED_BACK)


def answer_alone(session: Session) -> None:
    """Have PostgreSQL answer this transaction's queries in one process.

    A report reads some ten thousand rows, which takes less time than helpers take to start; of several readers at once
    each would start its own.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL max_parallel_workers_per_gather = 0"))


def as_of_one_moment(engine: Engine) -> Engine:
    """Return an engine whose transactions see the database as it was when they began, whatever is stored meanwhile.

    SQLite's do in any case.
    """
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


def _note_idle_since(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_IDLE_SINCE] = time.monotonic()


def _ping_if_idle(dialect: Dialect, seconds: float, connection: Any, record: ConnectionPoolEntry, _proxy: Any) -> None:
    """Have a connection replaced that was lost while nobody used it. One that was just used is taken to be there."""
    idle_since = record.info.get(_IDLE_SINCE)
    if idle_since is None or time.monotonic() - idle_since < seconds:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _leave_a_standby(context: ExceptionContext) -> None:
    """Have a connection replaced whose host takes no writes any more: another one was made the primary."""
    if getattr(context.original_exception, "sqlstate", None) == READ_ONLY_TRANSACTION:
        context.is_disconnect = True


def _create_privately(_dialect: Dialect, _record: Any, arguments: list[Any], _options: dict[str, Any]) -> None:
    name = str(arguments[0])
    if not name.startswith((":memory:", "file:")):
        private_files.create(Path(name))


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # Python is not to begin transactions; _begin_sqlite does.
    cursor = connection.cursor()
    for statement in SQLITE:
        cursor.execute(statement)
    cursor.close()


def _refuse_writes(connection: sqlite3.Connection, _record: Any) -> None:
    connection.execute("PRAGMA query_only = ON").close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("vertel_writes"):
        # Set each time: the connection comes from a pool, and whoever had it last may have waited longer.
        patience = options.get("vertel_patience", BUSY_SECONDS)
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(patience * 1000)}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("BEGIN")
