"""Telling when a request is complete, however its bytes arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser

from vertel.request_buffer import HEAD_BYTES, MEMORY_BYTES, RequestBuffer

Feed = Callable[..., RequestBuffer]
LONGEST = 1_000_000
GET = b"GET /r/k7 HTTP/1.1\r\nHost: a.example\r\nUser-Agent: x\r\n\r\n"
POST = b"POST /a HTTP/1.1\r\nHost: a.example\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
COMPLETE = {
    "no body": GET,
    "length": POST + b"Content-Length: 5\r\n\r\nhello",
    "no length": POST + b"content-length:0\r\n\r\n",
    "long": POST + b"Content-Length: %d\r\n\r\n" % (MEMORY_BYTES * 2) + b"x" * MEMORY_BYTES * 2,
    "chunks": CHUNKED + b"5\r\nhello\r\n3;a=b\r\n\r\n0\r\n0\r\n\r\n",
    "an end in a chunk": CHUNKED + b"7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n",
    "trailers": CHUNKED + b"A\r\n0123456789\r\n0\r\nX-Sum: 1\r\n\r\n",
}
BODIES = {"length": b"hello", "chunks": b"hello\r\n0", "an end in a chunk": b"\r\n0\r\n\r\n", "trailers": b"0123456789"}


@pytest.fixture
def fed() -> Iterator[Feed]:
    """What makes a buffer and feeds it; closed after the test."""
    made = []

    def feed(*pieces: bytes) -> RequestBuffer:
        made.append(RequestBuffer(LONGEST))
        for piece in pieces:
            made[-1].feed(piece)
        return made[-1]

    yield feed
    for buffer in made:
        buffer.close()


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("size", [1, 2, 7, 1000, 10**6])
def test_a_request_is_complete_with_its_last_byte_and_not_before(fed: Feed, name: str, size: int) -> None:
    whole = COMPLETE[name]
    if size < 7 and len(whole) > MEMORY_BYTES:
        size = 4096
    buffer = fed()
    for start in range(0, len(whole), size):
        assert not buffer.complete
        buffer.feed(whole[start : start + size])
    assert buffer.complete
    assert not fed(whole[:-1]).complete
    assert not buffer.has_unread


@pytest.mark.parametrize("name", BODIES)
def test_gunicorn_reads_the_same_request(fed: Feed, name: str) -> None:
    request = next(RequestParser(Config(), fed(*[bytes([byte]) for byte in COMPLETE[name]]).reader(), None))
    assert (request.method, request.path) == ("POST", "/a")
    assert request.body.read() == BODIES[name]


@pytest.mark.parametrize("name", ["five", "-5", "99999999999999999999"])
def test_a_length_that_is_wrong_or_too_long_is_complete_without_its_body(fed: Feed, name: str) -> None:
    buffer = fed(POST + f"Content-Length: {name}\r\n\r\n".encode())
    assert buffer.complete
    assert buffer.has_unread


@pytest.mark.parametrize("chunk", [b"five\r\n", b"-5\r\n", b"x" * 9000])
def test_a_chunk_that_is_malformed_is_complete_so_that_gunicorn_refuses_it(fed: Feed, chunk: bytes) -> None:
    assert fed(CHUNKED + chunk).complete


def test_a_head_or_a_body_without_end_is_too_long(fed: Feed) -> None:
    assert fed(b"GET / HTTP/1.1\r\nX: " + b"x" * HEAD_BYTES).too_long
    endless = fed(CHUNKED, *[b"FFFF\r\n" + b"x" * 0xFFFF + b"\r\n"] * 20)
    assert endless.too_long


def test_a_client_that_waits_to_be_told_to_go_on_is_noticed(fed: Feed) -> None:
    assert fed(POST + b"Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n").expects_continue
    assert not fed(POST + b"Content-Length: 5\r\n\r\n").expects_continue
