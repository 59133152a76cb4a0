"""A node of the link domain, under either server: links and nothing else, also when a worker is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from support.clicks import counted
from support.server import running
from support.visitors import (
    PATIENCE,
    SETTINGS,
    ask,
    children,
    database_with_links,
    parse_address,
    part_of,
    total,
    visiting,
    wait_for,
)
from vertel.db.engine import make_engine
from vertel.worker.counting import Counting

REDIRECTS = 300


@pytest.mark.parametrize("server", ["gunicorn", "granian"])
def test_a_node_of_the_link_domain_redirects_counts_and_outlives_a_killed_worker(tmp_path: Path, server: str) -> None:
    url, codes = database_with_links(tmp_path, 10)
    arguments = ["--links-only", "--server", server]
    with running(tmp_path, url, migrated=True, arguments=arguments, **SETTINGS) as node:
        address = parse_address(node.url)
        for absent in ("/api/v1/suggestions", "/openapi.json", "/docs", "/schemas/Link.json"):
            assert ask(address, absent).startswith(b"HTTP/1.1 404 ")
        assert ask(address, "/livez").startswith(b"HTTP/1.1 200 ")
        with visiting(node.url, codes) as accounts:
            wait_for(lambda: redirected(accounts) >= REDIRECTS, "redirects")
            wait_for(lambda: len(workers_at_work(node.process.pid)) == 2, "both workers")
            killed, other = workers_at_work(node.process.pid)
            os.kill(killed, signal.SIGKILL)
            wait_for(lambda: workers_at_work(node.process.pid) - {killed, other}, "a new worker")
            before = redirected(accounts)
            wait_for(lambda: redirected(accounts) >= before + REDIRECTS, "redirects after that")
        node.process.terminate()
        assert node.process.wait(timeout=PATIENCE) == 0
    sent = total([account.sent for account in accounts]).total()
    assert counted(tmp_path).total() == 0, "a node that serves the API counts them"
    count_staged(url)
    # Under Granian a worker that is killed takes the connections along that wait for it; they were told nothing.
    assert redirected(accounts) <= sum(counted(tmp_path).values()) <= sent


def test_such_a_node_loads_neither_sqlalchemy_nor_flask(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 1)
    options = {"migrated": True, "as_program": True, "workers": None, "arguments": ["--links-only"]}
    with running(tmp_path, url, **options, **SETTINGS) as node:
        address = parse_address(node.url)
        for path in (f"/{codes[0]}", f"/r/{codes[0]}", "/r/not-there", "/not/there", "/livez", "/readyz", "/metrics"):
            ask(address, path)
        workers = min(multiprocessing.cpu_count() + 1, 8)
        wait_for(lambda: len([*tree(node.process.pid)]) == 3 + workers, "two that watch, workers and the recorder")
        loaded = "".join(Path(f"/proc/{process}/maps").read_text() for process in tree(node.process.pid))
    for package in ("sqlalchemy", "markupsafe", "PIL", "cryptography"):  # those of them that are mapped into memory
        assert f"/{package}/" not in loaded


def count_staged(url: str) -> None:
    """Count what was staged, as a node that serves the API does."""
    engine = make_engine(url)
    Counting(engine).count_staged()
    engine.dispose()


def tree(process: int) -> Iterator[int]:
    """A process and all that come off it."""
    yield process
    for child in children(process):
        yield from tree(child)


def workers_at_work(process: int) -> set[int]:
    """The processes of a server that have put down a click: one that is only starting does not know how to stop."""
    return {
        child
        for child in children(part_of(process, "web"))
        if any(name.endswith(".clicks") for name in open_files(child))
    }


def open_files(process: int) -> list[str]:
    """The names of the files that a process has open."""
    names = []
    with suppress(FileNotFoundError):  # the process ended in the meantime
        for link in Path(f"/proc/{process}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed in the meantime
                names.append(str(link.readlink()))
    return names


def redirected(accounts: list) -> int:
    return total([account.answered for account in accounts]).total()
