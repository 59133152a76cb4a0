"""The disk takes no more: visitors go on, and what was not recorded is counted as such."""

from __future__ import annotations

import resource
from pathlib import Path

from support.clicks import counted
from support.server import running
from support.visitors import (
    SETTINGS,
    ask,
    database_with_links,
    metric,
    parse_address,
    total,
    visiting,
    wait_for,
    workers_of,
)

UNLIMITED = resource.RLIM_INFINITY


def test_a_full_disk_stops_no_visitor_and_each_click_is_recorded_or_counted_as_lost(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 10)
    with running(tmp_path, url, migrated=True, **SETTINGS) as server:
        wait_for(lambda: len(workers_of(server.process.pid)) == 2, "both workers")
        workers = workers_of(server.process.pid)
        with visiting(server.url, codes) as accounts:
            wait_for(lambda: total([account.answered for account in accounts]).total() > 50, "redirects")
            # A worker that is still starting would not get over it.
            wait_for(lambda: len(list(tmp_path.glob("state/*.clicks"))) == 2, "a click put down by each worker")
            for worker in workers:
                # What a full disk is to a write: not another byte. Part of a record may still fit.
                resource.prlimit(worker, resource.RLIMIT_FSIZE, (1000, UNLIMITED))
            wait_for(lambda: metric(server.url, "vertel_clicks_unrecorded_total") > 50, "lost clicks")
            for worker in workers:
                resource.prlimit(worker, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))
            before = total([account.answered for account in accounts]).total()
            wait_for(lambda: total([a.answered for a in accounts]).total() > before + 200, "redirects")
        assert [other for account in accounts for other in account.others] == []
        lost = metric(server.url, "vertel_clicks_unrecorded_total")
        answered = total([account.answered for account in accounts]).total()
        wait_for(lambda: counted(tmp_path).total() + lost == answered, "each click recorded or counted as lost")
        assert workers_of(server.process.pid) == workers


def test_a_full_spool_is_announced_and_stops_no_visitor(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 1)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "left.clicks").write_bytes(b"\n" * (900 * 1024))
    log = tmp_path / "server.log"
    with running(tmp_path, url, migrated=True, VERTEL_SPOOL_LIMIT_MB="1", **SETTINGS) as server:
        assert ask(parse_address(server.url), f"/r/{codes[0]}").startswith(b"HTTP/1.1 302 ")
        wait_for(lambda: "spool_filling" in log.read_text(), "a warning")
