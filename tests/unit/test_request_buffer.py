"""Telling when a request is complete, however its bytes arrive."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from gunicorn.config import Config
from gunicorn.http import RequestParser

from vertel.request_buffer import (
    BAD_REQUEST,
    HEAD_BYTES,
    HEAD_TOO_LARGE,
    MEMORY_BYTES,
    NOT_IMPLEMENTED,
    TOO_LARGE,
    RequestBuffer,
)

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


def test_a_length_that_is_too_long_is_complete_without_its_body(fed: Feed) -> None:
    buffer = fed(POST + b"Content-Length: 99999999999\r\n\r\n")
    assert buffer.complete
    assert buffer.has_unread


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ("Content-Length: five", BAD_REQUEST),
        ("Content-Length: -5", BAD_REQUEST),
        ("Content-Length: +5", BAD_REQUEST),
        ("Content-Length:", BAD_REQUEST),
        ("Content-Length: 2, 2", BAD_REQUEST),
        (f"Content-Length: {'9' * 5000}", BAD_REQUEST),
        (f"Content-Length: {'0' * 5000}2", BAD_REQUEST),
        ("Content-Length: 2\r\nContent-Length: 50", BAD_REQUEST),
        ("Content-Length: 50\r\ncontent-length: 50", BAD_REQUEST),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", BAD_REQUEST),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", BAD_REQUEST),
        ("Transfer-Encoding: identity", NOT_IMPLEMENTED),
        ("Transfer-Encoding: gzip, chunked", NOT_IMPLEMENTED),
        ("Transfer-Encoding:\r\n chunked", NOT_IMPLEMENTED),
    ],
)
def test_a_request_whose_end_can_be_told_in_two_ways_is_refused(fed: Feed, fields: str, refusal: str) -> None:
    buffer = fed(POST + fields.encode() + b"\r\n\r\n", b"0\r\n\r\n")
    assert (buffer.refusal, buffer.complete, buffer.has_unread) == (refusal, False, True)


def test_chunks_are_none_of_an_older_clients(fed: Feed) -> None:
    old = CHUNKED.replace(b"HTTP/1.1", b"HTTP/1.0")
    assert fed(old).refusal == BAD_REQUEST


@pytest.mark.parametrize(
    "chunks",
    [
        "five", "-5", "0x5", " 5", "0_5", "5\nhello\n0\n\n", "5;a\rb", "5;a\nb", "5;a\0b", "5\r\nhelloXX0\r\n",
        "5\r\nhello0\r\n", "F" * 17, "x" * 9000,
    ],
)  # fmt: skip
def test_chunks_that_are_malformed_are_refused(fed: Feed, chunks: str) -> None:
    assert fed(CHUNKED, *[bytes([byte]) for byte in chunks.encode()], b"\r\n").refusal == BAD_REQUEST


def test_what_a_trailer_says_changes_no_request(fed: Feed) -> None:
    buffer = fed(CHUNKED + b"5\r\nhello\r\n0\r\nContent-Length: 9\r\nHost: b.example\r\n\r\n")
    request = next(RequestParser(Config(), buffer.reader(), None))
    assert request.body.read() == b"hello"
    assert [value for name, value in request.headers if name in {"HOST", "CONTENT-LENGTH"}] == ["a.example", "5"]


def test_a_head_or_a_body_without_end_is_too_long(fed: Feed) -> None:
    assert fed(b"GET / HTTP/1.1\r\nX: " + b"x" * HEAD_BYTES).refusal == HEAD_TOO_LARGE
    endless = fed(CHUNKED, *[b"FFFF\r\n" + b"x" * 0xFFFF + b"\r\n"] * 20)
    assert endless.refusal == TOO_LARGE


def test_a_client_that_waits_to_be_told_to_go_on_is_noticed(fed: Feed) -> None:
    waits = b"Expect: 100-Continue\r\nContent-Length: 5\r\n\r\n"
    assert fed(POST + waits).expects_continue
    assert not fed(POST + b"Content-Length: 5\r\n\r\n").expects_continue
    assert not fed(POST.replace(b"HTTP/1.1", b"HTTP/1.0") + waits).expects_continue, "it would not understand"
