"""One try, whatever is at the other end."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from vertel.config import Config
from vertel.outbound.egress_policy import EgressPolicy
from vertel.worker import webhook_sender
from vertel.worker.webhook_sender import Answer, Sender

SETTINGS = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_PUBLIC_URL": "http://127.0.0.1:8000"}
BODY = b"{}"
OK = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


def sender(seconds: float = 10) -> Sender:
    return Sender(EgressPolicy(Config.from_environment(SETTINGS)), seconds)


@contextmanager
def answering(behave: Callable[[socket.socket], None]) -> Iterator[int]:
    """Listen on a port; do as told with the connection that comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while not connection.recv(65536).endswith(BODY):
                    pass
                behave(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)
        assert not thread.is_alive()


def sent(behave: Callable[[socket.socket], None], seconds: float = 10) -> Answer:
    with answering(behave) as port:
        return sender(seconds).send(f"http://127.0.0.1:{port}/", BODY, {"webhook-id": "x"})


def says(text: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(text)


def test_a_receiver_that_sends_a_byte_now_and_then_is_cut_off_all_the_same() -> None:
    hung_up: list[bool] = []

    def drip(connection: socket.socket) -> None:
        try:
            for _ in range(300):
                connection.sendall(b"H")
                threading.Event().wait(0.01)
        except OSError:
            hung_up.append(True)

    assert sent(drip, seconds=0.15).error == webhook_sender.NO_ANSWER
    assert hung_up


@pytest.mark.parametrize(
    "text", [b"", b"\r\n\r\n", b"SSH-2.0-x\r\n", b"HTTP/1.1 xyz\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 2000]
)
def test_what_does_not_speak_http_is_a_try_that_failed(text: bytes) -> None:
    answer = sent(says(text))
    assert answer.status is None
    assert answer.error is not None
    assert answer.error.startswith("The connection failed")


def test_where_nobody_listens_is_a_try_that_failed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    answer = sender().send(f"http://127.0.0.1:{port}/", BODY, {})
    assert answer.error == "The connection failed: Connection refused."


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_it_is_taken_with_any_status_from_200_to_299(status: int) -> None:
    assert sent(says(b"HTTP/1.1 %d x\r\nConnection: close\r\n\r\nthanks" % status)) == Answer(status)


@pytest.mark.parametrize("status", [301, 400, 404, 500, 599])
def test_all_others_have_not_taken_it(status: int) -> None:
    answer = sent(says(b"HTTP/1.1 %d x\r\nConnection: close\r\n\r\nwhy" % status))
    assert (answer.status, answer.excerpt) == (status, "why")
    assert answer.error is not None
    assert answer.error.startswith(f"The receiver answered {status}")


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to something else a moment later gains nothing: it is asked for once."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with answering(says(OK)) as port:
        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        assert sender().send(f"http://localhost:{port}/", BODY, {}) == Answer(204)
    assert [host for host in asked if host != "127.0.0.1"] == ["localhost"]


def test_the_next_address_is_tried_when_the_first_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EgressPolicy, "resolve", lambda *_: ["127.0.0.2", "127.0.0.1"])
    with answering(says(OK)) as port:
        assert sender().send(f"http://127.0.0.1:{port}/", BODY, {}) == Answer(204)


def test_no_address_is_connected_to_when_looking_it_up_took_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was connected to"))
    assert sender(0).send("http://127.0.0.1:9/", BODY, {}).error == webhook_sender.NO_ANSWER
