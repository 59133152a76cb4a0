"""Receivers of webhooks on this machine, by HTTP and by HTTPS with a certificate of their own."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Received:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """Takes what comes, or answers otherwise.

    :ivar answers: status, headers and body of the next answers; 204 when there is none left.
    :ivar until: when set, nothing is answered before this is.
    """

    url: str = ""
    received: list[Received] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    until: threading.Event | None = None

    def answer(self, *statuses: int, **headers: str) -> None:
        """Answer with these statuses, each with these headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers += [(status, named, b"") for status in statuses]

    @property
    def ids(self) -> list[str]:
        """The ids of the events that came in."""
        return [one.headers["webhook-id"] for one in self.received]


@contextmanager
def receiver(certificate: Path | None = None) -> Iterator[Receiver]:
    """Run a receiver on this machine.

    :param certificate: a file with certificate and key, for HTTPS.
    """
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            names = {name.lower(): value for name, value in self.headers.items()}
            found.received.append(Received(self.path, names, body))
            if found.until is not None:
                found.until.wait(30)
            status, headers, text = found.answers.pop(0) if found.answers else (204, {}, b"")
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            pass  # the other side hung up, as some tests have it do

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    found.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/hook?from=vertel"
    try:
        yield found
    finally:
        if found.until is not None:
            found.until.set()
        server.shutdown()
        thread.join()
        server.server_close()
