"""Pages of the list of colleagues: 100 each, the first page and one from the middle, by every filter, of 50,000.

Two connections ask at once; each page that is read is put down in the audit log. The reference is the same with a tenth
of the colleagues.
"""

import tempfile
from collections.abc import Iterator
from itertools import repeat
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, insert

from support import postgres
from support.load import Load, drive
from support.server import running
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine
from vertel.db.models import Employee, Team
from vertel.domain.people import directory
from vertel.http import cursors

KEY = "a key that is only good for the tests"
REQUESTS = 200
SIZES = (5_000, 50_000)
BAR = 50
TEAMS = 500


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    measured: dict[str, list[dict[str, Load]]] = {"SQLite": [], "PostgreSQL": []}
    for people in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            measured["SQLite"].append(measure(folder, f"sqlite:///{folder}/people.sqlite3", people))
            with postgres.cluster(folder / "postgres") as url:
                measured["PostgreSQL"].append(measure(folder, url, people))
    return [row for database, loads in measured.items() for row in lines(database, *loads)]


def pages(people: int) -> dict[str, str]:
    """Return what is asked for: a name, and the query."""
    middle = colleague(people // 2)
    cursor = cursors.encode([middle["search_text"], middle["id"]])
    return {
        "the first page": "",
        "a page from the middle": f"&cursor={cursor}",
        "a search that finds one": f"&q={middle['name']}",
        "a search that finds nobody": "&q=nobody+at+all",
        "a search that finds everybody": "&q=example",
        "of a team": "&team=team-7",
        "of those who may not sign in": "&active=false",
    }


def measure(folder: Path, url: str, people: int) -> dict[str, Load]:
    """Fill a database, start a server on it, and read pages."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": KEY}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    fill(engine, people)
    engine.dispose()
    loads = {}
    with running(folder, url, migrated=True, VERTEL_STATE_DIR=str(folder / "state")) as server:
        admin = {"Authorization": f"Bearer {server.vertel('key', 'create', '--role', 'admin', '--name', 'bench')}"}
        for name, query in pages(people).items():
            asked = (f"/api/v1/employees?limit=100{query}", admin)
            drive(server.url, repeat(asked), connections=2, number=20)  # each worker has everything loaded once
            loads[name] = drive(server.url, repeat(asked), connections=2, number=REQUESTS)
            if loads[name].statuses != {200: REQUESTS}:
                raise RuntimeError(f"not all was answered: {loads[name].statuses}")
    return loads


def colleague(number: int) -> dict[str, Any]:
    """Return a row; every hundredth may not sign in."""
    name, email = f"Colleague{number:05}", f"colleague{number}@example.com"
    return {
        "id": UUID(int=number + 1), "name": name, "email": email, "search_text": directory.search_text(name, email),
        "role": "employee", "team_id": UUID(int=number % TEAMS + 1), "location": "Zwolle", "languages": ["nl"],
        "active": number % 100 != 0, "created_at": now(),
    }  # fmt: skip


def fill(engine: Engine, people: int) -> None:
    """Store teams and colleagues."""
    teams = [
        {"id": UUID(int=number + 1), "slug": f"team-{number}", "name": f"Team {number}"} for number in range(TEAMS)
    ]
    rows = [colleague(number) for number in range(people)]
    with engine.begin() as connection:
        connection.execute(insert(Team), teams)
        for start in range(0, people, 1000):
            connection.execute(insert(Employee), rows[start : start + 1000])
        connection.exec_driver_sql("ANALYZE")


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
