"""The database through its driver alone, for a node of the link domain: SQLAlchemy would take half of its memory.

Statements are text with ``?`` for each parameter, the same for both databases, and go through :class:`Database`: a node
that serves the API asks them through its pool (``pooled.py``).
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from vertel import database_address, private_files

BUSY_SECONDS = 10.0
"""How long a writer waits for another before it gives up."""

POSTGRESQL: dict[str, Any] = {
    # For each of several hosts; the next one is asked when this one is silent for so long.
    "connect_timeout": 3,
    # A host that vanished, or a firewall that forgot the connection: noticed in 20 seconds and not in 15 minutes.
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 20_000,
    # A statement that a connection sees for the second time is prepared.
    "prepare_threshold": 1,
}
"""How PostgreSQL is connected to. An address may say otherwise, as in ``?connect_timeout=10``."""

PING_AFTER = 1.0
"""Seconds without use after which a connection to PostgreSQL is tried before it is used: it costs a round trip."""

SQLITE = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power loss
    "PRAGMA foreign_keys = ON",
)
"""What each connection to SQLite begins with."""

Rows = list[tuple[Any, ...]]
Execute = Callable[..., Rows]
"""Takes a statement and its parameters, and returns the rows that it found."""


class DatabaseError(Exception):
    """The database is away, or refused; its cause is the driver's or SQLAlchemy's error, ``kind`` that one's name."""

    def __init__(self, error: Exception) -> None:
        self.kind = type(error).__name__
        super().__init__(self.kind)  # what the error says may repeat people's data, and errors are logged


class Database(Protocol):
    """What statements are executed by."""

    @property
    def is_postgresql(self) -> bool:
        """Whether it is PostgreSQL; SQLite otherwise."""

    def transaction(self, *, writes: bool = False) -> AbstractContextManager[Execute]:
        """Return a transaction, committed when its block ends well.

        :raises DatabaseError: in the block and at its end.
        """


class DirectDatabase:
    """One connection, which is opened when it is needed, and anew after an error."""

    def __init__(self, url: str) -> None:
        self._address = database_address.parse(url)
        self._connection: Any = None
        self._used = 0.0
        self._lock = threading.Lock()
        self._driver: Any = sqlite3
        if self.is_postgresql:
            import psycopg  # noqa: PLC0415  10 MB that a node on SQLite does without

            self._driver = psycopg

    @property
    def is_postgresql(self) -> bool:
        """Whether it is PostgreSQL; SQLite otherwise."""
        return self._address.backend == "postgresql"

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Execute]:
        """Yield what executes statements in a transaction; one thread at a time has one."""
        with self._lock:
            try:
                cursor = self._open().cursor()
                if not self.is_postgresql:
                    cursor.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
                yield self._executing(cursor)
                cursor.close()
                self._connection.commit()
                self._used = time.monotonic()
            except self._driver.Error as error:
                self._close()
                raise DatabaseError(error) from error
            except BaseException:
                self._close()
                raise

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._close()

    def _executing(self, cursor: Any) -> Execute:
        def execute(statement: str, parameters: Sequence[object] = ()) -> Rows:
            cursor.execute(statement.replace("?", "%s") if self.is_postgresql else statement, parameters)
            return cursor.fetchall() if cursor.description else []

        return execute

    def _open(self) -> Any:
        if self.is_postgresql and self._connection is not None and time.monotonic() - self._used > PING_AFTER:
            self._ping()
        if self._connection is None:
            self._connection = self._connect_postgresql() if self.is_postgresql else self._connect_sqlite()
        return self._connection

    def _ping(self) -> None:
        """Give up a connection that was lost while nobody used it."""
        try:
            self._connection.execute("SELECT 1")
            self._connection.rollback()
        except self._driver.Error:
            self._close()

    def _connect_postgresql(self) -> Any:
        arguments = POSTGRESQL | self._address.psycopg_arguments()
        arguments["prepare_threshold"] = prepare_threshold(arguments["prepare_threshold"])
        return self._driver.connect(**arguments)

    def _connect_sqlite(self) -> sqlite3.Connection:
        file = self._address.database
        is_uri = file.startswith("file:")
        if not is_uri:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            private_files.create(Path(file))
        # Python is not to begin transactions.
        connection = sqlite3.connect(
            file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=is_uri
        )
        for statement in SQLITE:
            connection.execute(statement).close()
        return connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(self._driver.Error):
                connection.close()


def prepare_threshold(given: object) -> int | None:
    """Return after how many executions a statement is prepared; None for never.

    :raises ValueError: an address says something else.
    """
    if isinstance(given, int):
        return given
    if given == "none":
        return None
    if not (isinstance(given, str) and given.isascii() and given.isdigit()):
        raise ValueError(f"prepare_threshold: expected a whole number or none; got {given!r}")
    return int(given)
