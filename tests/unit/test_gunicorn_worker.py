"""What a worker says of its clients and of gunicorn's settings, without a server."""

from __future__ import annotations

import socket

import pytest
from gunicorn.config import Config

from vertel.client_connection import IDLE_SECONDS, LINGER_SECONDS, TOTAL_SECONDS, Connection
from vertel.gunicorn_worker import BufferingWorker


@pytest.mark.parametrize("lingers", [False, True])
def test_a_client_that_goes_on_sending_is_late_in_the_end(lingers: bool) -> None:
    one, other = socket.socketpair()
    with one, other:
        connection = Connection(one, "", one)
        connection.request.feed(b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n")
        connection.lingers, connection.moved = lingers, connection.began + TOTAL_SECONDS
        assert not connection.is_late(connection.moved)
        assert connection.is_late(connection.moved + 1)


def test_a_client_that_sends_nothing_is_late_sooner() -> None:
    one, other = socket.socketpair()
    with one, other:
        connection = Connection(one, "", one)
        assert connection.is_late(connection.began + IDLE_SECONDS + 1)
        connection.lingers = True
        assert connection.is_late(connection.began + LINGER_SECONDS + 1)


@pytest.mark.parametrize(("setting", "value"), [("certfile", __file__), ("proxy_protocol", "v1")])
def test_settings_of_gunicorn_that_would_not_be_followed_are_refused(setting: str, value: str) -> None:
    config = Config()
    BufferingWorker.check_config(config, None)
    config.set(setting, value)
    with pytest.raises(RuntimeError, match="plain HTTP"):
        BufferingWorker.check_config(config, None)
