"""A site with https on this machine, whose pages answer what a test says; and what it was asked."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

from support.certificates import write_certificate

HOST = "localhost"
Page = tuple[int, str | None]
"""A status, and where it leads on to; 0 hangs up."""


@dataclass
class Site:
    """The site.

    :ivar pages: (method, path) -> answer; a path alone answers every method.
    :ivar bodies: path -> what a GET of it answers besides, with its ``Content-Type``.
    :ivar hang: paths that do not answer until the test is over.
    :ivar asked: (method, path with query, user agent) of each request.
    """

    host: str
    certificate: Path
    pages: Mapping[object, Page] = field(default_factory=dict)
    bodies: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    hang: frozenset[str] = frozenset()
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def url(self, path: str) -> str:
        """The address of a page."""
        return f"https://{self.host}{path}"


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a site with a certificate of its own."""
    certificate = write_certificate(folder, HOST)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    site = Site("", certificate)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            site.asked.append((self.command, self.path, self.headers["User-Agent"]))
            if self.path in site.hang:
                site.over.wait(30)
            status, location = site.pages.get((self.command, self.path)) or site.pages.get(self.path) or (200, None)
            if status == 0:
                return
            self.send_response(status)
            if location is not None:
                self.send_header("Location", location)
            kind, body = site.bodies.get(self.path, ("text/plain", b""))
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_GET = do_HEAD = answer  # noqa: N815  the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is part of the tests
    # The handshake is each connection's own business, so that one that hangs keeps nobody waiting.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site.host = f"{HOST}:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()
