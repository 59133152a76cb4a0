"""The server and its recorder behind PgBouncer in transaction mode, with fewer connections than there are workers."""

from __future__ import annotations

import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from support import postgres, proxies, replicas
from support.patience import PATIENCE
from support.server import Server, running
from support.visitors import SETTINGS, make_links, total, visiting, wait_for
from support.writers import acknowledged, writing

WORKERS = 4
CONNECTIONS = 2
REDIRECTS, WRITES = 500, 100


def test_writers_and_the_recorder_share_connections_that_are_lent_for_a_transaction() -> None:
    with (
        TemporaryDirectory(prefix="vertel-pgbouncer-") as name,
        postgres.controlled(Path(name) / "postgres") as database,
        proxies.pgbouncer(Path(name) / "pgbouncer", database.port, CONNECTIONS) as url,
        running(Path(name), f"{url}?prepare_threshold=none", workers=WORKERS, **SETTINGS) as server,
    ):
        codes = make_links(url, 20)
        key = server.vertel("key", "create", "--role", "editor", "--name", "writer")
        with writing(server.url, key, writers=4) as writers, visiting(server.url, codes, visitors=3) as accounts:
            wait_for(lambda: sum(account.answered.total() for account in accounts) > REDIRECTS, "redirects")
            wait_for(lambda: len(acknowledged(writers)) > WRITES, "writes")
            read_all(server, key)
        assert [writer.others for writer in writers if writer.others] == []
        assert [other for account in accounts for other in account.others] == []
        answered = total([account.answered for account in accounts]).total()
        wait_for(lambda: replicas.value(database.url, "SELECT count(*) FROM clicks") == answered, "every click")
        stored = replicas.column(database.url, "SELECT code FROM links")
        assert set(acknowledged(writers)) - stored == set()
        with closing(psycopg.connect(url)) as connection:
            assert lent(connection) <= CONNECTIONS, "more connections than PgBouncer has to lend"


def read_all(server: Server, key: str) -> None:
    """Ask for the same pages side by side, so that the connections go from hand to hand."""

    def read(path: str) -> int:
        return status(server, path, key)

    with ThreadPoolExecutor(4) as pool:
        paths = ["/api/v1/reports/overview", "/api/v1/suggestions?view=manage", "/readyz"] * 20
        assert set(pool.map(read, paths)) == {200}


def status(server: Server, path: str, key: str) -> int:
    """Return the status of an answer to an editor's program."""
    request = urllib.request.Request(f"{server.url}{path}", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return int(answer.status)


def lent(connection: psycopg.Connection) -> int:
    """Return how many connections the database has with anyone; this one is of them."""
    row = connection.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'").fetchone()
    assert row is not None
    return int(row[0])
