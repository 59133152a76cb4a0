"""How every operation is called: the token, repeating what failed for a moment, and reading the answer."""

from __future__ import annotations

import io
import json
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import IO, Any, Generic, TypeVar
from urllib.parse import quote, urlencode
from uuid import UUID, uuid4

from marshmallow import ValidationError

from vertel_schema import DOCUMENTS, VERSION, Problem
from vertel_schema.base import instance
from vertel_schema.client.errors import ProblemError, UnexpectedAnswerError, UnreachableError, VertelError
from vertel_schema.client.sending import HttpRequest, Reply
from vertel_schema.client.writing import as_json, as_text

T = TypeVar("T")
File = bytes | str | IO[bytes]
"""What is uploaded: the bytes or the text themselves, or a file opened in binary, which is sent as it is read."""

Body = bytes | IO[bytes]
"""What is sent of it."""

PASSING = {429, 502, 503, 504}
"""Answers after which the same call may well succeed."""

FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0
"""Seconds; each wait is drawn between nothing and a limit that doubles from the first to the last of these."""

PATIENCE = 60.0
"""Seconds that a server may ask to wait; when it asks for more, its answer is the caller's to deal with."""


@dataclass(frozen=True)
class Tagged(Generic[T]):
    """A document and the ETag that names this version of it."""

    document: T
    etag: str


@dataclass(frozen=True)
class Call:
    """One call of an operation."""

    method: str
    path: str
    query: Mapping[str, Any] = field(default_factory=dict)
    document: Any = None
    file: Body | None = None
    media_type: str | None = None
    if_match: str | None = None
    keyed: bool = False
    idempotency_key: str | None = None
    anyone: bool = False


class Caller:
    """Sends calls to one server."""

    def __init__(
        self,
        server: str,
        token: str | None,
        renew: Callable[[str], str] | None,
        retries: int,
        timeout: float,
        send: Callable[[HttpRequest], Reply],
    ) -> None:
        self.server = server
        self._token = _sendable(token)
        self._renew, self._retries, self._timeout, self._send = renew, retries, timeout, send
        self._closed = False

    def close(self) -> None:
        """Forget the token, and make no more calls."""
        self._closed = True
        self._token = None

    def document(self, call: Call, name: str) -> Any:
        """Return the document that the server answers, after holding it against its schema."""
        return self._read(self._ask(call), name)

    def tagged(self, call: Call, name: str) -> Tagged[Any]:
        """Return the document with its ETag."""
        reply = self._ask(call)
        return Tagged(self._read(reply, name), reply.headers.get("etag", ""))

    def newer(self, call: Call, name: str, etag: str) -> Tagged[Any] | None:
        """Return the document with its ETag, or ``None`` when it is still that one."""
        reply = self._ask(call, {"If-None-Match": etag})
        return None if reply.status == 304 else Tagged(self._read(reply, name), reply.headers.get("etag", ""))

    def text(self, call: Call, media_type: str) -> str:
        """Return text of another kind than JSON."""
        return self._ask(call, {"Accept": media_type}).body.decode()

    def bytes(self, call: Call, media_type: str) -> bytes:
        """Return an image or another file."""
        return self._ask(call, {"Accept": media_type}).body

    def nothing(self, call: Call) -> None:
        """Make a call that answers nothing."""
        self._ask(call)

    def _ask(self, call: Call, headers: Mapping[str, str] | None = None) -> Reply:
        """Send a call, again where that may help; return an answer that is good."""
        common = self._headers(call) | dict(headers or {})
        start = _position(call.file)
        attempt, renewed = 0, False
        while True:
            token = None if call.anyone else self._token
            failure: VertelError
            try:
                reply = self._once(call, common, token)
            except OSError as error:
                failure = UnreachableError(f"{self.server} was not reached: {str(error) or type(error).__name__}")
                failure.__cause__ = error
            else:
                if 200 <= reply.status < 300 or reply.status == 304:
                    return reply
                failure = _refusal(self.server, reply)
            if token is not None and not renewed and self._renewed(failure, token):
                renewed = True
            elif attempt < self._retries and _may_repeat(failure):
                time.sleep(_wait(attempt, failure.retry_after))
                attempt += 1
            else:
                raise failure
            if not _rewound(call.file, start):
                raise failure

    def _once(self, call: Call, headers: Mapping[str, str], token: str | None) -> Reply:
        if self._closed:
            raise RuntimeError("the client is closed; make another Vertel(...)")
        right = {} if token is None else {"Authorization": f"Bearer {token}"}
        return self._send(HttpRequest(call.method, self._url(call), {**headers, **right}, _body(call), self._timeout))

    def _renewed(self, failure: VertelError, stale: str) -> bool:
        if self._renew is None or not isinstance(failure, ProblemError) or failure.status != 401:
            return False
        if self._token == stale:  # else another thread has renewed it meanwhile
            self._token = _sendable(self._renew(stale))
        return True

    def _url(self, call: Call) -> str:
        given = {name: _in_url(name, value) for name, value in call.query.items() if value is not None}
        return f"{self.server}/api/v1{call.path}" + (f"?{urlencode(given)}" if given else "")

    def _headers(self, call: Call) -> dict[str, str]:
        headers = {"Accept": "application/json", "User-Agent": f"vertel-schema/{VERSION}"}
        if call.document is not None:
            headers["Content-Type"] = "application/json"
        elif call.file is not None and call.media_type is not None:
            headers["Content-Type"] = call.media_type
            size = _size(call.file)
            headers |= {} if size is None else {"Content-Length": str(size)}
        if call.if_match is not None:
            headers["If-Match"] = call.if_match
        if call.keyed:
            headers["Idempotency-Key"] = call.idempotency_key or str(uuid4())
        return headers

    def _read(self, reply: Reply, name: str) -> Any:
        try:
            document = json.loads(reply.body)
            if name:
                instance(DOCUMENTS[name]).load(document)
        except (ValueError, ValidationError) as error:
            said = f"{self.server} answered something else than the contract's {name}. Is it a Vertel server?"
            raise UnexpectedAnswerError(said, reply.status) from error
        return document


def pages(fetch: Callable[[str | None], Any]) -> Iterator[Any]:
    """Yield the items of all pages, each page fetched when it is reached."""
    cursor: str | None = None
    while True:
        page = fetch(cursor)
        yield from page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


def as_body(file: Any) -> Body:
    """Return what is sent of a file that was handed over; ``TypeError`` when it is neither bytes, text nor a file."""
    if isinstance(file, str):
        return file.encode()
    if not isinstance(file, bytes) and (isinstance(file, io.TextIOBase) or not hasattr(file, "read")):
        raise TypeError('expected bytes, text, or a file opened in binary: open(name, "rb")')
    sent: Body = file
    return sent


def segment(value: str | UUID) -> str:
    """Return a part of a path; what would lead elsewhere is refused."""
    text = str(value)
    if text in {"", ".", ".."}:
        raise ValueError(f"{text!r} names nothing on the server")
    return quote(text, safe="")


def _body(call: Call) -> Body | None:
    if call.document is not None:
        return json.dumps(as_json(call.document)).encode()
    return call.file


def _in_url(name: str, value: Any) -> str:
    plain = value.value if isinstance(value, Enum) else value
    if isinstance(plain, bool):
        return str(plain).lower()
    return str(plain) if isinstance(plain, int) else as_text(plain, name)


def _refusal(server: str, reply: Reply) -> ProblemError | UnexpectedAnswerError:
    retry_after = _retry_after(reply.headers.get("retry-after", ""))
    try:
        problem = json.loads(reply.body)
        instance(Problem).load(problem)
    except (ValueError, ValidationError):
        said = f"{server} answered {reply.status} without saying why. Is it a Vertel server?"
        return UnexpectedAnswerError(said, reply.status, retry_after)
    # the status line is what proxies and retries go by, so it is the one that counts
    return ProblemError(problem | {"status": reply.status}, retry_after)


def _may_repeat(failure: VertelError) -> bool:
    if failure.retry_after is not None and failure.retry_after > PATIENCE:
        return False
    status = getattr(failure, "status", None)
    return status is None or status in PASSING


def _wait(attempt: int, retry_after: float | None) -> float:
    """Return seconds: a random part, so that clients which failed together do not come back together."""
    jitter = random.uniform(0, min(LONGEST_WAIT, FIRST_WAIT * 2**attempt))  # noqa: S311  no secret
    return (retry_after or 0.0) + jitter


def _retry_after(text: str) -> float | None:
    """Return seconds from a header that holds seconds or a date."""
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _sendable(token: str | None) -> str | None:
    if token is not None and not (token.isascii() and token.isprintable() and token):
        raise ValueError("expected a token of printable ASCII characters")
    return token


def _size(file: Body) -> int | None:
    """Return how many bytes will be sent, where that can be known."""
    if isinstance(file, bytes):
        return len(file)
    try:
        return os.fstat(file.fileno()).st_size - (file.tell() if file.seekable() else 0)
    except (OSError, AttributeError):
        return len(file.getbuffer()) - file.tell() if isinstance(file, io.BytesIO) else None


def _position(file: Body | None) -> int | None:
    """Return where in a file the upload begins; ``None`` when it cannot be read twice."""
    if file is None or isinstance(file, bytes):
        return 0
    return file.tell() if file.seekable() else None


def _rewound(file: Body | None, start: int | None) -> bool:
    if start is None:
        return False
    if file is not None and not isinstance(file, bytes):
        file.seek(start)
    return True
