"""Workers are killed amid redirects, and then all the rest: whoever was redirected was counted, and nobody twice.

The process dies, the machine does not; what a power loss may take is decided by when fsync is called, which
tests/api/test_recorder.py looks at.
"""

from __future__ import annotations

import os
import random
import signal
from collections import Counter
from pathlib import Path

from support.clicks import counted
from support.server import Server, running
from support.visitors import (
    PATIENCE,
    SETTINGS,
    Visitors,
    children,
    database_with_links,
    part_of,
    total,
    visiting,
    wait_for,
    workers_of,
)

KILLS = 50
ANSWERS = int(os.environ.get("VERTEL_TEST_REDIRECTS", "2000"))
"""Redirects at least; 20,000 when there is more time."""


def test_50_killed_workers_lose_no_click_and_count_none_twice(tmp_path: Path) -> None:
    database, codes = database_with_links(tmp_path, 20)
    with (
        running(tmp_path, database, migrated=True, **SETTINGS) as server,
        visiting(server.url, codes) as accounts,
    ):
        for kill in range(KILLS):
            answers = ANSWERS * (kill + 1) // KILLS
            wait_for(lambda: redirected(accounts) >= answers, "a redirect")  # noqa: B023  waited for at once
            wait_for(lambda: len(workers_of(server.process.pid)) == 2, "a new worker")
            os.kill(random.choice(workers_of(server.process.pid)), signal.SIGKILL)  # noqa: S311
        wait_for(lambda: redirected(accounts) >= ANSWERS + KILLS, "a redirect after the last kill")

    sent, answered = (total([getattr(account, name) for account in accounts]) for name in ("sent", "answered"))
    recorded = counted(tmp_path)
    cut_off = [other for account in accounts for other in account.others]
    assert len(cut_off) <= KILLS, "more than the request that each killed worker had in its hands"
    assert {code: answered[code] - recorded[code] for code in codes if recorded[code] < answered[code]} == {}, "lost"
    assert {code: recorded[code] - sent[code] for code in codes if recorded[code] > sent[code]} == {}, "twice"


def test_the_whole_server_killed_loses_no_click_and_counts_none_twice(tmp_path: Path) -> None:
    database, codes = database_with_links(tmp_path, 20)
    sent: Counter[str] = Counter()
    answered: Counter[str] = Counter()
    for part in ("web", "record", "everything"):
        with (
            running(tmp_path, database, migrated=True, **SETTINGS) as server,
            visiting(server.url, codes) as accounts,
        ):
            wait_for(lambda: redirected(accounts) >= ANSWERS // 10, "a redirect")
            kill(server, part)
            if part == "record":
                wait_for(lambda: redirected(accounts) >= ANSWERS // 5, "a redirect")
            else:
                server.process.wait(timeout=PATIENCE)
        sent += total([account.sent for account in accounts])
        answered += total([account.answered for account in accounts])
    with running(tmp_path, database, migrated=True, **SETTINGS):
        pass
    recorded = counted(tmp_path)
    assert answered.total() >= 3 * ANSWERS // 10
    assert {code: answered[code] - recorded[code] for code in codes if recorded[code] < answered[code]} == {}, "lost"
    assert {code: recorded[code] - sent[code] for code in codes if recorded[code] > sent[code]} == {}, "twice"


def kill(server: Server, part: str) -> None:
    """Kill a part of a server, or all its processes at one moment."""
    if part != "everything":
        os.kill(part_of(server.process.pid, part), signal.SIGKILL)
        return
    parts = children(server.process.pid)
    for process in [server.process.pid, *parts, *(child for one in parts for child in children(one))]:
        os.kill(process, signal.SIGKILL)


def redirected(accounts: list[Visitors]) -> int:
    return sum(account.answered.total() for account in accounts)
