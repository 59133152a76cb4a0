"""Pages of the audit log: 100 entries each, the first page and one from the middle, by every filter, of 60,000 entries.

Two connections ask at once. The reference is the same with a tenth of the entries.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert

from bench import pages
from vertel.db.models import AuditEntry
from vertel.domain.audit import AuditAction
from vertel.http import cursors

SIZES = (6_000, 60_000)
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOOR, DAAN = UUID(int=1), UUID(int=2)
SPACING = timedelta(minutes=5)


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    return pages.rows(SIZES, fill, paths)


def paths(entries: int) -> dict[str, str]:
    """Return what is asked for: a name, and the path."""
    middle = cursors.encode([BEGIN + SPACING * (entries // 2), UUID(int=entries // 2)])
    rare = f"actor=employee:{DAAN}&subject=employee:{DAAN}"
    queries = {
        "the first page": "",
        "a page from the middle": f"&cursor={middle}",
        "of one actor": f"&actor=employee:{NOOR}&cursor={middle}",
        "of one act": f"&action={AuditAction.KEY_REVOKED.value}",
        "of one kind of subject": "&subject=settings",
        "of a kind of subject that is rare": "&subject=team",
        "by an actor and about somebody, which is rare": f"&{rare}",
        "of a day": "&since=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z",
    }
    return {name: f"/api/v1/audit?limit=100{query}" for name, query in queries.items()}


def fill(engine: Engine, entries: int) -> None:
    """Store entries of all acts, by one administrator mostly, with a few changed fields each."""
    acts, changed = [*AuditAction], {"changes": {"location": {"before": "Utrecht", "after": "Zwolle"}}}
    rows = [
        {
            "id": UUID(int=number),
            "at": BEGIN + SPACING * number,
            "actor": f"employee:{DAAN if number % 1000 == 0 else NOOR}",
            "actor_name": "Noor de Wit",
            "action": acts[number % len(acts)].value,
            "subject_kind": "settings" if number % 10 == 0 else "employee",
            "subject_id": None if number % 10 == 0 else str(UUID(int=number % 5000)),
            "subject_name": None if number % 10 == 0 else "Daan Vos",
            "details": changed,
        }
        for number in range(1, entries)
    ]
    with engine.begin() as connection:
        for start in range(0, len(rows), 1000):
            connection.execute(insert(AuditEntry), rows[start : start + 1000])
