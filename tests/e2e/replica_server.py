"""Serves the composer replica over TLS as `https://www.linkedin.com`, and writes down every request that arrives.

The certificate is made in memory for the run; browsers in the tests are told to accept it. What is asked of the
server is the proof of what the extension does not do: `requests` holds everything, from whomever it came.
"""

import ssl
import tempfile
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from support.certificates import write_certificate
from support.ports import free_port

DIST = Path(__file__).parents[1] / "replica" / "dist"
HOST = "www.linkedin.com"
ORIGIN = f"https://{HOST}"

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'; trusted-types default"
)
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}


POSTED = "/replica/posted"
"""What the page asks for when its Post button is clicked."""


@dataclass(frozen=True)
class Request:
    """One request as it arrived."""

    method: str
    path: str
    headers: dict[str, str]

    def is_the_pages_own(self) -> bool:
        """Whether a person or the page itself asked for it: a navigation, the files of a page, the Post button."""
        kind = self.headers.get("Sec-Fetch-Dest", "")
        files = {"/static/": {"script", "style"}, "/preload/": {"iframe"}, POSTED: {"empty"}}
        for start, kinds in files.items():
            if self.path.startswith(start):
                return kind in kinds and self.headers.get("Sec-Fetch-Site") == "same-origin"
        return self.method == "GET" and kind == "document" and self.headers.get("Sec-Fetch-Mode") == "navigate"


class Handler(BaseHTTPRequestHandler):
    """Any path is a page, except the script, the stylesheet, the hidden frame and what a button reports."""

    protocol_version = "HTTP/1.1"
    server: "ReplicaServer"

    def do_GET(self) -> None:
        self._record()
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            self._send_file(DIST / Path(path).name)
        elif path.startswith("/preload/"):
            self._send_file(DIST / "preload.html")
        else:
            self._send_file(DIST / "page.html")

    def do_POST(self) -> None:
        self._record()
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self._send(204, b"", "text/plain")

    def log_message(self, *_message: object) -> None:
        """Says nothing: the requests are kept instead."""

    def _record(self) -> None:
        self.server.requests.append(Request(self.command, self.path, dict(self.headers)))

    def _send_file(self, file: Path) -> None:
        if file.suffix in TYPES and file.is_file():
            self._send(200, file.read_bytes(), TYPES[file.suffix])
        else:
            self._send(404, b"not here", "text/plain")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if "hostile=" not in self.path:
            self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)


class ReplicaServer(ThreadingHTTPServer):
    """`with ReplicaServer() as replica:` serves on `replica.port` until the end of the block."""

    daemon_threads = True

    def __init__(self, port: int | None = None) -> None:
        super().__init__(("127.0.0.1", port or free_port()), Handler)
        self.requests: list[Request] = []
        self.port: int = self.server_address[1]
        self._tls = _tls_context()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def clicks_on_post(self) -> int:
        """How often somebody or something pressed Post."""
        return sum(request.path == POSTED for request in self.requests)

    def strangers(self) -> list[Request]:
        """Requests that neither a person nor the page made. An extension that keeps quiet leaves this empty."""
        return [request for request in self.requests if not request.is_the_pages_own()]

    def finish_request(self, request: object, client_address: object) -> None:
        """Shakes hands in the connection's own thread, so that a browser's idle connection holds up nobody."""
        try:
            secure = self._tls.wrap_socket(request, server_side=True)  # type: ignore[arg-type]
        except (OSError, ssl.SSLError):
            return
        with secure:
            super().finish_request(secure, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up in the middle is no news."""

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shutdown()
        self.server_close()


def _tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        context.load_cert_chain(write_certificate(Path(folder), HOST))
    return context
