"""How a worker of gunicorn waits for its clients: for all of them at once, and it answers one request after the other.

gunicorn's sync worker waits for each client until its request has come and its answer is gone, and serves nobody else
meanwhile: as many slow clients as there are workers stop a server. Here a request is answered when all of it is there,
and what a client does not take at once is sent when it does. docs/adr/2026-11-28-slow-clients.md weighs it.
"""

from __future__ import annotations

import os
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

from vertel.redirect.held_answers import HELD, HeldAnswers
from vertel.request_buffer import RequestBuffer

LONGEST_BODY = 33 * 1024 * 1024
"""Bytes; a little more than any route takes, which then says so itself."""

ALL_BODIES = 2 * LONGEST_BODY
"""Bytes of requests that are on their way, in one worker."""

MOST_CONNECTIONS = 400
"""Of one worker; when there are more, the one that has been waiting longest is closed."""

IDLE_SECONDS, HEAD_SECONDS, TOTAL_SECONDS = 30.0, 30.0, 600.0
"""How long a client may send or take nothing, how long its headers may take, and all of it."""

LINGER_SECONDS = 2.0
"""How long what a client still sends is thrown away after its answer, which it might not get otherwise."""

STOP_SECONDS = 10.0
"""How long a worker that is to stop waits for requests that are on their way."""

LOOK_SECONDS = 1.0
RECEIVE_BYTES = 64 * 1024
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE


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
        if self.lingers:
            return now - self.moved > LINGER_SECONDS
        head = HEAD_SECONDS if not self.request.has_head else TOTAL_SECONDS
        return now - self.moved > IDLE_SECONDS or now - self.began > min(head, TOTAL_SECONDS)


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


class BufferingWorker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """Waits for all clients at once, and answers one request after the other."""

    wsgi: Any

    def load_wsgi(self) -> None:
        """Load the application, and let it have answers held."""
        super().load_wsgi()
        self._held = held = HeldAnswers()
        application = self.wsgi

        def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            environ[HELD] = held
            return application(environ, start_response)

        self.wsgi = call

    def run(self) -> None:
        """Serve until told to stop; then finish what is on its way."""
        self._selector = selectors.DefaultSelector()
        self._waiting: dict[socket.socket, Connection] = {}
        self._looked = time.monotonic()
        for listener in self.sockets:
            listener.setblocking(False)
            self._selector.register(listener, _READ)
        self._selector.register(self.PIPE[0], _READ)
        while self.alive:
            if self._accept():
                if self._waiting:
                    self._wait(0)
                continue
            self._held.release()
            self.notify()
            if not self.is_parent_alive():
                break
            self._wait(LOOK_SECONDS)
        self._finish()

    def _accept(self) -> bool:
        """Take one more client; return whether there was one."""
        accepted = False
        for listener in self.sockets:
            try:
                client, address = listener.accept()
            except (BlockingIOError, ConnectionAbortedError):
                continue
            client.setblocking(False)
            accepted = True
            self._receive(Connection(client, address, listener))
        return accepted

    def _wait(self, seconds: float) -> None:
        """Go on with the clients that sent something or can take something."""
        for key, events in self._selector.select(seconds):
            if key.fd == self.PIPE[0]:
                with suppress(BlockingIOError):
                    os.read(self.PIPE[0], 4096)
            elif key.data is not None:
                connection: Connection = key.data
                connection.moved = time.monotonic()
                (self._send if events & _WRITE else self._receive)(connection)
        self._close_late()

    def _receive(self, connection: Connection) -> None:
        """Take in what the client sent, and answer when its request is complete."""
        try:
            data = connection.socket.recv(RECEIVE_BYTES)
        except BlockingIOError:
            self._watch(connection, _READ)
            return
        except OSError:
            data = b""
        if not data:
            self._close(connection)
        elif connection.lingers:
            return
        else:
            self._take_in(connection, data)

    def _take_in(self, connection: Connection, data: bytes) -> None:
        request = connection.request
        try:
            request.feed(data)
        except OSError as error:
            self.log.warning("A request could not be kept: %s", error.strerror)
            self._refuse(connection, "503 Service Unavailable")
            return
        if request.too_long:
            status = "413 Content Too Large" if request.has_head else "431 Request Header Fields Too Large"
            self._refuse(connection, status)
        elif request.complete:
            self._answer(connection)
        elif sum(each.request.size for each in self._waiting.values()) > ALL_BODIES:
            self._refuse(connection, "503 Service Unavailable")
        else:
            if request.has_head and request.expects_continue:
                request.expects_continue = False
                with suppress(OSError):
                    connection.socket.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            self._watch(connection, _READ)

    def _answer(self, connection: Connection) -> None:
        """Have gunicorn answer; send it now, or together with others when what it says has to be on the disk first."""
        self._forget(connection)
        exchange = Exchange(connection)
        self.handle(connection.listener, exchange, connection.address)
        self.notify()
        connection.answer = memoryview(exchange.answer)
        connection.moved = time.monotonic()
        self._held.answer(lambda: self._send(connection))

    def _refuse(self, connection: Connection, status: str) -> None:
        connection.answer = memoryview(f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode())
        self._send(connection)

    def _send(self, connection: Connection) -> None:
        """Send what the client takes."""
        answer = connection.answer or memoryview(b"")
        try:
            while answer:
                answer = answer[connection.socket.send(answer) :]
        except BlockingIOError:
            connection.answer = answer
            self._watch(connection, _WRITE)
            return
        except OSError:
            self._close(connection)
            return
        connection.answer = answer
        if connection.request.has_unread:
            self._linger(connection)
        else:
            self._close(connection)

    def _linger(self, connection: Connection) -> None:
        """Throw away what the client still sends: closed amid that, it would not get its answer."""
        connection.lingers = True
        connection.moved = time.monotonic()
        try:
            connection.socket.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
        else:
            self._watch(connection, _READ)

    def _watch(self, connection: Connection, events: int) -> None:
        if connection.socket in self._waiting:
            self._selector.modify(connection.socket, events, connection)
            return
        if len(self._waiting) >= MOST_CONNECTIONS:
            self._close(next(iter(self._waiting.values())))
        self._waiting[connection.socket] = connection
        self._selector.register(connection.socket, events, connection)

    def _forget(self, connection: Connection) -> None:
        if self._waiting.pop(connection.socket, None) is not None:
            self._selector.unregister(connection.socket)

    def _close(self, connection: Connection) -> None:
        self._forget(connection)
        connection.socket.close()
        connection.request.close()

    def _close_late(self) -> None:
        now = time.monotonic()
        if now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        for connection in [each for each in self._waiting.values() if each.is_late(now)]:
            self._close(connection)

    def _finish(self) -> None:
        """Take no more clients, and let those that are on their way end."""
        self._held.release()
        for listener in self.sockets:
            self._selector.unregister(listener)
        end = time.monotonic() + STOP_SECONDS
        while self._waiting and time.monotonic() < end and self.is_parent_alive():
            self.notify()
            self._wait(0.1)
            self._held.release()
        for connection in [*self._waiting.values()]:
            self._close(connection)
