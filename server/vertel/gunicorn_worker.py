"""How a worker of gunicorn waits for its clients: for all of them at once, and it answers one request after the other.

gunicorn's sync worker waits for each client until its request has come and its answer is gone, and serves nobody else
meanwhile: as many slow clients as there are workers stop a server. Here a request is answered when all of it is there,
and what a client does not take at once is sent when it does. docs/adr/2026-11-28-slow-clients.md weighs it.
"""

from __future__ import annotations

import errno
import os
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gunicorn.workers.sync import SyncWorker  # type: ignore[import-untyped]

from vertel.client_connection import LONGEST_BODY, Connection, Exchange
from vertel.redirect.held_answers import HELD, HeldAnswers

ALL_BODIES = 2 * LONGEST_BODY
"""Bytes of requests that are on their way, in one worker."""

MOST_CONNECTIONS = 400
"""Of one worker; when there are more, the one that has been waiting longest is closed."""

STOP_SECONDS = 10.0
"""How long a worker that is to stop waits for requests that are on their way."""

LOOK_SECONDS = 1.0
RECEIVE_BYTES = 64 * 1024
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE
_NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
"""What the system says when this process, or all together, have too many connections open."""


class BufferingWorker(SyncWorker):  # type: ignore[misc]  # gunicorn has no types
    """Waits for all clients at once, and answers one request after the other."""

    wsgi: Any

    @classmethod
    def check_config(cls, cfg: Any, _log: Any) -> None:
        """Raise :class:`RuntimeError`, which gunicorn reports, for settings of gunicorn that it cannot follow."""
        if cfg.is_ssl or cfg.proxy_protocol != "off":
            raise RuntimeError("Vertel speaks plain HTTP. Put a proxy that speaks TLS in front: docs/operations.md.")

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
            except OSError as error:
                if error.errno not in _NO_ROOM or not self._waiting:
                    raise
                self._close(self._longest_waiting())
                continue
            client.setblocking(False)
            accepted = True
            self._go_on(Connection(client, address, listener), self._receive)
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
                self._go_on(connection, self._send if events & _WRITE else self._receive)
        self._close_late()

    def _go_on(self, connection: Connection, step: Callable[[Connection], None]) -> None:
        """Take a step with a client. Whatever goes wrong with one ends no other."""
        try:
            step(connection)
        except Exception:
            self.log.exception("A connection broke off")
            self._close(connection)

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
        if request.refusal is not None:
            self._refuse(connection, request.refusal)
            return
        if request.complete:
            self._answer(connection)
            return
        if request.expects_continue:
            request.expects_continue = False
            with suppress(OSError):
                connection.socket.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._watch(connection, _READ)
        self._make_room()

    def _make_room(self) -> None:
        """Refuse the longest of the requests on their way when all of them together are too long."""
        if sum(each.request.size for each in self._waiting.values()) > ALL_BODIES:
            longest = max(self._waiting.values(), key=lambda each: each.request.size)
            self._refuse(longest, "503 Service Unavailable")

    def _answer(self, connection: Connection) -> None:
        """Have gunicorn answer; send it now, or together with others when what it says has to be on the disk first."""
        self._forget(connection)
        exchange = Exchange(connection)
        self.handle(connection.listener, exchange, connection.address)
        self.notify()
        connection.answer = memoryview(exchange.answer)
        connection.request.close()
        connection.moved = time.monotonic()
        self._held.answer(lambda: self._send(connection))

    def _refuse(self, connection: Connection, status: str) -> None:
        connection.request.close()
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
            self._close(self._longest_waiting())
        self._waiting[connection.socket] = connection
        self._selector.register(connection.socket, events, connection)

    def _longest_waiting(self) -> Connection:
        return next(iter(self._waiting.values()))

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
