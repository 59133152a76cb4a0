"""Steps from each version of the tables to the next, by Alembic."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

DIRECTORY = Path(__file__).parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a version; in one transaction, so that it fails as a whole."""
    with _on(engine) as config:
        command.upgrade(config, revision)


def upgrade_within(connection: Connection, revision: str = "head") -> None:
    """Bring the database to a version in a transaction of the caller's, begun in :func:`without_foreign_keys`."""
    command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the database back to an earlier version. What only the later one can hold is lost."""
    with _on(engine) as config:
        command.downgrade(config, revision)


@contextmanager
def _on(engine: Engine) -> Iterator[Config]:
    with engine.connect() as connection, without_foreign_keys(connection), connection.begin():
        yield _config(connection)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(DIRECTORY))
    config.attributes["connection"] = connection
    return config


@contextmanager
def without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Have SQLite follow no foreign keys: to change a column it makes a table anew, and dropping the old one cascades.

    It takes this outside of a transaction only, so it is said to the driver.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = cast("sqlite3.Connection", connection.connection.dbapi_connection)
    driver.execute("PRAGMA foreign_keys = OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON").close()
