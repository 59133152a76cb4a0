"""Reports of a company with 10,000 suggestions, 30 % of them for few people, 500 teams and 50,000 employees, over
10,000,000 clicks and 1,000,000 shares of a year.

Two connections ask at once, in turn for each report of the last 30 days; the clicks over time once for each thing by
which they can be grouped, day by day, suggestions month by month: day by day they are more rows than a report has. The
reference is the same company with a tenth of the clicks and shares. Over twelve times the days it may grow with them.
"""

import itertools
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from support import many_clicks, postgres
from support.load import Load, drive
from support.server import running
from vertel.clock import now
from vertel.config import Config
from vertel.db import migrations
from vertel.db.engine import make_engine
from vertel_schema.words import GROUPS

KEY = "a key that is only good for the tests"
REQUESTS = 210
SIZES = ((1_000_000, 100_000), (10_000_000, 1_000_000))
"""Clicks and shares."""

Report = tuple[str, list[str], float | None]


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    measured: dict[str, list[dict[str, Load]]] = {"SQLite": [], "PostgreSQL": []}
    for clicks, shares in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            measured["SQLite"].append(measure(folder, f"sqlite:///{folder}/reports.sqlite3", clicks, shares))
            with postgres.cluster(folder / "postgres") as url:
                measured["PostgreSQL"].append(measure(folder, url, clicks, shares))
    return [row for database, loads in measured.items() for row in lines(database, *loads)]


def reports() -> list[Report]:
    """Return what is measured: a name, the paths that are asked for in turn, and the bar in milliseconds."""
    today = now().date()
    grouped = [f"clicks?group_by={group}" for group in GROUPS if group != "suggestion"]
    hours = [f"clicks?interval=hour&group_by={group}" for group in ("none", "kind", "location", "language")]
    month = f"since={today - timedelta(days=29)}"
    year = f"since={today - timedelta(days=359)}"
    return [
        ("overview of 30 days", ["overview"], 100),
        ("suggestions of 30 days, a page of 20", ["suggestions"], 100),
        ("clicks of 30 days by day, each grouping in turn", grouped, 100),
        ("clicks of 30 days by suggestion", ["clicks?group_by=suggestion&interval=month&" + month], 100),
        ("clicks of 7 days by hour, each grouping in turn", hours, 250),
        ("overview of 360 days", [f"overview?{year}"], 250),
        ("suggestions of 360 days, a page of 20", [f"suggestions?{year}"], 250),
        ("clicks of 360 days by day and kind", [f"clicks?{year}&group_by=kind"], 250),
        ("clicks of 360 days by month and team", [f"clicks?{year}&group_by=team&interval=month"], 250),
    ]


def lines(database: str, small: dict[str, Load], large: dict[str, Load]) -> Iterator[dict[str, Any]]:
    """Return the rows of the table for one database."""
    for name, _, bar in reports():
        for share in (0.5, 0.99):
            value, base = large[name].percentile(share), small[name].percentile(share)
            yield {
                "name": f"{database}: {name}, p{share * 100:.0f}", "value": value, "unit": "ms",
                "bar": bar if share > 0.9 else None,
                "reference": f"a tenth of it: {base:.1f} ms", "ratio": value / base,
            }  # fmt: skip
    month, year = (large[f"overview of {days} days"].percentile(0.5) for days in (30, 360))
    yield {
        "name": f"{database}: overview, twelve times the days, p50", "value": year, "unit": "ms",
        "reference": f"30 days: {month:.1f} ms", "ratio": year / month,
    }  # fmt: skip


def measure(folder: Path, url: str, clicks: int, shares: int) -> dict[str, Load]:
    """Fill a database, start a server on it, and read reports."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": KEY}
    engine = make_engine(Config.from_environment(settings).database_url)
    migrations.upgrade(engine)
    many_clicks.fill(engine, clicks, shares)
    engine.dispose()
    loads = {}
    with running(folder, url, migrated=True, VERTEL_STATE_DIR=str(folder / "state")) as server:
        reader = {"Authorization": f"Bearer {server.vertel('key', 'create', '--role', 'reader', '--name', 'bench')}"}
        for name, paths, _ in reports():
            requests = ((f"/api/v1/reports/{path}", reader) for path in itertools.cycle(paths))
            drive(server.url, requests, connections=2, number=20)  # each worker has everything loaded once
            loads[name] = drive(server.url, requests, connections=2, number=REQUESTS)
            if loads[name].statuses != {200: REQUESTS}:
                raise RuntimeError(f"not all was answered: {loads[name].statuses}")
    return loads
