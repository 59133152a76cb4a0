"""The client that goes out: to the address that was checked, under the host's name, and for so long."""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.certificates import write_certificate
from vertel.outbound import http_client
from vertel.outbound.deadline import Deadline
from vertel.outbound.http_client import FAILURES, HttpClient, Request, Target, first_header

HOST = "hooks.example.com"
ADDRESS = "127.0.0.1"
PATIENCE = 10.0
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"
RECORD = b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb"
"""How a long ServerHello begins."""
Behaviour = Callable[[socket.socket], None]


@contextmanager
def listening(behave: Behaviour) -> Iterator[int]:
    """Listen on a port, for one connection."""
    with socket.create_server((ADDRESS, 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(PATIENCE)
        assert not thread.is_alive()


def says(text: bytes) -> Behaviour:
    def answer(connection: socket.socket) -> None:
        while not connection.recv(65536).endswith(b"\r\n\r\n"):
            pass
        connection.sendall(text)

    return answer


def drips(first: bytes = b"") -> Behaviour:
    """Send a byte now and then until the other side hangs up."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(first)
        try:
            for _ in range(1000):
                connection.sendall(b"\x16")
                threading.Event().wait(0.01)
        except OSError:
            return
        pytest.fail("nobody hung up")

    return drip


def asked(port: int, *addresses: str, secure: bool = False, seconds: float = PATIENCE) -> Any:
    """Ask for a page; return status, headers and what is in it."""
    request = Request("GET", Target(HOST, port, "/a?b=c", secure), {})
    with HttpClient().stream(request, addresses or [ADDRESS], Deadline(seconds)) as response:
        return response.status, response.headers, response.read()


class Secured:
    """Answers over TLS, with a certificate of its own, and keeps by which name it was asked."""

    def __init__(self, folder: Path, host: str) -> None:
        self.certificate = write_certificate(folder, host)
        self.names: list[str | None] = []
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(self.certificate)
        self._context.sni_callback = lambda _, name, __: self.names.append(name)

    def __call__(self, connection: socket.socket) -> None:
        try:
            with self._context.wrap_socket(connection, server_side=True) as secured:
                says(OK)(secured)
        except ssl.SSLError:
            return


def test_tls_goes_by_the_name_of_the_host_though_an_address_is_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Secured(tmp_path, HOST)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    with listening(server) as port:
        assert asked(port, secure=True)[::2] == (200, b"hi")
    assert server.names == [HOST]


@pytest.mark.parametrize("host", ["other.example.com", ADDRESS])
def test_a_certificate_for_another_name_or_for_the_address_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    server = Secured(tmp_path, host)
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    with listening(server) as port, pytest.raises(ssl.SSLCertVerificationError):
        asked(port, secure=True)


def test_a_certificate_of_nobody_is_refused(tmp_path: Path) -> None:
    with listening(Secured(tmp_path, HOST)) as port, pytest.raises(ssl.SSLCertVerificationError):
        asked(port, secure=True)


def test_no_name_is_looked_up_and_no_proxy_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    real, looked_up = socket.getaddrinfo, []

    def look_up(host: str, *rest: Any, **more: Any) -> Any:
        looked_up.append(host)
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with listening(says(OK)) as port:
        assert asked(port)[0] == 200
    assert set(looked_up) <= {ADDRESS}


@pytest.mark.parametrize(
    ("secure", "first"),
    [(True, RECORD), (False, b""), (False, b"HTTP/1.1 200 OK\r\nx: "), (False, b"HTTP/1.1 200 OK\r\n\r\n")],
    ids=["handshake", "status", "headers", "body"],
)
def test_who_sends_a_byte_now_and_then_is_cut_off_wherever_it_is(secure: bool, first: bytes) -> None:
    with listening(drips(first)) as port:
        if first.endswith(b"\r\n\r\n"):
            assert asked(port, seconds=0.1)[0] == 200, "what came until then, as when the other side ends it"
        else:
            with pytest.raises(TimeoutError):
                asked(port, secure=secure, seconds=0.1)


def test_a_part_of_the_work_ends_with_the_whole_of_it() -> None:
    assert Deadline(0).within(PATIENCE).expired
    assert Deadline(PATIENCE).within(0).expired
    assert not Deadline(PATIENCE).within(PATIENCE).expired


def test_an_address_that_does_not_answer_leaves_time_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    real, tried = socket.create_connection, []

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        tried.append((address[0], timeout))
        if address[0] != ADDRESS:
            raise TimeoutError
        return real(address, timeout=timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    with listening(says(OK)) as port:
        assert asked(port, "192.0.2.1", ADDRESS)[0] == 200
    (_, first), (_, second) = tried
    assert first <= PATIENCE / 2 < second <= PATIENCE


def test_no_connection_is_left_open_whatever_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[socket.socket] = []
    real = http_client.connect
    monkeypatch.setattr(http_client, "connect", lambda *rest: made.append(real(*rest)) or made[-1])
    with listening(says(OK)) as port:
        request = Request("GET", Target(HOST, port, "/", secure=False), {})
        with HttpClient().stream(request, [ADDRESS], Deadline(PATIENCE)):
            assert made[0].fileno() >= 0
    with listening(says(b"?")) as port, pytest.raises(http.client.BadStatusLine):
        asked(port)
    assert [one.fileno() for one in made] == [-1, -1]
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


def test_of_a_header_that_comes_twice_the_first_counts() -> None:
    with listening(says(b"HTTP/1.1 302 x\r\nLocation: /a\r\nLocation: /b\r\n\r\n")) as port:
        request = Request("GET", Target(HOST, port, "/", secure=False), {})
        with HttpClient().stream(request, [ADDRESS], Deadline(PATIENCE)) as response:
            assert first_header(response, "location") == "/a"
            assert first_header(response, "Retry-After") is None


def test_an_answer_that_can_hardly_be_read_is_not_logged_with_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "root"), listening(says(b"HTTP/1.1 200 OK\r\nno header\r\n\r\n")) as port:
        asked(port)
    assert caplog.text == ""


@pytest.mark.parametrize("length", [b"1, 2", b"x", b"-1"])
def test_a_length_that_is_none_fails_as_all_that_can_fail_does_or_says_nothing(length: bytes) -> None:
    with listening(says(b"HTTP/1.1 200 OK\r\nContent-Length: " + length + b"\r\n\r\nhi")) as port:
        if b"," in length:
            with pytest.raises(FAILURES, match="multiple unmatching values"):
                asked(port)
        else:
            assert asked(port)[2] == b"hi"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Target(HOST, 443, "/", secure=True), HOST),
        (Target(HOST, 80, "/", secure=True), f"{HOST}:80"),
        (Target(HOST, 80, "/", secure=False), HOST),
        (Target("2001:db8::1", 443, "/", secure=True), "[2001:db8::1]"),
        (Target("2001:db8::1", 8443, "/", secure=True), "[2001:db8::1]:8443"),
    ],
)
def test_the_host_is_named_as_the_header_has_it(target: Target, expected: str) -> None:
    assert target.authority == expected
