"""Two hundred clients that are slow in every way, and no proxy: others are served as if they were not there."""

from __future__ import annotations

import resource
import socket
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from support.clicks import counted
from support.patience import PATIENCE
from support.server import Server, running
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

CLIENTS = 200
WORKERS = 2
HEAD = b"POST /api/v1/auth/token HTTP/1.1\r\nHost: a.example\r\nContent-Type: application/json\r\n"
BEGINNINGS = {
    "a letter": b"G",
    "half a head": b"GET /livez HTTP/1.1\r\nHost: a.exam",
    "half a body": HEAD + b'Content-Length: 40\r\n\r\n{"grant',
    "half a chunk": HEAD + b'Transfer-Encoding: chunked\r\n\r\nFF\r\n{"grant',
}
REST = {
    "half a body": b'_type": "enrolment_code", "code": "X"}'.ljust(33),
}


@contextmanager
def slow(server: Server, beginning: bytes) -> Iterator[list[socket.socket]]:
    """Have so many clients begin to send, and then send nothing."""
    with ExitStack() as stack:
        clients = [
            stack.enter_context(socket.create_connection(parse_address(server.url), timeout=PATIENCE))
            for _ in range(CLIENTS)
        ]
        for client in clients:
            client.sendall(beginning)
        yield clients


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("slow")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[tuple[Server, list[str]]]:
    url, codes = database_with_links(folder, 5)
    with running(folder, url, workers=WORKERS, migrated=True, **SETTINGS) as server:
        yield server, codes


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_others_are_served_while_clients_send_slowly(served: tuple[Server, list[str]], kind: str) -> None:
    server, codes = served
    with slow(server, BEGINNINGS[kind]) as clients:
        for _ in range(20):
            assert ask(parse_address(server.url), "/livez").startswith(b"HTTP/1.1 200 ")
        with visiting(server.url, codes) as accounts:
            wait_for(lambda: total([account.answered for account in accounts]).total() > 100, "redirects")
        assert [other for account in accounts for other in account.others] == []
        clients[0].sendall(REST.get(kind, b""))
        if kind in REST:
            assert clients[0].recv(100).startswith(b"HTTP/1.1 4"), "a slow one is answered too, when it is done"


def test_others_are_served_while_clients_take_their_answer_slowly(served: tuple[Server, list[str]]) -> None:
    server, _ = served
    request = b"GET /openapi.json HTTP/1.1\r\nHost: a.example\r\n\r\n"
    with ExitStack() as stack:
        clients = []
        for _ in range(CLIENTS):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            client.settimeout(PATIENCE)
            client.connect(parse_address(server.url))
            client.sendall(request)
            clients.append(client)
        whole = ask(parse_address(server.url), "/openapi.json")
        for _ in range(20):
            assert ask(parse_address(server.url), "/livez").startswith(b"HTTP/1.1 200 ")
        got = b"".join(iter(lambda: clients[-1].recv(65536), b""))
        assert len(got.partition(b"\r\n\r\n")[2]) == len(whole.partition(b"\r\n\r\n")[2]), "all of it in the end"


def test_a_client_that_does_not_hang_up_keeps_nobody_waiting(served: tuple[Server, list[str]]) -> None:
    server, codes = served
    with slow(server, f"GET /r/{codes[0]} HTTP/1.1\r\nHost: a.example\r\n\r\n".encode()) as clients:
        assert all(client.recv(15) == b"HTTP/1.1 302 Fo" for client in clients)
        assert ask(parse_address(server.url), "/livez").startswith(b"HTTP/1.1 200 ")


def test_a_long_upload_arrives_whole_and_who_waits_to_be_told_is_told(served: tuple[Server, list[str]]) -> None:
    server, _ = served
    key = server.vertel("key", "create", "--role", "editor", "--name", "slow")
    rows = ["destination_url,code", *[f"https://careers.example.com/{n},slow-{n}" for n in range(20_000)]]
    body = "\n".join(rows).encode()
    head = (
        "POST /api/v1/links/import?dry_run=true HTTP/1.1\r\nHost: a.example\r\nContent-Type: text/csv\r\n"
        f"Authorization: Bearer {key}\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(parse_address(server.url), timeout=PATIENCE) as client:
        client.sendall(head.encode())
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 200 "), answer[:300]
    assert answer.count(b"100 Continue") == 0


def test_who_sends_more_than_anybody_may_is_told_so(served: tuple[Server, list[str]]) -> None:
    server, _ = served
    with socket.create_connection(parse_address(server.url), timeout=PATIENCE) as client:
        client.sendall(HEAD + b"Content-Length: 99999999\r\n\r\n" + b"x" * 100_000)
        assert client.recv(100).startswith(b"HTTP/1.1 413 ")
    with socket.create_connection(parse_address(server.url), timeout=PATIENCE) as client:
        client.sendall(b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000)
        assert client.recv(100).startswith(b"HTTP/1.1 431 ")


def test_a_request_that_is_none_is_refused_and_ends_no_worker(served: tuple[Server, list[str]]) -> None:
    server, _ = served
    workers = workers_of(server.process.pid)
    chunks = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
    for request, status in (
        (HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (HEAD + b"Content-Length: 2\r\nContent-Length: 50\r\n\r\n{}", b"400"),
        (HEAD + b"Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", b"400"),
        (HEAD + b"Transfer-Encoding: gzip\r\n\r\n", b"501"),
        (chunks + b"0x2\r\n{}\r\n0\r\n\r\n", b"400"),
        (chunks + b"2;a\nb\r\n{}\r\n0\r\n\r\n", b"400"),
        (chunks + b"2\r\n{}XX0\r\n\r\n", b"400"),
        (chunks + b"2\r\n{}\r\n0\r\nContent-Length: 9\r\n\r\n", b"422"),
        (chunks + b"ZZ\r\n" + b"x" * 3_000_000, b"400"),
    ):
        with socket.create_connection(parse_address(server.url), timeout=PATIENCE) as client:
            client.sendall(request)
            assert client.recv(100)[:13] == b"HTTP/1.1 " + status + b" ", request[:200]
    assert workers_of(server.process.pid) == workers


def test_who_sends_a_great_deal_keeps_nobody_from_sending_a_little(tmp_path: Path) -> None:
    url, _ = database_with_links(tmp_path, 1)
    with running(tmp_path, url, workers=1, migrated=True, **SETTINGS) as server, ExitStack() as stack:
        address = parse_address(server.url)
        for _ in range(4):
            hog = stack.enter_context(socket.create_connection(address, timeout=PATIENCE))
            hog.sendall(HEAD + b"Content-Length: 33000000\r\n\r\n" + b"x" * 30_000_000)
        with socket.create_connection(address, timeout=PATIENCE) as client:
            client.sendall(HEAD + b"Content-Length: 2\r\n\r\n{")
            assert ask(address, "/livez").startswith(b"HTTP/1.1 200 ")
            client.sendall(b"}")
            assert client.recv(100).startswith(b"HTTP/1.1 422 ")


def test_a_worker_that_may_open_no_more_files_lets_those_go_that_wait_longest(tmp_path: Path) -> None:
    url, _ = database_with_links(tmp_path, 1)
    with running(tmp_path, url, workers=1, migrated=True, **SETTINGS) as server:
        (worker,) = workers_of(server.process.pid)
        most = len([*Path(f"/proc/{worker}/fd").iterdir()]) + 20
        resource.prlimit(worker, resource.RLIMIT_NOFILE, (most, most))
        with slow(server, BEGINNINGS["a letter"]):
            assert ask(parse_address(server.url), "/livez").startswith(b"HTTP/1.1 200 ")
        assert workers_of(server.process.pid) == [worker]


def test_a_server_stops_although_clients_are_slow(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 1)
    with (
        running(tmp_path, url, workers=WORKERS, migrated=True, VERTEL_CLICK_SYNC="each", **SETTINGS) as server,
        slow(server, BEGINNINGS["half a head"]) as clients,
    ):
        assert ask(parse_address(server.url), f"/r/{codes[0]}").startswith(b"HTTP/1.1 302 ")
        server.process.terminate()
        clients[0].sendall(b"ple\r\n\r\n")
        assert clients[0].recv(100).startswith(b"HTTP/1.1 200 "), "what was on its way is answered"
        assert server.process.wait(timeout=PATIENCE) == 0
    assert counted(tmp_path).total() == 1


def test_clicks_that_are_synced_before_the_answer_are_all_counted(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 5)
    with running(tmp_path, url, workers=WORKERS, migrated=True, VERTEL_CLICK_SYNC="each", **SETTINGS) as server:
        stop = Event()

        def read_api() -> None:
            while not stop.is_set():
                urllib.request.urlopen(f"{server.url}/openapi.json", timeout=PATIENCE).read()

        reader = Thread(target=read_api)
        reader.start()
        try:
            with visiting(server.url, codes, visitors=16) as accounts:
                wait_for(lambda: total([account.answered for account in accounts]).total() > 1000, "redirects")
        finally:
            stop.set()
            reader.join()
        assert [other for account in accounts for other in account.others] == []
        answered = total([account.answered for account in accounts]).total()
        wait_for(lambda: counted(tmp_path).total() == answered, "each click counted")
        assert metric(server.url, "vertel_clicks_unrecorded_total") == 0
