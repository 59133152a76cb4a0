"""Memory of all processes of a server, and the processor time that its start takes.

Proportional set size: memory that several processes share counts once. Workers are as many as there are by default on
two processors: gunicorn has four, three with `--links-only`, and Granian two. Measured after the start, and after
hundreds of requests of several kinds that reach every worker. The reference is a function that returns a constant,
under the same server in the same run.
"""

import http.client
import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from support import postgres
from support.machine import spent, tree
from support.ports import free_port
from support.server import running
from support.visitors import SETTINGS, make_links, parse_address, wait_for
from support.world import BROWSER
from vertel.cli.serve import command_of

Row = dict[str, Any]
WORKERS = {"gunicorn": 4, "granian": 2}
WORKERS_OF_LINKS = {"gunicorn": 3, "granian": 2}
REQUESTS, CLIENTS = 800, 8
QUIET_SECONDS = 2.0
"""After the start, so that the recorder has done each part of its work once."""

OF_LINKS = ("/r/{code}", "/r/{code}", "/r/not-there", "/livez", "/readyz", "/metrics")
OF_API = (
    *("/api/v1/suggestions?view=manage", "/api/v1/links", "/api/v1/reports/overview", "/api/v1/not-there"),
    *("/openapi.json", "/docs"),
)
CONSTANT = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Length", "0")])
    return []
"""


@dataclass(frozen=True)
class Figures:
    """MB after the start and after the requests, and seconds of processor time of the start."""

    started: float
    used: float
    seconds: float


def run() -> list[Row]:
    """Measure each kind of node."""
    with tempfile.TemporaryDirectory(prefix="vertel-memory-") as name, postgres.cluster(Path(name) / "pg") as url:
        folder = Path(name)
        folder.chmod(0o755)
        # Installed for development only: structlog would load it, as it would on nobody's server.
        (folder / "rich.py").write_text("raise ImportError\n")
        api, constants = WORKERS["gunicorn"], {}
        for server, workers in (("gunicorn", api), *WORKERS_OF_LINKS.items()):
            constants[server, workers] = constant(folder, server, workers)
        return [
            *rows("vertel serve, SQLite", node(folder, None, "gunicorn", api), 180, constants["gunicorn", api]),
            *rows("vertel serve, PostgreSQL", node(folder, url, "gunicorn", api), None, constants["gunicorn", api]),
            *(
                row
                for server, workers in WORKERS_OF_LINKS.items()
                for database, address in (("SQLite", None), ("PostgreSQL", url))
                for row in rows(
                    f"links only, {server}, {workers} workers, {database}",
                    node(folder, address, server, workers, links_only=True),
                    80,
                    constants[server, workers],
                )
            ),
        ]


def rows(name: str, found: Figures, bar: float | None, reference: Figures) -> list[Row]:
    """Return a node's rows."""
    return [
        row(f"{name}: after the start", found.started, bar, reference.started, "MB"),
        row(f"{name}: after {REQUESTS} requests", found.used, bar, reference.used, "MB"),
        row(f"{name}: processor time of the start", found.seconds, None, reference.seconds, "s"),
    ]


def row(name: str, value: float, bar: float | None, reference: float, unit: str) -> Row:
    """Return one row."""
    text = f"a constant: {reference:.2f} {unit}" if unit == "s" else f"a constant: {reference:.0f} {unit}"
    return {"name": name, "value": value, "unit": unit, "bar": bar, "reference": text, "ratio": value / reference}


def constant(folder: Path, server: str, workers: int) -> Figures:
    """Measure a function that returns a constant."""
    name = f"constant_{server}"
    (folder / f"{name}.py").write_text(CONSTANT)
    bind = f"127.0.0.1:{free_port()}"
    environment = os.environ | {"VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    command = command_of(server, bind, workers, f"{name}:app")
    with subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL) as process:
        try:
            wait_for(lambda: answers(f"http://{bind}"), "an answer")
            return figures(process.pid, f"http://{bind}", ["/"], "")
        finally:
            process.terminate()


def node(parent: Path, url: str | None, server: str, workers: int, *, links_only: bool = False) -> Figures:
    """Measure a node, on SQLite unless a database is given."""
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        url = url or f"sqlite:///{folder / 'vertel.sqlite3'}"
        (code,) = make_links(url, 1)
        arguments = ["--server", server, *(["--links-only"] if links_only else [])]
        paths = [path.format(code=code) for path in (*OF_LINKS, *(() if links_only else OF_API))]
        settings = SETTINGS | {"PYTHONPATH": str(parent)}
        with running(
            folder, url, workers=workers, migrated=True, as_program=True, arguments=arguments, **settings
        ) as node:
            key = node.vertel("key", "create", "--role", "editor", "--name", "memory")
            assert node.process is not None
            return figures(node.process.pid, node.url, paths, key)


def figures(process: int, url: str, paths: Sequence[str], key: str) -> Figures:
    """Measure a server that has just started."""
    time.sleep(QUIET_SECONDS)
    seconds, started = spent(process), megabytes(process)
    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(lambda path: get(url, path, key), islice(cycle(paths), REQUESTS)))
    time.sleep(QUIET_SECONDS)
    return Figures(started, megabytes(process), seconds)


def get(url: str, path: str, key: str) -> int:
    """Return the status of an answer, read to its end."""
    connection = http.client.HTTPConnection(*parse_address(url), timeout=20)
    connection.request("GET", path, headers={"Authorization": f"Bearer {key}", "User-Agent": BROWSER})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status not in {200, 302, 404}:
        raise RuntimeError(f"{path}: {answer.status}")
    return answer.status


def answers(url: str) -> bool:
    """Return whether a server answers."""
    try:
        return get(url, "/", "") == 200
    except OSError:
        return False


def megabytes(process: int) -> float:
    """Return the proportional set size of a process and of all that come off it."""
    return sum(_pss(one) for one in tree(process)) / 1024


def _pss(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
