"""Whether the server can do its work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from vertel.db.migrations import DIRECTORY


def report(engine: Engine, more: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return a ``Health`` document: the database answers, and has the tables of this version.

    :param more: checks of other parts.
    """
    checks = [*_database(engine), *more]
    failed = any(check["status"] == "failed" for check in checks)
    return {"status": "failed" if failed else "ok", "checks": checks}


def _database(engine: Engine) -> list[dict[str, Any]]:
    try:
        with engine.connect() as connection:
            revision = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return [_check("database", f"The database does not answer ({type(error).__name__}).")]
    newest = ScriptDirectory(str(DIRECTORY)).get_current_head()
    behind = None if revision == newest else "The tables are of another version. Run: vertel db upgrade"
    return [_check("database", None), _check("migrations", behind)]


def _check(name: str, fault: str | None) -> dict[str, Any]:
    return {"name": name, "status": "failed" if fault else "ok", "detail": fault}
