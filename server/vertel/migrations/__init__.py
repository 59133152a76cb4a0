"""Steps from each version of the tables to the next, by Alembic."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

DIRECTORY = Path(__file__).parent


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to a version; in one transaction, so that it fails as a whole."""
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(DIRECTORY))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
