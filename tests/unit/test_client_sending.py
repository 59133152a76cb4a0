"""What the Python client does on a real connection: nothing is followed, nothing half is taken for whole."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from vertel_schema.client import HttpRequest, send_with_urllib


class Handler(BaseHTTPRequestHandler):
    """Answers by the path that is asked for."""

    seen: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers["Content-Length"]))
        self._note(body)
        self._answer(200, body)

    def do_GET(self) -> None:
        self._note(b"")
        if self.path == "/moved":
            self._answer(302, b"", Location="/elsewhere")
        elif self.path == "/broken":
            self._answer(200, b"half", length=100)
        elif self.path == "/silent":
            self.server.quiet.wait(10)  # type: ignore[attr-defined]
        else:
            self._answer(503, b"busy", **{"Retry-After": "7"})

    def _note(self, body: bytes) -> None:
        self.seen.append((self.path, dict(self.headers), body))

    def _answer(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that does what its paths say."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    Handler.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as httpd:
        httpd.quiet = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.quiet.set()  # type: ignore[attr-defined]
        httpd.shutdown()
        thread.join()


def get(url: str, timeout: float = 5) -> HttpRequest:
    return HttpRequest("GET", url, {"Authorization": "Bearer vk_x"}, None, timeout)


def test_a_redirect_is_an_answer_and_the_token_stays_here(server: str) -> None:
    assert send_with_urllib(get(f"{server}/moved")).status == 302
    assert [path for path, _, _ in Handler.seen] == ["/moved"]


def test_an_answer_that_is_no_success_is_an_answer_too(server: str) -> None:
    reply = send_with_urllib(get(f"{server}/busy"))
    assert (reply.status, reply.headers["retry-after"], reply.body) == (503, "7", b"busy")


@pytest.mark.parametrize(("path", "timeout"), [("broken", 5), ("silent", 0.05)])
def test_an_answer_that_breaks_off_or_does_not_come_is_none(server: str, path: str, timeout: float) -> None:
    with pytest.raises(OSError, match=r"broke off|timed out"):
        send_with_urllib(get(f"{server}/{path}", timeout))


def test_a_server_that_is_not_there_is_a_plain_oserror() -> None:
    with pytest.raises(ConnectionRefusedError):
        send_with_urllib(get("http://127.0.0.1:1/"))


@pytest.mark.parametrize("headers", [{"Content-Length": "10"}, {}])
def test_a_file_is_sent_as_it_is_read_with_its_length_where_that_is_known(server: str, headers: dict[str, str]) -> None:
    request = HttpRequest("POST", server, {"Content-Type": "text/csv", **headers}, io.BytesIO(b"kind,title"), 5)
    assert send_with_urllib(request).body == b"kind,title"
    assert ("Transfer-Encoding" in Handler.seen[0][1]) == (not headers)
