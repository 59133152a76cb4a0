"""One try: a POST to an address that was looked at, within 15 seconds, whatever the receiver does.

Made with the standard library's HTTP, since the point is the connection: it goes to the addresses that the gate let
through, it follows no redirect, and it is cut when the time is up, also when the receiver sends a byte now and then.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Self

from vertel.errors import printable
from vertel.outbound.egress_policy import AddressError, EgressPolicy, Target
from vertel_schema import __version__

SECONDS = 15.0
EXCERPT = 200
USER_AGENT = f"Vertel/{__version__} (webhooks)"
NO_ANSWER = f"The receiver did not answer within {SECONDS:.0f} seconds."


class Answer(NamedTuple):
    """What came of a try.

    :ivar status: what the receiver answered, None without an answer.
    :ivar error: what went wrong, in plain words; None when the receiver took it.
    :ivar excerpt: how an answer that was no good begins.
    :ivar rest: how long the receiver asked to be left alone.
    """

    status: int | None = None
    error: str | None = None
    excerpt: str | None = None
    rest: timedelta | None = None


class Sender:
    """Sends."""

    def __init__(self, gate: EgressPolicy, seconds: float = SECONDS) -> None:
        """Look up once which certificates are trusted.

        :param seconds: how long a try may take.
        """
        self._gate, self._seconds = gate, seconds
        self._tls = ssl.create_default_context()

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a document; never raises for what the receiver or the network does."""
        end = time.monotonic() + self._seconds
        try:
            target = self._gate.target(url)
            addresses = self._gate.resolve(target)
            with _Connection(target, addresses, self._tls, end) as connection:
                return _ask(connection, target, body, headers)
        except AddressError as error:
            return Answer(error=str(error))
        except ssl.SSLCertVerificationError as error:
            return Answer(error=f"The receiver's certificate was not accepted: {error.verify_message}.")
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() >= end or isinstance(error, TimeoutError)
            return Answer(error=NO_ANSWER if late else f"The connection failed: {_reason(error)}.")


class _Connection(http.client.HTTPConnection):
    """A connection to one of the given addresses that is cut at a given moment."""

    def __init__(self, target: Target, addresses: list[str], tls: ssl.SSLContext, end: float) -> None:
        super().__init__(target.host, target.port)
        self._target, self._addresses, self._context, self._end = target, addresses, tls, end
        self._twin: socket.socket | None = None
        self._cutter: threading.Timer | None = None

    def __enter__(self) -> Self:
        try:
            self.connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._cutter is not None:
            self._cutter.cancel()
        if self._twin is not None:
            self._twin.close()
        self.close()

    def connect(self) -> None:
        """Connect to the first address that answers."""
        plain = self.sock = self._reach()
        self._twin = plain.dup()
        self._cutter = threading.Timer(max(0.0, self._end - time.monotonic()), _cut, [self._twin])
        self._cutter.daemon = True
        self._cutter.start()
        if self._target.secure:
            self.sock = self._context.wrap_socket(plain, server_hostname=self._target.host)

    def _reach(self) -> socket.socket:
        failed: OSError = TimeoutError()
        for address in self._addresses:
            left = self._end - time.monotonic()
            if left <= 0:
                break
            try:
                # Given as digits, so nothing is looked up again.
                found = socket.create_connection((address, self._target.port), timeout=left)
            except OSError as error:
                failed = error
            else:
                found.settimeout(max(0.001, self._end - time.monotonic()))
                return found
        raise failed


def _cut(twin: socket.socket) -> None:
    """End a connection under whoever reads from it."""
    with suppress(OSError):
        twin.shutdown(socket.SHUT_RDWR)


def _ask(connection: _Connection, target: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    usual = {"Host": target.authority, "Content-Type": "application/json", "User-Agent": USER_AGENT}
    connection.request("POST", target.path, body, usual | {"Accept": "*/*", "Connection": "close"} | dict(headers))
    response = connection.getresponse()
    status = response.status
    if 200 <= status < 300:
        return Answer(status)
    excerpt = printable(response.read(EXCERPT * 4).decode("utf-8", "replace").strip())[:EXCERPT] or None
    rest = _rest(response.getheader("Retry-After"), datetime.now(UTC))
    return Answer(status, _meaning(status), excerpt, rest)


def _meaning(status: int) -> str:
    phrase = http.client.responses.get(status, "")
    told = f"The receiver answered {status} {phrase}".rstrip()
    if 300 <= status < 400:
        return f"{told}. Redirects are not followed: change the webhook's address."
    return f"{told}."


def _rest(text: str | None, moment: datetime) -> timedelta | None:
    """Return how long ``Retry-After`` asks to wait, in seconds or as a date; None for what cannot be read."""
    if text is None:
        return None
    if text.strip().isascii() and text.strip().isdigit() and len(text) < 10:
        return timedelta(seconds=int(text))
    try:
        asked = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    asked = asked if asked.tzinfo else asked.replace(tzinfo=UTC)
    return max(asked - moment, timedelta())


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return printable(error.strerror)[:200]
    return "the receiver closed it" if isinstance(error, http.client.RemoteDisconnected) else type(error).__name__
