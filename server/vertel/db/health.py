"""Whether the server can do its work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

STEPS = Path(__file__).parent / "migrations" / "versions"
REVISION: Select[str] = select(column("version_num")).select_from(table("alembic_version"))
"""What Alembic notes in the database. Loading Alembic to read it would take 10 MB in each process."""


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
            noted = inspect(connection).has_table("alembic_version")
            revision = connection.scalar(REVISION) if noted else None
    except SQLAlchemyError as error:
        return [_check("database", f"The database does not answer ({type(error).__name__}).")]
    behind = None if revision == newest_revision() else "The tables are of another version. Run: vertel db upgrade"
    return [_check("database", None), _check("migrations", behind)]


@cache
def newest_revision() -> str:
    """Return the revision of the newest step: files of steps are named by it, in their order."""
    return max(path.name.partition("_")[0] for path in STEPS.glob("[0-9]*.py"))


def _check(name: str, fault: str | None) -> dict[str, Any]:
    return {"name": name, "status": "failed" if fault else "ok", "detail": fault}
