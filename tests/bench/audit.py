"""Pages of the audit log: 100 entries each, the first page and one from the middle, by every filter, of 60,000 entries.

Two connections ask at once. The reference is the same with a tenth of the entries.
"""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import repeat
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert

from support import postgres
from support.load import Load, drive
from support.server import running
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine
from vertel.db.models import AuditEntry
from vertel.domain.audit import AuditAction
from vertel.http import cursors

KEY = "a key that is only good for the tests"
REQUESTS = 200
SIZES = (6_000, 60_000)
BAR = 50
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOOR, DAAN = UUID(int=1), UUID(int=2)
SPACING = timedelta(minutes=5)


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    measured: dict[str, list[dict[str, Load]]] = {"SQLite": [], "PostgreSQL": []}
    for entries in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            measured["SQLite"].append(measure(folder, f"sqlite:///{folder}/audit.sqlite3", entries))
            with postgres.cluster(folder / "postgres") as url:
                measured["PostgreSQL"].append(measure(folder, url, entries))
    return [row for database, loads in measured.items() for row in lines(database, *loads)]


def pages(entries: int) -> dict[str, str]:
    """Return what is asked for: a name, and the query."""
    middle = cursors.encode([BEGIN + SPACING * (entries // 2), UUID(int=entries // 2)])
    rare = f"actor=employee:{DAAN}&subject=employee:{DAAN}"
    return {
        "the first page": "",
        "a page from the middle": f"&cursor={middle}",
        "of one actor": f"&actor=employee:{NOOR}&cursor={middle}",
        "of one act": f"&action={AuditAction.KEY_REVOKED.value}",
        "of one kind of subject": "&subject=settings",
        "of a kind of subject that is rare": "&subject=team",
        "by an actor and about somebody, which is rare": f"&{rare}",
        "of a day": "&since=2026-02-01T00:00:00Z&until=2026-02-02T00:00:00Z",
    }


def measure(folder: Path, url: str, entries: int) -> dict[str, Load]:
    """Fill a database, start a server on it, and read pages."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": KEY}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    fill(engine, entries)
    engine.dispose()
    loads = {}
    with running(folder, url, migrated=True, VERTEL_STATE_DIR=str(folder / "state")) as server:
        admin = {"Authorization": f"Bearer {server.vertel('key', 'create', '--role', 'admin', '--name', 'bench')}"}
        for name, query in pages(entries).items():
            asked = (f"/api/v1/audit?limit=100{query}", admin)
            drive(server.url, repeat(asked), connections=2, number=20)  # each worker has everything loaded once
            loads[name] = drive(server.url, repeat(asked), connections=2, number=REQUESTS)
            if loads[name].statuses != {200: REQUESTS}:
                raise RuntimeError(f"not all was answered: {loads[name].statuses}")
    return loads


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


def lines(database: str, small: dict[str, Load], large: dict[str, Load]) -> Iterator[dict[str, Any]]:
    """Return the rows of the table for one database."""
    for name, load in large.items():
        for share in (0.5, 0.99):
            value, base = load.percentile(share), small[name].percentile(share)
            yield {
                "name": f"{database}: {name}, p{share * 100:.0f}", "value": value, "unit": "ms",
                "bar": BAR if share > 0.9 else None,
                "reference": f"a tenth of it: {base:.1f} ms", "ratio": value / base,
            }  # fmt: skip
