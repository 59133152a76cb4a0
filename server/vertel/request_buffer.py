"""A request as it arrives, piece by piece, until all of it is there."""

from __future__ import annotations

import re
import tempfile
from typing import IO

HEAD_BYTES = 128 * 1024
"""A request line with all headers; gunicorn's own limits are lower for each of them."""

MEMORY_BYTES = 64 * 1024
"""A longer body goes into a temporary file."""

BAD_REQUEST = "400 Bad Request"
TOO_LARGE = "413 Content Too Large"
HEAD_TOO_LARGE = "431 Request Header Fields Too Large"
NOT_IMPLEMENTED = "501 Not Implemented"

_END = b"\r\n\r\n"
_FIELD = re.compile(rb"\r\n(content-length|transfer-encoding|expect)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_CODING = re.compile(rb"\r\ntransfer-encoding[ \t]*:[^\r\n]*", re.IGNORECASE)
_LENGTH = re.compile(rb"\d{1,18}")
_HTTP_1_1 = re.compile(rb"[^\r\n]* HTTP/1\.1\r\n")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,16})[ \t]*(?:;[^\r\n\0]*)?")
_LONGEST_LINE = 8192


class RequestBuffer:
    """Takes in the bytes of one request. Where its body ends is decided here; all else about it is gunicorn's.

    A body in chunks is kept without them, under a head that says how long it is.

    :param longest: bytes of a body. One that announces more counts as complete without it: the application refuses it.
    :ivar complete: whether the request can be answered.
    :ivar refusal: the status with which it is to be refused, if it cannot.
    :ivar has_head: whether all headers are there.
    :ivar expects_continue: whether the client waits to be told to send the body.
    :ivar size: bytes taken in.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._head = bytearray()
        self._body: IO[bytes] | None = None
        self._left: int | None = None
        self._chunks: _Chunks | None = None
        self.complete = self.has_head = self.expects_continue = False
        self.refusal: str | None = None
        self._refused_unread = False
        self.size = 0

    def feed(self, data: bytes) -> None:
        """Take in what came."""
        self.size += len(data)
        if self.has_head:
            self._feed_body(data)
            return
        seen = max(0, len(self._head) - len(_END))
        self._head += data
        end = self._head.find(_END, seen)
        if end < 0:
            self.refusal = HEAD_TOO_LARGE if len(self._head) > HEAD_BYTES else None
            return
        self.has_head = True
        rest = bytes(self._head[end + len(_END) :])
        del self._head[end + len(_END) :]
        self._read_head()
        self._feed_body(rest)

    @property
    def has_unread(self) -> bool:
        """Whether the client may still be sending: not all of what it announced is here."""
        return not self.complete or self._refused_unread

    def reader(self) -> RequestReader:
        """Return what reads the request from its start."""
        return RequestReader(bytes(self._head), self._body)

    def close(self) -> None:
        """Let go of the body."""
        self.size = 0
        if self._body is not None:
            self._body.close()

    def _read_head(self) -> None:
        fields = [(found[1].lower(), found[2].strip().lower()) for found in _FIELD.finditer(self._head)]
        lengths = [value for name, value in fields if name == b"content-length"]
        codings = [value for name, value in fields if name == b"transfer-encoding"]
        speaks_1_1 = _HTTP_1_1.search(self._head) is not None
        self.expects_continue = speaks_1_1 and (b"expect", b"100-continue") in fields
        if len(lengths) + len(codings) > 1 or (codings and not speaks_1_1):
            self.refusal = BAD_REQUEST  # somebody before us may have found another end
        elif codings:
            self._chunks = _Chunks()
            self.refusal = None if codings == [b"chunked"] else NOT_IMPLEMENTED
        elif not lengths:
            self._left = 0
        elif not _LENGTH.fullmatch(lengths[0]):
            self.refusal = BAD_REQUEST
        elif int(lengths[0]) <= self._longest:
            self._left = int(lengths[0])
        else:
            self.complete = self._refused_unread = True

    def _feed_body(self, data: bytes) -> None:
        if self.refusal is not None or self._refused_unread:
            return
        if self._chunks is None:
            self._left = (self._left or 0) - len(data)
            self.complete = self._left <= 0
            self._keep(data)
            return
        self._keep(self._chunks.feed(data))
        if self._chunks.malformed:
            self.refusal = BAD_REQUEST
        elif self.size > self._longest:
            self.refusal = TOO_LARGE
        elif self._chunks.ended:
            self.complete = True
            self._state_length(self._chunks.length)

    def _keep(self, data: bytes) -> None:
        if data:
            if self._body is None:
                self._body = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115  closed in close()
            self._body.write(data)

    def _state_length(self, length: int) -> None:
        """Say in the head how long the body is, in place of that it comes in chunks."""
        stated = b"\r\nContent-Length: %d" % length
        self._head = bytearray(_CODING.sub(stated, bytes(self._head)))


class RequestReader:
    """Reads a request that is complete, as from a connection."""

    def __init__(self, head: bytes, body: IO[bytes] | None) -> None:
        self._head, self._body = head, body
        if body is not None:
            body.seek(0)

    def recv(self, size: int) -> bytes:
        """Return the next bytes, none at the end."""
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
            return part
        return self._body.read(size) if self._body is not None else b""


class _Chunks:
    """Takes a body out of its chunks (RFC 9112, 7.1). Extensions and trailers are passed over.

    :ivar ended: whether the body is complete.
    :ivar malformed: whether these are no chunks.
    :ivar length: bytes of the body so far.
    """

    def __init__(self) -> None:
        self._pending = bytearray()
        self._left = 0
        self._next = self._take_size
        self.ended = self.malformed = False
        self.length = 0

    def feed(self, data: bytes) -> bytes:
        """Return what of the body is in this."""
        self._pending += data
        parts: list[bytes] = []
        while not (self.ended or self.malformed):
            if self._left:
                part = bytes(self._pending[: self._left])
                del self._pending[: len(part)]
                self._left -= len(part)
                self.length += len(part)
                parts.append(part)
            line = None if self._left else self._line()
            if line is None:
                break
            self._next(line)
        return b"".join(parts)

    def _line(self) -> bytes | None:
        """Return the next line, None while it is not complete."""
        end = self._pending.find(b"\r\n")
        if end < 0:
            self.malformed = len(self._pending) > _LONGEST_LINE
            return None
        line = bytes(self._pending[:end])
        del self._pending[: end + 2]
        return line

    def _take_size(self, line: bytes) -> None:
        size = _CHUNK_SIZE.fullmatch(line)
        self.malformed = size is None
        self._left = int(size[1], 16) if size else 0
        self._next = self._take_end if self._left else self._take_trailer

    def _take_end(self, line: bytes) -> None:
        """Take the line break behind a chunk."""
        self.malformed = line != b""
        self._next = self._take_size

    def _take_trailer(self, line: bytes) -> None:
        self.ended = line == b""
