"""Run a server of this process on a port of its own while a test asks it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from werkzeug.serving import WSGIRequestHandler


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log(self, *_: Any, **__: Any) -> None:
        """Say nothing."""


@contextmanager
def running(server: Any) -> Iterator[str]:
    """Serve until the test is done; return the address."""
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
