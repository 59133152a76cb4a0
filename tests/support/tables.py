"""All tables in an empty database. The steps to them take a quarter of a second, so each process takes them once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from sqlalchemy import Engine, inspect

from vertel.db import migrations
from vertel.db.engine import make_engine


def make_tables(engine: Engine) -> None:
    """Make what ``vertel db upgrade`` makes. An empty SQLite database gets a copy."""
    if engine.dialect.name != "sqlite" or inspect(engine).get_table_names():
        migrations.upgrade(engine)
        return
    with engine.connect() as connection, closing(sqlite3.connect(":memory:")) as source:
        source.deserialize(_migrated())
        source.backup(cast("sqlite3.Connection", connection.connection.dbapi_connection))


@cache
def _migrated() -> bytes:
    """The contents of an SQLite database with all tables."""
    with TemporaryDirectory(prefix="vertel-tables-") as folder:
        file = Path(folder) / "vertel.sqlite3"
        engine = make_engine(f"sqlite:///{file}")
        migrations.upgrade(engine)
        engine.dispose()
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")  # a copy in memory cannot have a log beside it
        return file.read_bytes()
