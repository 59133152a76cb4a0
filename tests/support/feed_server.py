"""A server on this machine that answers as a feed's would, or as nobody should."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from support.local_http import serving


@dataclass
class FeedServer:
    """The server.

    :ivar pages: path -> what writes the answer with a handler.
    :ivar asked: the path and the headers of each request.
    """

    base: str = ""
    pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """The address of the feed."""
        return f"{self.base}/feed"

    def answer(self, body: bytes, media_type: str, status: int = 200, path: str = "/feed", **headers: str) -> None:
        """Answer so at a path."""

        def write(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Content-Type", media_type)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.pages[path] = write


@contextmanager
def answering() -> Iterator[FeedServer]:
    """Run a server on this machine."""
    found = FeedServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = found.pages.get(self.path)
            if page is None:
                self.send_error(404)
            else:
                page(self)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Handler) as found.base:
        try:
            yield found
        finally:
            found.over.set()
