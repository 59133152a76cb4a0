"""How long a page of a list takes: two connections ask at once, on both databases and in two sizes."""

import tempfile
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from support import postgres
from support.load import Load, drive
from support.server import running
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine

KEY = "a key that is only good for the tests"
REQUESTS = 200
BAR = 50

Fill = Callable[[Engine, int], None]
Paths = Callable[[int], dict[str, str]]
"""The size of the list -> what a page is called -> its path."""


def rows(sizes: tuple[int, int], fill: Fill, paths: Paths) -> list[dict[str, Any]]:
    """Measure a list; return the rows of the table for the larger size, each beside the smaller one."""
    measured: dict[str, list[dict[str, Load]]] = {"SQLite": [], "PostgreSQL": []}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            measured["SQLite"].append(measure(folder, f"sqlite:///{folder}/list.sqlite3", size, fill, paths))
            with postgres.cluster(folder / "postgres") as url:
                measured["PostgreSQL"].append(measure(folder, url, size, fill, paths))
    return [row for database, loads in measured.items() for row in lines(database, *loads)]


def measure(folder: Path, url: str, size: int, fill: Fill, paths: Paths) -> dict[str, Load]:
    """Fill a database, start a server on it, and read pages."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": KEY}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    fill(engine, size)
    engine.dispose()
    loads = {}
    with running(folder, url, migrated=True, VERTEL_STATE_DIR=str(folder / "state")) as server:
        admin = {"Authorization": f"Bearer {server.vertel('key', 'create', '--role', 'admin', '--name', 'bench')}"}
        for name, path in paths(size).items():
            asked = (path, admin)
            drive(server.url, repeat(asked), connections=2, number=20)  # each worker has everything loaded once
            loads[name] = drive(server.url, repeat(asked), connections=2, number=REQUESTS)
            if loads[name].statuses != {200: REQUESTS}:
                raise RuntimeError(f"not all was answered: {loads[name].statuses}")
    return loads


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
