"""Steps from each version of the tables to the next, by Alembic."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

DIRECTORY = Path(__file__).parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a version; in one transaction, so that it fails as a whole."""
    with _on(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the database back to an earlier version. What only the later one can hold is lost."""
    with _on(engine) as config:
        command.downgrade(config, revision)


@contextmanager
def _on(engine: Engine) -> Iterator[Config]:
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(DIRECTORY))
        config.attributes["connection"] = connection
        yield config
