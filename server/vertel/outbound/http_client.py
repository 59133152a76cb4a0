"""The one HTTP client that goes out: a single request to addresses that were checked, over before a deadline.

urllib3 speaks HTTP and TLS. The connection is made here, since it has to go to one of the addresses that an
``AddressPolicy`` let through: a name that leads elsewhere a moment later gains nothing. TLS goes by the host's name all
the same, in SNI and in the certificate. No redirect is followed, nothing is repeated, no proxy is asked.
"""

from __future__ import annotations

import http.client
import logging
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import SplitResult

from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from vertel.outbound.deadline import Deadline

FAILURES = (OSError, http.client.HTTPException, HTTPError, ValueError)
"""What :meth:`HttpClient.stream` raises for what the other side or the network does."""

# urllib3 logs the whole address of an answer that it can hardly read, and some addresses are secrets.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Target:
    """Where a request goes.

    :ivar path: with the query.
    :ivar secure: whether by https.
    """

    host: str
    port: int
    path: str
    secure: bool

    @classmethod
    def of(cls, url: SplitResult) -> Target:
        """Return the target of an address that was checked."""
        secure = url.scheme == "https"
        path = (url.path or "/") + (f"?{url.query}" if url.query else "")
        return cls((url.hostname or "").rstrip("."), url.port or (443 if secure else 80), path, secure)

    @property
    def authority(self) -> str:
        """The host as the header ``Host`` has it."""
        usual = 443 if self.secure else 80
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == usual else f"{host}:{self.port}"


@dataclass(frozen=True)
class Request:
    """A request."""

    method: str
    target: Target
    headers: Mapping[str, str]
    body: bytes | None = None


@dataclass(frozen=True)
class HttpClient:
    """Sends requests.

    :ivar tls: whose certificates are trusted; None for those of the system.
    """

    tls: ssl.SSLContext | None = None

    @contextmanager
    def stream(
        self, request: Request, addresses: Sequence[str], deadline: Deadline, leaving: Callable[[], object] = bool
    ) -> Iterator[BaseHTTPResponse]:
        """Send a request; yield the response, of which nothing but the headers has been read.

        Whatever is done with the response counts: at the deadline the connection is cut.

        :param addresses: of the target's host, as a policy let them through; the first that answers is taken.
        :param leaving: called once the connection stands, before the first byte of the request leaves.
        :raises TimeoutError: when the deadline has passed.
        :raises FAILURES: for what else the other side or the network does.
        """
        try:
            with (
                connect(addresses, request.target.port, deadline) as connected,
                deadline.cutting(connected),
                closing(self._connection(request.target, connected)) as connection,
                _response(connection, request, leaving) as response,
            ):
                if deadline.expired:  # to urllib3, headers that were cut are headers that ended
                    raise TimeoutError
                yield response
        except FAILURES as error:
            if deadline.expired and not isinstance(error, TimeoutError):
                raise TimeoutError from error
            raise

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """What a secure connection needs. The system's certificates are not read before the first: that is slow."""
        return self.tls or ssl.create_default_context()

    def _connection(self, target: Target, connected: socket.socket) -> HTTPConnection:
        where, timeout = (target.host, target.port), connected.gettimeout()
        if target.secure:
            return _PinnedHTTPSConnection(connected, *where, timeout=timeout, ssl_context=self._trusted)
        return _PinnedHTTPConnection(connected, *where, timeout=timeout)


def connect(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """Return a connection to the first address that answers. Each has its share of the time that is left."""
    failure: OSError = TimeoutError()
    for tried, address in enumerate(addresses):
        patience = deadline.remaining / (len(addresses) - tried)
        if not patience:
            break
        try:
            # An address and no name, so nothing is looked up again.
            connected = socket.create_connection((address, port), timeout=patience)
        except OSError as error:
            failure = error
        else:
            # urllib3 sends a body after the headers, which would wait for the other side's acknowledgement.
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connected.settimeout(max(deadline.remaining, 0.001))
            return connected
    raise failure


def first_header(response: BaseHTTPResponse, name: str) -> str | None:
    """Return a header of a response. Of several with the name, urllib3 would make one value."""
    return next(iter(response.headers.getlist(name)), None)


class _Pinned:
    """Uses the connection that it is given, where urllib3 would look the host up and connect."""

    def __init__(self, connected: socket.socket, *where: Any, **options: Any) -> None:
        super().__init__(*where, **options)
        self._connected = connected

    def _new_conn(self) -> socket.socket:
        return self._connected


class _PinnedHTTPConnection(_Pinned, HTTPConnection):
    pass


class _PinnedHTTPSConnection(_Pinned, HTTPSConnection):
    pass


def _response(connection: HTTPConnection, request: Request, leaving: Callable[[], object]) -> BaseHTTPResponse:
    connection.connect()  # with TLS, where it is secure
    leaving()
    usual = {"Host": request.target.authority, "Accept": "*/*", "Connection": "close"}
    connection.request(
        request.method,
        request.target.path,
        request.body,
        usual | dict(request.headers),
        preload_content=False,
        decode_content=False,
        enforce_content_length=False,
    )
    return connection.getresponse()
