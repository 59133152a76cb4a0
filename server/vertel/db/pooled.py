"""Statements as text through SQLAlchemy's pool, on nodes that have one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from vertel.db.dbapi import DatabaseError, Execute, Rows
from vertel.db.engine import WRITES


class PooledDatabase:
    """A :class:`vertel.db.dbapi.Database` of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def is_postgresql(self) -> bool:
        """Whether it is PostgreSQL; SQLite otherwise."""
        return self._engine.dialect.name == "postgresql"

    @contextmanager
    def transaction(self, *, writes: bool = False) -> Iterator[Execute]:
        """Yield what executes statements in a transaction."""
        engine = self._engine.execution_options(**WRITES) if writes else self._engine
        with as_database_error(self._engine), engine.begin() as connection:
            yield executing(connection)


def executing(connection: Connection) -> Execute:
    """Return what executes statements in a connection's transaction."""
    is_postgresql = connection.dialect.name == "postgresql"

    def execute(statement: str, parameters: Sequence[object] = ()) -> Rows:
        text = statement.replace("?", "%s") if is_postgresql else statement
        result = connection.exec_driver_sql(text, tuple(parameters))
        return [tuple(row) for row in result] if result.returns_rows else []

    return execute


@contextmanager
def as_database_error(engine: Engine) -> Iterator[None]:
    """Raise :class:`DatabaseError` for what SQLAlchemy raises in the block, and the driver where COPY goes past it."""
    try:
        yield
    except (SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as error:
        raise DatabaseError(error) from error
