"""One client of a worker: how far it is, and what gunicorn takes for its socket."""

from __future__ import annotations

import socket
import time
from typing import Any

from vertel.request_buffer import RequestBuffer

LONGEST_BODY = 33 * 1024 * 1024
"""Bytes; a little more than any route takes, which then says so itself."""

IDLE_SECONDS, HEAD_SECONDS, TOTAL_SECONDS = 30.0, 30.0, 600.0
"""How long a client may send or take nothing, how long its headers may take, and all of it."""

LINGER_SECONDS = 2.0
"""How long what a client still sends is thrown away after its answer, which it might not get otherwise."""


class Connection:
    """A client and how far it is.

    :ivar answer: what it has not taken yet; None before it is answered.
    """

    def __init__(self, client: socket.socket, address: Any, listener: socket.socket) -> None:
        self.socket, self.address, self.listener = client, address, listener
        self.request = RequestBuffer(LONGEST_BODY)
        self.answer: memoryview | None = None
        self.lingers = False
        self.began = self.moved = time.monotonic()

    def is_late(self, now: float) -> bool:
        """Return whether the client takes too long."""
        idle = LINGER_SECONDS if self.lingers else IDLE_SECONDS
        most = TOTAL_SECONDS if self.request.has_head else HEAD_SECONDS
        return now - self.moved > idle or now - self.began > most


class Exchange:
    """Stands for the client's socket while gunicorn answers: a request that is there, and an answer to send later."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._reader = connection.request.reader()
        self.recv = self._reader.recv
        self.answer = bytearray()

    def sendall(self, data: bytes) -> None:
        """Add to the answer."""
        self.answer += data

    def send(self, data: bytes) -> int:
        """Add to the answer, but for what the client was told already."""
        if not data.startswith(b"HTTP/1.1 100 "):
            self.answer += data
        return len(data)

    def fileno(self) -> int:
        """Return the descriptor of the client's socket."""
        return self._connection.socket.fileno()

    def setblocking(self, _flag: bool) -> None:
        """Do nothing: nothing here waits."""

    def settimeout(self, _seconds: float | None) -> None:
        """Do nothing: nothing here waits."""

    def gettimeout(self) -> float:
        """Return 0: nothing here waits."""
        return 0.0

    def shutdown(self, _how: int) -> None:
        """Say that it is closed: the worker closes the client's socket when the answer is gone."""
        raise OSError

    def close(self) -> None:
        """Do nothing, for the same reason."""
