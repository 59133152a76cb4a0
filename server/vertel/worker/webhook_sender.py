"""One try: a POST to an address that was checked, within 15 seconds, whatever the receiver does."""

from __future__ import annotations

import http.client
import ssl
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from urllib3 import BaseHTTPResponse

from vertel.domain.webhooks import reasons
from vertel.errors import printable
from vertel.outbound.deadline import Deadline
from vertel.outbound.egress_policy import AddressError, EgressPolicy
from vertel.outbound.http_client import FAILURES, HttpClient, Request, first_header
from vertel_schema import __version__

SECONDS = 15.0
EXCERPT = 200
USER_AGENT = f"Vertel/{__version__} (webhooks)"
NO_ANSWER = reasons.NO_ANSWER % {"seconds": f"{SECONDS:.0f}"}


class Answer(NamedTuple):
    """What came of a try.

    :ivar status: what the receiver answered, None without an answer.
    :ivar error: what went wrong, in plain words; None when the receiver took it.
    :ivar excerpt: how an answer that was no good begins.
    :ivar rest: how long the receiver asked to be left alone.
    :ivar left: whether anything may have reached the receiver: False when no connection came about.
    """

    status: int | None = None
    error: str | None = None
    excerpt: str | None = None
    rest: timedelta | None = None
    left: bool = True


class Sender:
    """Sends."""

    def __init__(self, gate: EgressPolicy, seconds: float = SECONDS) -> None:
        """Look up once which certificates are trusted.

        :param seconds: how long a try may take.
        """
        self._gate, self._seconds = gate, seconds
        self._client = HttpClient()

    def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send a document; never raises for what the receiver or the network does."""
        leaving = threading.Event()
        answer = self._try(url, body, headers, leaving)
        return answer._replace(left=leaving.is_set())

    def _try(self, url: str, body: bytes, headers: Mapping[str, str], leaving: threading.Event) -> Answer:
        deadline = Deadline(self._seconds)
        try:
            target = self._gate.target(url)
            addresses = self._gate.resolve(target)
            usual = {"Content-Type": "application/json", "User-Agent": USER_AGENT}
            request = Request("POST", target, usual | dict(headers), body)
            with self._client.stream(request, addresses, deadline, leaving.set) as response:
                return _answer(response)
        except AddressError as error:
            return Answer(error=str(error))
        except TimeoutError:
            return Answer(error=NO_ANSWER)
        except ssl.SSLCertVerificationError as error:
            return Answer(error=reasons.BAD_CERTIFICATE % {"why": error.verify_message})
        except FAILURES as error:
            return Answer(error=reasons.FAILED % {"why": _reason(error)})


def _answer(response: BaseHTTPResponse) -> Answer:
    status = response.status
    if 200 <= status < 300:
        return Answer(status)
    excerpt = printable(response.read(EXCERPT * 4).decode("utf-8", "replace").strip())[:EXCERPT] or None
    rest = _rest(first_header(response, "Retry-After"), datetime.now(UTC))
    return Answer(status, _meaning(status), excerpt, rest)


def _meaning(status: int) -> str:
    phrase = http.client.responses.get(status, "")
    template = reasons.REDIRECTED if 300 <= status < 400 else reasons.ANSWERED
    return template % {"status": f"{status} {phrase}".rstrip()}


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
    return reasons.CLOSED if isinstance(error, http.client.RemoteDisconnected) else type(error).__name__
