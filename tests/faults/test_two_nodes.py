"""Two nodes behind HAProxy, and a PostgreSQL primary with a synchronous standby: a node dies, then the primary does."""

from __future__ import annotations

import json
import os
import signal
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from support import proxies, replicas
from support.nodes import WORKERS, Node, kill
from support.patience import PATIENCE
from support.server import Server
from support.visitors import SETTINGS, Visitors, ask, make_links, metric, parse_address, total, visiting, wait_for
from support.writers import Writer, acknowledged, writing

SECONDS = float(os.environ.get("VERTEL_TEST_FAILOVER", "1"))
"""How long each phase of the load lasts at least; 20 when there is more time."""

UNNOTICED = 4.0
"""How long there is no primary at least: longer than HAProxy needs for taking a node that it thinks ill out of use."""

WITHOUT_WRITES = 30.0
"""Seconds after which writes have to go on: the bar of the project, with much room on any machine."""

REFUSALS = {"502", "503", "504"}
"""What a program may be told while there is no primary, or while its node is killed: it then tries again."""

REPORT = "/api/v1/reports/overview"


def test_a_lost_node_and_a_lost_primary_stop_no_redirect_and_cost_no_acknowledged_write() -> None:
    with two_nodes() as (pair, nodes, front):
        codes = make_links(pair.url, 50)
        with ExitStack() as serving:
            servers = [serving.enter_context(node.serving()) for node in nodes]
            key = servers[0].vertel("key", "create", "--role", "editor", "--name", "writer")
            wait_for(lambda: all(node.replica_link() >= 50 for node in nodes), "a copy of the links on both nodes")
            url = serving.enter_context(front)
            wait_for(lambda: b" 302 " in ask(parse_address(url), f"/r/{codes[0]}"), "a redirect through HAProxy")
            with writing(url, key, writers=4) as writers, visiting(url, codes) as accounts:
                goes_on(accounts, writers)
                kill(servers[1])
                goes_on(accounts, writers)
                servers[1] = serving.enter_context(nodes[1].serving())
                goes_on(accounts, writers)
                away = primary_lost(pair, accounts, writers)
                goes_on(accounts, writers)
            newest = acknowledged(writers)[-1]
            wait_for(lambda: all(found(server, newest) for server in servers), "the newest link on both nodes")
            assert sum(metric(server.url, "vertel_clicks_unrecorded_total") for server in servers) == 0
        print(figures(away, accounts, writers))  # noqa: T201  to be seen with pytest -s
        assert [other for account in accounts for other in account.others] == [], "a redirect failed"
        assert all(set(writer.others) <= REFUSALS for writer in writers), "an answer that says neither yes nor no"
        nothing_lost(pair, nodes, accounts, writers)


def nothing_lost(pair: replicas.Pair, nodes: list[Node], accounts: list[Visitors], writers: list[Writer]) -> None:
    """Compare what was answered with what the new primary has, now that both nodes have ended."""
    promoted = pair.standby.url
    assert set(acknowledged(writers)) - replicas.column(promoted, "SELECT code FROM links") == set(), "lost"
    assert [file for node in nodes for file in node.folder.glob("state/*.clicks")] == []
    sent, answered = (total([getattr(account, name) for account in accounts]) for name in ("sent", "answered"))
    assert sent == answered
    # One redirect was followed before the visitors came, and what the killed node had in its hands came again.
    assert answered.total() + 1 <= clicks(promoted) <= answered.total() + 1 + WORKERS
    assert replicas.value(promoted, "SELECT sum(clicks) FROM click_days") == clicks(promoted)


def test_reports_come_from_the_standby_and_from_the_primary_when_there_is_none() -> None:
    with two_nodes() as (pair, nodes, _front):
        (code,) = make_links(pair.url, 1)
        with nodes[0].serving() as server:
            key = server.vertel("key", "create", "--role", "editor", "--name", "reader")
            assert reported(server, key) == 0
            replicas.execute(pair.standby.url, "SELECT pg_wal_replay_pause()")
            visit(server, code)
            wait_for(lambda: clicks(pair.primary.url) == 1, "the click on the primary")
            assert reported(server, key) == 0, "the standby does not show it yet"
            replicas.execute(pair.standby.url, "SELECT pg_wal_replay_resume()")
            wait_for(lambda: reported(server, key) == 1, "the click on the standby")

            # The primary has to do without it from now on, or it would wait with every commit.
            replicas.execute(
                pair.primary.url, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()"
            )
            pair.standby.stop()
            visit(server, code)
            wait_for(lambda: reported(server, key) == 2, "both clicks, from the primary")


@contextmanager
def two_nodes() -> Iterator[tuple[replicas.Pair, list[Node], AbstractContextManager[str]]]:
    """Prepare a database, two nodes that are not started yet, and a proxy that is not either."""
    with TemporaryDirectory(prefix="vertel-two-nodes-") as name, replicas.pair(Path(name) / "postgres") as pair:
        settings = SETTINGS | {"VERTEL_REPORTS_DATABASE_URL": pair.reports_url, "VERTEL_PROXIES": "1"}
        nodes = [Node(Path(name) / word, pair.url, settings) for word in ("one", "two")]
        yield pair, nodes, proxies.haproxy([node.port for node in nodes])


def primary_lost(pair: replicas.Pair, accounts: list[Visitors], writers: list[Writer]) -> float:
    """Kill the primary and promote the standby; return the seconds until a write was acknowledged again."""
    before, sender = redirected(accounts), pair.cut_off()
    wait_for(lambda: redirected(accounts) > before + 200, "redirects while no write can be acknowledged")
    os.kill(sender, signal.SIGKILL)
    pair.primary.stop()
    lost = time.monotonic()
    before, refused = redirected(accounts), others(writers)
    wait_for(
        lambda: time.monotonic() > lost + UNNOTICED and redirected(accounts) > before + 200,
        "redirects without database",
    )
    wait_for(lambda: others(writers) > refused, "a write that is not acknowledged")
    pair.promote()
    promoted = time.monotonic()
    wait_for(lambda: max(writer.began for writer in writers) > promoted, "a write", patience=WITHOUT_WRITES)
    return time.monotonic() - lost


def goes_on(accounts: list[Visitors], writers: list[Writer]) -> None:
    """Wait for some more redirects and writes, and for the time of a phase."""
    end = time.monotonic() + SECONDS
    answered, written = redirected(accounts) + 200, len(acknowledged(writers)) + 20
    wait_for(
        lambda: time.monotonic() > end and redirected(accounts) > answered and len(acknowledged(writers)) > written,
        "redirects and writes",
        patience=SECONDS + PATIENCE,
    )


def redirected(accounts: list[Visitors]) -> int:
    return sum(account.answered.total() for account in accounts)


def others(writers: list[Writer]) -> int:
    return sum(writer.others.total() for writer in writers)


def figures(away: float, accounts: list[Visitors], writers: list[Writer]) -> str:
    """Return what happened, in a line."""
    refused = dict(sum((writer.others for writer in writers), Counter[str]()))
    return (
        f"{redirected(accounts)} redirects, none failed; {len(acknowledged(writers))} writes acknowledged, "
        f"others {refused}; a write was acknowledged {away:.1f} s after the primary was killed"
    )


def clicks(url: str) -> int:
    return int(str(replicas.value(url, "SELECT count(*) FROM clicks")))


def found(server: Server, code: str) -> bool:
    return server.follow(f"{server.url}/r/{code}", "a program, which is not counted")[0] == 302


def visit(server: Server, code: str) -> None:
    assert b" 302 " in ask(parse_address(server.url), f"/r/{code}")


def reported(server: Server, key: str) -> int:
    """Return the clicks of the editors' report."""
    request = urllib.request.Request(f"{server.url}{REPORT}", headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return int(json.load(answer)["clicks"])
