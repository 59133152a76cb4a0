"""The server is reloaded and stopped amid requests: whoever was being served gets the whole answer."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from support.server import Server, running
from support.visitors import (
    PATIENCE,
    SETTINGS,
    ask,
    database_with_links,
    parse_address,
    part_of,
    total,
    visiting,
    wait_for,
    workers_of,
)
from vertel import gunicorn_conf

RELOADS = 5


class HeldRequest:
    """A request that a worker has begun to read, and that is still without its last bytes."""

    BODY = b'{"grant_type": "enrolment_code", "code": "AAAA-AAAA-AAAA"}'

    def __init__(self, server: Server) -> None:
        self.connection = socket.create_connection(parse_address(server.url), timeout=PATIENCE)
        head = ["POST /api/v1/auth/token HTTP/1.1", "Host: vertel", "Content-Type: application/json"]
        head += [f"Content-Length: {len(self.BODY)}", "Expect: 100-continue", "", ""]
        self.connection.sendall("\r\n".join(head).encode())
        begun = self.connection.recv(1000)  # a worker says so, so one has it in its hands
        if not begun.startswith(b"HTTP/1.1 100 "):
            raise AssertionError(begun)

    def finish(self) -> bytes:
        """Send the rest; return the status line of the answer."""
        with self.connection:
            self.connection.sendall(self.BODY)
            answer = b"".join(iter(lambda: self.connection.recv(65536), b""))
        return answer.partition(b"\r\n")[0]


@pytest.fixture
def reachable(tmp_path: Path) -> Iterator[tuple[Server, list[str]]]:
    """A server, and the codes of its links."""
    url, codes = database_with_links(tmp_path, 20)
    with running(tmp_path, url, migrated=True, as_program=True, **SETTINGS) as server:
        yield server, codes


@contextmanager
def all_workers_replaced(server: Server) -> Iterator[None]:
    """Expect every worker to make room for a new one before the block's end, or soon after."""
    old = set(workers_of(server.process.pid))
    yield
    wait_for(lambda: len(set(workers_of(server.process.pid)) - old) == 2, "a new generation of workers")
    wait_for(lambda: not old & set(workers_of(server.process.pid)), "the end of the old workers")


def test_5_reloads_under_load_cut_nobody_off(reachable: tuple[Server, list[str]], tmp_path: Path) -> None:
    server, codes = reachable
    with visiting(server.url, codes) as accounts:
        for _ in range(RELOADS):
            with all_workers_replaced(server):
                held = HeldRequest(server)
                os.kill(server.process.pid, signal.SIGHUP)
                answered = total([account.answered for account in accounts]).total()
                wait_for(lambda: total([a.answered for a in accounts]).total() > answered, "a redirect")  # noqa: B023
                assert held.finish() == b"HTTP/1.1 401 UNAUTHORIZED"  # the code was wrong, which an answer says
    sent, answers = (total([getattr(account, name) for account in accounts]) for name in ("sent", "answered"))
    assert [other for account in accounts for other in account.others] == []
    assert sent == answers
    wait_for(lambda: recorded(tmp_path / "vertel.sqlite3") == answers.total(), "as many clicks as redirects")


def test_who_is_being_served_when_the_server_stops_gets_the_answer(reachable: tuple[Server, list[str]]) -> None:
    server, _codes = reachable
    held = [HeldRequest(server), HeldRequest(server)]
    master = part_of(server.process.pid, "web")
    server.process.terminate()
    wait_for(lambda: not sockets(master), "an end to listening")
    assert [request.finish() for request in held] == [b"HTTP/1.1 401 UNAUTHORIZED"] * 2
    assert server.process.wait(timeout=PATIENCE) == 0


def test_connections_that_ask_nothing_hold_up_nobody(reachable: tuple[Server, list[str]]) -> None:
    server, codes = reachable
    # more than there are workers, as browsers open them ahead
    unused = [socket.create_connection(parse_address(server.url), timeout=PATIENCE) for _ in range(6)]
    assert [ask(parse_address(server.url), f"/r/{code}")[:12] for code in codes] == [b"HTTP/1.1 302"] * len(codes)
    server.process.terminate()
    assert server.process.wait(timeout=gunicorn_conf.graceful_timeout * 2 / 3) == 0, "it waited for them"
    for connection in unused:
        connection.close()


def sockets(process: int) -> list[str]:
    """Return the sockets that a process has open; gunicorn's master has only the one that it listens on."""
    targets = []
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # closed since it was listed
            targets.append(str(descriptor.readlink()))
    return [target for target in targets if target.startswith("socket:")]


def recorded(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute("SELECT count(*) FROM clicks").fetchone()[0])
