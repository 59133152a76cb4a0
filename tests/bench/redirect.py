"""Redirects of 1,000 random links under gunicorn, every click recorded, and all of them counted afterwards.

The reference is a bare WSGI function that returns a constant 302 under the same gunicorn configuration, with as many
workers, in the same run: what the server could do at most. All take turns; each figure is the median of the rounds.
For redirects per second the bar is the least that is allowed, a share of that ceiling.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from support import postgres
from support.ports import free_port
from support.server import running
from support.visitors import SETTINGS, address_of, ask, filled, make_links, wait_for
from support.world import BROWSER
from vertel.db import make_session
from vertel.models import Click

LINKS = 1000
SECONDS = 3
ROUNDS = 3
WORKERS = 4
CONNECTIONS = (16, 64)
SHARE_OF_CEILING = 0.75
MULTIPLE_OF_P99 = 2

CONSTANT = """
HEADERS = [("Location", "https://careers.example.com/"), ("Content-Length", "0")]


def app(environ, start_response):
    start_response("302 FOUND", HEADERS)
    return []
"""

SCRIPT = """
local codes = {%s}
math.randomseed(2026)
request = function() return wrk.format("GET", "/r/" .. codes[math.random(#codes)]) end
done = function(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %%d %%d %%d %%d\\n", summary.requests, summary.duration, latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Burst:
    """What came of some seconds of requests; times in seconds."""

    requests: int
    seconds: float
    p99: float

    @property
    def per_second(self) -> float:
        """Return how many were answered in a second."""
        return self.requests / self.seconds


Bursts = dict[tuple[str, int], list[Burst]]


def run() -> list[dict[str, Any]]:
    """Measure on both databases."""
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is missing. Install it with: scripts/install-test-packages")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        databases = {
            "SQLite": f"sqlite:///{folder / 'vertel.sqlite3'}",
            "PostgreSQL": stack.enter_context(postgres.cluster(folder / "postgres")),
        }
        bursts, missing = measure(folder, databases, stack)
    return [row for database in databases for row in rows(database, bursts, missing[database])]


def measure(folder: Path, databases: dict[str, str], stack: ExitStack) -> tuple[Bursts, dict[str, int]]:
    """Return the bursts, and for each database how many redirects were answered and not counted."""
    servers = {"constant": (stack.enter_context(constant(folder)), script(folder, "constant", ["x"] * LINKS))}
    for database, url in databases.items():
        codes = script(folder, database, make_links(url, LINKS))
        server = stack.enter_context(running(folder, url, workers=WORKERS, migrated=True, **SETTINGS))
        servers[database] = (server.url, codes)
    for url, codes in servers.values():
        burst(url, codes, 16, 1)  # each worker has everything loaded once
    before = {database: clicks(url) for database, url in databases.items()}
    bursts: Bursts = {}
    for _ in range(ROUNDS):
        for connections in CONNECTIONS:
            for name, (url, codes) in servers.items():
                bursts.setdefault((name, connections), []).append(burst(url, codes, connections, SECONDS))
    return bursts, {name: lost(name, bursts, clicks(url) - before[name]) for name, url in databases.items()}


def lost(name: str, bursts: Bursts, counted: int) -> int:
    """Return how many redirects were answered and not counted; an error when more were counted than asked for."""
    answered = sum(one.requests for (whose, _), all_of_it in bursts.items() for one in all_of_it if whose == name)
    unanswered = ROUNDS * sum(CONNECTIONS)  # at the end of a burst each connection still has a request under way
    if counted > answered + unanswered:
        raise RuntimeError(f"{name}: {answered} redirects were answered and {counted} counted")
    return max(0, answered - counted)


def rows(database: str, bursts: Bursts, missing: int) -> Iterator[dict[str, Any]]:
    """Return the rows of the report for one database."""
    for connections in CONNECTIONS:
        mine, ceiling = bursts[database, connections], bursts["constant", connections]
        value, base = (statistics.median(one.per_second for one in all_of_it) for all_of_it in (mine, ceiling))
        yield {
            "name": f"{database}: redirects per second, {connections} connections", "value": value, "unit": "/s",
            "bar": base * SHARE_OF_CEILING, "kept": value >= base * SHARE_OF_CEILING,
            "reference": f"constant 302: {base:,.0f} /s", "ratio": value / base,
        }  # fmt: skip
        value, base = (statistics.median(one.p99 * 1000 for one in all_of_it) for all_of_it in (mine, ceiling))
        yield {
            "name": f"{database}: redirect, p99, {connections} connections", "value": value, "unit": "ms",
            "bar": base * MULTIPLE_OF_P99, "reference": f"constant 302: {base:.1f} ms", "ratio": value / base,
        }  # fmt: skip
    answered = sum(one.requests for connections in CONNECTIONS for one in bursts[database, connections])
    yield {
        "name": f"{database}: redirects answered and not counted afterwards", "value": missing, "unit": "clicks",
        "bar": 0, "reference": f"{answered:,} answered",
    }  # fmt: skip


def burst(url: str, codes: Path, connections: int, seconds: int) -> Burst:
    """Ask for random links for some seconds; an error when anything but a redirect came back."""
    command = ["wrk", "--threads", "2", "--connections", str(connections), "--duration", f"{seconds}s", "--latency"]
    command += ["--timeout", "10s", "--header", f"User-Agent: {BROWSER}", "--script", str(codes), url]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=True)
    found = re.search(r"^RESULT (\d+) (\d+) (\d+) (\d+)$", done.stdout, re.MULTILINE)
    if found is None or found[4] != "0":
        raise RuntimeError(f"not every request was answered: {done.stdout}{done.stderr}")
    requests, duration, p99 = (int(figure) for figure in found.groups()[:3])
    return Burst(requests, duration / 1e6, p99 / 1e6)


def script(folder: Path, name: str, codes: list[str]) -> Path:
    """Write down for wrk what to ask."""
    path = folder / f"{name}.lua"
    path.write_text(SCRIPT % ",".join(f'"{code}"' for code in codes))
    return path


def clicks(url: str) -> int:
    """Return how many clicks are recorded."""
    with filled(url) as (engine, _config), make_session(engine, writes=False) as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()


@contextmanager
def constant(folder: Path) -> Iterator[str]:
    """Run the bare WSGI function; yield its URL."""
    (folder / "constant_redirect.py").write_text(CONSTANT)
    bind = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:vertel.gunicorn_conf", "--bind", bind]
    command += ["--workers", str(WORKERS), "--pythonpath", str(folder), "constant_redirect:app"]
    environment = os.environ | SETTINGS | {"VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    url = f"http://{bind}"
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: answers(url), "the constant redirect")
            yield url
        finally:
            process.terminate()


def answers(url: str) -> bool:
    """Return whether somebody answers there."""
    try:
        return ask(address_of(url), "/").startswith(b"HTTP/1.1 302 ")
    except OSError:
        return False
