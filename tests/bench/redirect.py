"""Redirects of 1,000 random links, every click recorded, and all of them counted afterwards.

The reference is a bare WSGI function that returns a constant 302 under the same server with the same settings and as
many workers, in the same run: what the server could do at most. All take turns; each figure is the median of the
rounds. For redirects per second the bar is the least that is allowed, a share of that ceiling. The recorder works
beside the redirects all the time, on the same processors, and takes the clicks into the database.
"""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from support import postgres
from support.server import running
from support.visitors import SETTINGS, filled, make_links
from support.wrk import Burst, burst, require_wrk, script, serving
from vertel.db.engine import make_session
from vertel.db.models import Click

LINKS = 1000
SECONDS = 3
ROUNDS = 5
WORKERS = {"gunicorn": 4, "granian": 2}
CONNECTIONS = (16, 64)
SHARE_OF_CEILING = {"gunicorn": 0.75, "granian": 0.6}
EACH = "SQLite, each click synced"
"""A node with VERTEL_CLICK_SYNC=each; under gunicorn, where clicks that come together share a sync."""

SHARE_OF_EACH, P99_OF_EACH = 0.65, 15
"""The p99 in milliseconds, at 16 connections: above that visitors wait for a processor."""
MULTIPLE_OF_P99 = {"gunicorn": 2, "granian": None}

CONSTANT = """
HEADERS = [("Location", "https://careers.example.com/"), ("Content-Length", "0")]


def app(environ, start_response):
    start_response("302 FOUND", HEADERS)
    return []
"""

Bursts = dict[tuple[str, int], list[Burst]]
Databases = dict[str, str]


def run() -> list[dict[str, Any]]:
    """Measure under both servers, on both databases."""
    require_wrk()
    return [row for server in WORKERS for row in under(server)]


def under(server: str) -> list[dict[str, Any]]:
    """Measure under one server."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        databases = {
            "SQLite": f"sqlite:///{folder / 'vertel.sqlite3'}",
            "PostgreSQL": stack.enter_context(postgres.cluster(folder / "postgres")),
        }
        if server == "gunicorn":
            databases[EACH] = f"sqlite:///{folder / 'each.sqlite3'}"
        bursts = measure(server, folder, databases, stack)
        return [row for name, url in databases.items() for row in rows(server, name, bursts, url)]


def measure(server: str, folder: Path, databases: Databases, stack: ExitStack) -> Bursts:
    """Return what came of each burst."""
    targets = {
        "constant": (
            stack.enter_context(serving(server, folder, CONSTANT, WORKERS[server])),
            script(folder, "constant", ["x"] * LINKS),
        )
    }
    for database, url in databases.items():
        codes = script(folder, database, make_links(url, LINKS))
        node = folder / database
        node.mkdir()
        settings = SETTINGS | ({"VERTEL_CLICK_SYNC": "each"} if database == EACH else {})
        options = {"workers": WORKERS[server], "migrated": True, "arguments": ["--server", server]}
        targets[database] = (stack.enter_context(running(node, url, **options, **settings)).url, codes)
    bursts: Bursts = {}
    for name, (url, codes) in targets.items():
        bursts[name, 0] = [burst(url, codes, 16, 1)]  # each worker has everything loaded once
    for _ in range(ROUNDS):
        for connections in CONNECTIONS:
            for name, (url, codes) in targets.items():
                bursts.setdefault((name, connections), []).append(burst(url, codes, connections, SECONDS))
    return bursts


def rows(server: str, database: str, bursts: Bursts, url: str) -> Iterator[dict[str, Any]]:
    """Return the rows of the report for one server and database."""
    title, share, multiple = f"{server}, {database}", SHARE_OF_CEILING[server], MULTIPLE_OF_P99[server]
    share = SHARE_OF_EACH if database == EACH else share
    for connections in CONNECTIONS:
        mine, ceiling = bursts[database, connections], bursts["constant", connections]
        value, base = (statistics.median(one.per_second for one in all_of_it) for all_of_it in (mine, ceiling))
        yield {
            "name": f"{title}: redirects per second, {connections} connections", "value": value, "unit": "/s",
            "bar": base * share, "kept": value >= base * share,
            "reference": f"constant 302: {base:,.0f} /s", "ratio": value / base,
        }  # fmt: skip
        value, base = (statistics.median(one.p99 * 1000 for one in all_of_it) for all_of_it in (mine, ceiling))
        bar = P99_OF_EACH if (database, connections) == (EACH, 16) else multiple and base * multiple
        yield {
            "name": f"{title}: redirect, p99, {connections} connections", "value": value, "unit": "ms",
            "bar": bar, "reference": f"constant 302: {base:.1f} ms", "ratio": value / base,
        }  # fmt: skip
    answered = sum(one.requests for (name, _), each in bursts.items() if name == database for one in each)
    yield {
        "name": f"{title}: redirects answered and not counted afterwards", "value": lost(answered, url),
        "unit": "clicks", "bar": 0, "reference": f"{answered:,} answered",
    }  # fmt: skip


def lost(answered: int, url: str) -> int:
    """Return how many redirects were answered and never counted; an error when more were counted than asked for."""
    end = time.monotonic() + 60
    while (counted := clicks(url)) < answered and time.monotonic() < end:
        time.sleep(0.5)
    unanswered = ROUNDS * sum(CONNECTIONS) + 16  # at the end of a burst each connection still has a request under way
    if counted > answered + unanswered:
        raise RuntimeError(f"{answered} redirects were answered and {counted} counted")
    return max(0, answered - counted)


def clicks(url: str) -> int:
    """Return how many clicks are recorded."""
    with filled(url) as (engine, _config), make_session(engine, writes=False) as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()
