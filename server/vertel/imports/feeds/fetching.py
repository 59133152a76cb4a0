"""Fetching a feed: https to a public address, a few redirects that are checked alike, not long and not much."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from email.message import Message
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse

from vertel.config import Config
from vertel.imports.feeds import errors
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.errors import FeedError
from vertel.outbound.deadline import Deadline
from vertel.outbound.egress_policy import AddressError, Allowed, EgressPolicy
from vertel.outbound.http_client import FAILURES, HttpClient, Request, first_header
from vertel_schema import VERSION

LARGEST = 4_000_000
"""Bytes."""

MOST_STEPS = 3
REDIRECTS = {301, 302, 303, 307, 308}
LONGEST_WAIT = 86_400
LONGEST_ETAG, LONGEST_DATE = 500, 100
ACCEPT = (
    "application/feed+json, application/atom+xml, application/rss+xml, application/json, text/html;q=0.8, */*;q=0.5"
)


class Fetched(NamedTuple):
    """What came.

    :ivar answer: None when it is unchanged.
    :ivar etag: what to send next time; None when the server said none. ``last_modified`` likewise.
    """

    answer: Answer | None
    etag: str | None = None
    last_modified: str | None = None


class Fetch(Protocol):
    """Fetches a feed."""

    def __call__(
        self, url: str, deadline: Deadline, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Return what an address answers; raise :class:`FeedError` when that is no feed."""


class Fetcher:
    """Fetches feeds from where the settings let it."""

    def __init__(self, config: Config, client: HttpClient | None = None) -> None:
        self._policy = EgressPolicy(config, Allowed("VERTEL_FEED_NETWORKS", config.feed_networks))
        self._agent = f"Vertel/{VERSION} (reads feeds; {config.public_url})"
        self._client = client or HttpClient()

    def check(self, url: str) -> None:
        """Raise :class:`FeedError` unless an address is one that may be fetched, as far as it says itself."""
        try:
            self._policy.target(url)
        except AddressError as error:
            raise FeedError(str(error)) from error

    def __call__(
        self, url: str, deadline: Deadline, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Return what an address answers; raise :class:`FeedError` when that is no feed."""
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": ACCEPT, "User-Agent": self._agent}
        headers |= {name: value for name, value in known.items() if value}
        at = url
        for _ in range(MOST_STEPS + 1):
            found = self._ask(at, headers, deadline)
            if isinstance(found, Fetched):
                return found
            at = found
        raise FeedError(errors.MANY_REDIRECTS % {"most": MOST_STEPS})

    def _ask(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Fetched | str:
        """Return what one address answers, or where it leads on to."""
        try:
            target = self._policy.target(url)
            addresses = self._policy.resolve(target)
            with self._client.stream(Request("GET", target, headers), addresses, deadline) as response:
                location = first_header(response, "Location")
                if response.status in REDIRECTS and location:
                    return urljoin(url, location)
                return _fetched(url, response, deadline)
        except AddressError as error:
            raise FeedError(str(error)) from error
        except FAILURES as error:
            raise FeedError(_reason(error)) from error


def _fetched(url: str, response: BaseHTTPResponse, deadline: Deadline) -> Fetched:
    if response.status == 304:
        return Fetched(None)
    if response.status != 200:
        raise FeedError(_about_status(response.status), _wait(response))
    if first_header(response, "Content-Encoding") not in {None, "", "identity"}:
        raise FeedError(errors.COMPRESSED)
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise FeedError(errors.LARGE % {"most": LARGEST // 1_000_000})
    if deadline.expired:  # to urllib3, a body that was cut is a body that ended
        raise TimeoutError
    announced = first_header(response, "Content-Length") or ""
    if announced.isascii() and announced.isdigit() and int(announced[:20]) != len(body):
        raise FeedError(errors.CUT_OFF)
    # A body in chunks that ends too early is an error to urllib3.
    is_complete = bool(announced) or first_header(response, "Transfer-Encoding") == "chunked"
    media_type, charset = _content_type(first_header(response, "Content-Type"))
    validators = first_header(response, "ETag"), first_header(response, "Last-Modified")
    return Fetched(
        Answer(url, media_type, charset, body, is_complete),
        _fit(validators[0], LONGEST_ETAG),
        _fit(validators[1], LONGEST_DATE),
    )


def _about_status(status: int) -> str:
    said = {"status": f"{status} {http.client.responses.get(status, '')}".rstrip()}
    if status in {401, 403}:
        return errors.NOT_LET_IN % said
    if status in {404, 410}:
        return errors.NOT_THERE % said
    return errors.ANSWERED % said


def _content_type(header: str | None) -> tuple[str, str | None]:
    message = Message()
    message["Content-Type"] = (header or "")[:200].replace("\r", "").replace("\n", "")
    charset = message.get_param("charset")
    return message.get_content_type(), charset if isinstance(charset, str) and charset.isascii() else None


def _fit(value: str | None, longest: int) -> str | None:
    """Return a validator when it can be sent back as it is."""
    return value if value and len(value) <= longest and value.isascii() and value.isprintable() else None


def _wait(response: BaseHTTPResponse) -> int | None:
    said = first_header(response, "Retry-After") or ""
    return min(int(said), LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _reason(error: Exception) -> str:
    """Say in plain words why nothing came."""
    if isinstance(error, TimeoutError):
        return errors.SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return errors.BAD_CERTIFICATE % {"why": error.verify_message}
    if isinstance(error, socket.gaierror):
        return errors.NO_HOST
    if isinstance(error, OSError):
        return errors.NOT_REACHED % {"why": error.strerror or type(error).__name__}
    return errors.NO_HTTP
