"""All tables in an empty database. The steps to them take seconds, so a run takes them once for each database."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import cast

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Engine, inspect

from support.postgres import programs
from support.prepared import prepared
from vertel.db import migrations
from vertel.db.engine import make_engine


def make_tables(engine: Engine, revision: str = "head") -> None:
    """Make what ``vertel db upgrade`` makes. An empty database gets a copy."""
    if inspect(engine).get_table_names():
        migrations.upgrade(engine, revision)
    elif engine.dialect.name == "sqlite":
        _copy_file(engine, prepared(f"{revision}.sqlite3", partial(_migrated_file, revision)))
    else:
        _restore(engine, prepared(f"{revision}.sql", partial(_migrated_dump, engine, revision)))


def _copy_file(engine: Engine, file: Path) -> None:
    with engine.connect() as connection, closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(file.read_bytes())
        source.backup(cast("sqlite3.Connection", connection.connection.dbapi_connection))


def _migrated_file(revision: str, file: Path) -> None:
    """Write an SQLite database."""
    engine = make_engine(f"sqlite:///{file}")
    migrations.upgrade(engine, revision)
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")  # a copy in memory cannot have a log beside it


def _restore(engine: Engine, file: Path) -> None:
    if not inspect(engine).get_table_names():  # by whoever wrote the file they are made already
        with psycopg.connect(_address(engine), autocommit=True) as connection:
            connection.execute(file.read_bytes())


def _migrated_dump(engine: Engine, revision: str, file: Path) -> None:
    """Bring an empty PostgreSQL database to a version, and write the statements that make its tables elsewhere."""
    migrations.upgrade(engine, revision)
    command = [str(programs() / "pg_dump"), "--no-owner", "--inserts", "--dbname", _address(engine)]
    done = subprocess.run(command, capture_output=True, check=True)
    # The program's own commands, which begin with a backslash, are none of SQL.
    lines = [line for line in done.stdout.splitlines(keepends=True) if not line.startswith(b"\\")]
    file.write_bytes(b"".join(lines))


def _address(engine: Engine) -> str:
    """Return where the engine is connected to, for libpq: of several hosts the one that takes changes."""
    with engine.connect() as connection:
        info = cast("psycopg.Connection", connection.connection.driver_connection).info
        return make_conninfo(
            host=info.host, port=info.port, user=info.user, dbname=info.dbname, password=info.password or None
        )
