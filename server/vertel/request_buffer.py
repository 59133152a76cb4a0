"""A request as it arrives, piece by piece, until all of it is there."""

from __future__ import annotations

import re
import tempfile
from typing import IO

HEAD_BYTES = 128 * 1024
"""A request line with all headers; gunicorn's own limits are lower for each of them."""

MEMORY_BYTES = 64 * 1024
"""A longer body goes into a temporary file."""

_END = b"\r\n\r\n"
_FIELD = re.compile(rb"\r\n(content-length|transfer-encoding|expect)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
_LONGEST_LINE = 8192


class RequestBuffer:
    """Takes in the bytes of one request. What is malformed counts as complete: gunicorn refuses it.

    :param longest: bytes of a body. One that announces more counts as complete without it: the application refuses it.
    :ivar complete: whether the request can be answered.
    :ivar has_head: whether all headers are there.
    :ivar too_long: whether the head, or a body of unknown length, is longer than it may be.
    :ivar expects_continue: whether the client waits to be told to send the body.
    :ivar size: bytes taken in.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._head = bytearray()
        self._body: IO[bytes] | None = None
        self._left: int | None = None
        self._chunks: _Chunks | None = None
        self.complete = self.has_head = self.too_long = self.expects_continue = False
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
            self.too_long = len(self._head) > HEAD_BYTES
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
        """Let go of a temporary file."""
        if self._body is not None:
            self._body.close()

    def _read_head(self) -> None:
        fields = {name.lower(): value.strip().lower() for name, value in _FIELD.findall(self._head)}
        self.expects_continue = fields.get(b"expect") == b"100-continue"
        if b"transfer-encoding" in fields:
            self._chunks = _Chunks()
            return
        length = fields.get(b"content-length", b"0")
        if length.isdigit() and int(length) <= self._longest:
            self._left = int(length)
        else:
            self.complete = self._refused_unread = True

    def _feed_body(self, data: bytes) -> None:
        if data:
            if self._body is None:
                self._body = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115  closed in close()
            self._body.write(data)
        if self._chunks is not None:
            self.complete = self._chunks.feed(data)
            self.too_long = self.size > self._longest
        elif self._left is not None:
            self._left -= len(data)
            self.complete = self._left <= 0


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
    """Finds the end of a body in chunks (RFC 9112, 7.1)."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._skip = 0
        self._in_trailers = False

    def feed(self, data: bytes) -> bool:
        """Return whether the body is complete with this."""
        self._pending += data
        while True:
            skipped = min(self._skip, len(self._pending))
            del self._pending[:skipped]
            self._skip -= skipped
            if self._skip:
                return False
            end = self._pending.find(b"\r\n")
            if end < 0:
                return len(self._pending) > _LONGEST_LINE
            line = bytes(self._pending[:end])
            del self._pending[: end + 2]
            if self._is_last(line):
                return True

    def _is_last(self, line: bytes) -> bool:
        if self._in_trailers:
            return not line
        size = _size(line)
        if size is None:
            return True
        self._in_trailers = size == 0
        self._skip = size + 2 if size else 0
        return False


def _size(line: bytes) -> int | None:
    digits = line.partition(b";")[0].strip()
    return int(digits, 16) if re.fullmatch(rb"[0-9a-fA-F]{1,15}", digits) else None
