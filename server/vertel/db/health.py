"""Whether the server can do its work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from vertel.db.dbapi import Database, DatabaseError

STEPS = Path(__file__).parent / "migrations" / "versions"
_IS_NOTED = {
    True: "SELECT to_regclass('alembic_version') IS NOT NULL",
    False: "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'",
}
"""Whether there is the table in which Alembic notes the revision, on PostgreSQL and on SQLite."""

_REVISION = "SELECT version_num FROM alembic_version"
"""Loading Alembic to read it would take 10 MB in each process."""


def report(database: Database, more: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return a ``Health`` document: the database answers, and has the tables of this version.

    :param more: checks of other parts.
    """
    checks = [*_database(database), *more]
    failed = any(check["status"] == "failed" for check in checks)
    return {"status": "failed" if failed else "ok", "checks": checks}


def _database(database: Database) -> list[dict[str, Any]]:
    try:
        with database.transaction() as execute:
            ((is_noted,),) = execute(_IS_NOTED[database.is_postgresql])
            revisions = execute(_REVISION) if is_noted else []
    except DatabaseError as error:
        return [_check("database", f"The database does not answer ({error.kind}).")]
    behind = (
        None if revisions == [(newest_revision(),)] else "The tables are of another version. Run: vertel db upgrade"
    )
    return [_check("database", None), _check("migrations", behind)]


@cache
def newest_revision() -> str:
    """Return the revision of the newest step: files of steps are named by it, in their order."""
    return max(path.name.partition("_")[0] for path in STEPS.glob("[0-9]*.py"))


def _check(name: str, fault: str | None) -> dict[str, Any]:
    return {"name": name, "status": "failed" if fault else "ok", "detail": fault}
