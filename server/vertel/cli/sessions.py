"""The database, for commands that ask it. Its errors end a command with one line that says why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from vertel.cli.context import config
from vertel.db.engine import make_engine, make_session


@contextmanager
def engine() -> Iterator[Engine]:
    """Yield an engine for the configured database."""
    made = make_engine(config().database_url)
    try:
        yield made
    except (DBAPIError, PoolTimeoutError) as error:
        raise click.ClickException(_reason(error)) from error
    finally:
        made.dispose()


@contextmanager
def database(*, writes: bool = True) -> Iterator[Session]:
    """Yield a session; what it changed is stored when the block ends well, and dropped otherwise."""
    with engine() as opened, make_session(opened, writes=writes) as session:
        yield session
        session.commit()


def _reason(error: DBAPIError | PoolTimeoutError) -> str:
    origin = getattr(error, "orig", None) or error
    reason = next(iter(str(origin).strip().splitlines()), type(origin).__name__)
    if "no such table" in reason or type(origin).__name__ == "UndefinedTable":
        return "The database has no tables of this version yet. Run: vertel db upgrade"
    return f"The database refused: {reason}"
