"""The database is away for a while, under load: visitors notice nothing, and afterwards every click is counted."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from support import postgres
from support.patience import PATIENCE
from support.server import Server, running
from support.visitors import (
    SETTINGS,
    Visitors,
    ask,
    make_links,
    metric,
    parse_address,
    total,
    visiting,
    wait_for,
    workers_of,
)
from vertel.redirect.link_replica import LinkReplica

SECONDS = float(os.environ.get("VERTEL_TEST_OUTAGE", "4"))
"""How long the database is away; 60 when there is more time."""

KILLED = 2
"""Workers that are killed during the outage, each with one request in its hands at most."""


def test_an_outage_of_the_database_is_not_noticed_and_costs_no_click() -> None:
    with TemporaryDirectory(prefix="vertel-outage-") as name, postgres.controlled(Path(name) / "postgres") as database:
        codes = make_links(database.url, 50)
        with running(Path(name), database.url, migrated=True, **SETTINGS) as server:
            wait_for(lambda: b" 302 " in ask(parse_address(server.url), f"/r/{codes[0]}"), "a redirect")
            wait_for(lambda: replica_link(Path(name), len(codes)), "a copy of the links")
            with visiting(server.url, codes) as accounts:
                during_outage(server, database, accounts)
            answered = total([account.answered for account in accounts]).total() + 1
            cut_off = [other for account in accounts for other in account.others]
            assert len(cut_off) <= KILLED, cut_off
            wait_for(lambda: clicks(database.url) >= answered, "all clicks in the database")
            assert clicks(database.url) <= answered + KILLED, "more than those whose worker was killed amid the answer"
            assert metric(server.url, "vertel_clicks_unrecorded_total") == 0
            assert metric(server.url, "vertel_spool_bytes") < metric(server.url, "vertel_spool_limit_bytes")


def during_outage(server: Server, database: postgres.Cluster, accounts: list[Visitors]) -> None:
    """Stop the database, look at the server, kill a worker, and start the database again."""
    database.stop()
    end = time.monotonic() + SECONDS
    wait_for(lambda: ask(parse_address(server.url), "/readyz").startswith(b"HTTP/1.1 503 "), "not ready")
    report = json.loads(ask(parse_address(server.url), "/readyz").partition(b"\r\n\r\n")[2])
    assert [check["name"] for check in report["checks"] if check["status"] == "failed"] == ["database"]
    assert ask(parse_address(server.url), "/livez").startswith(b"HTTP/1.1 200 ")

    old = set(workers_of(server.process.pid))
    os.kill(min(old), signal.SIGKILL)
    wait_for(lambda: len(set(workers_of(server.process.pid)) - old) == 1, "a worker that starts during the outage")
    os.kill(max(old), signal.SIGKILL)  # now only workers answer that have never seen the database
    wait_for(lambda: not old & set(workers_of(server.process.pid)), "two new workers")
    before = total([account.answered for account in accounts]).total()
    wait_for(
        lambda: time.monotonic() >= end and total([account.answered for account in accounts]).total() >= before + 200,
        "redirects by the new workers",
        patience=SECONDS + PATIENCE,
    )
    database.start()


def replica_link(folder: Path, number: int) -> bool:
    """Whether the node has a copy of so many links."""
    return len(LinkReplica(folder / "state").changed(0)) == number


def clicks(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM clicks").fetchone()
        assert row is not None
        return int(row[0])
