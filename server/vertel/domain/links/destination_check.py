"""Asks pages whether they are still there, as a visitor's browser would, and goes nowhere that a visitor may not.

A server that fetches what an editor typed can be sent into its own network. So each step, also of a redirect, is https
to a host on the list; and its name is looked up once: the connection goes to the very address that was found public.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse

from vertel.domain.links import destinations
from vertel.errors import printable
from vertel.outbound.addresses import AddressPolicy, PrivateAddressError
from vertel.outbound.deadline import NEVER, Deadline
from vertel.outbound.http_client import FAILURES, HttpClient, Request, Target, first_header
from vertel.translations import N_
from vertel.translations.phrases import Phrases

PATIENCE = 5.0
"""Seconds for each request, from connecting to its answer."""

TOGETHER = 6
"""Pages that are asked at the same time."""

MOST_STEPS = 5
"""Redirects that are followed."""

REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
GONE = {404, 410}
LOCAL = "localhost"
INTERNET = AddressPolicy()
ANYWHERE = AddressPolicy((ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")))


class Answer(NamedTuple):
    """What a page answered; see ``Destination`` in the contract."""

    status: str
    message: str
    moved_to: str | None = None
    checked_at: datetime | None = None


NOT_ASKED = Answer("not_checked", N_("It was not asked yet. Have the pages checked, then look again."))
NO_TIME = Answer("not_checked", N_("There was no time left to ask it. Check again."))
NOT_LISTED = Answer(
    "not_checked",
    N_(
        "Its host is not in VERTEL_DESTINATION_HOSTS any more, so visitors see that the link is gone. Have the link "
        "lead elsewhere, or add the host."
    ),
)
PRIVATE = Answer(
    "not_checked", N_("Its name leads into a private network, where Vertel does not look. Open it yourself.")
)
OK = Answer("ok", N_("The page is there."))


NO_ANSWER = N_("It did not answer within %(seconds)s seconds.")
TOO_MANY_STEPS = N_("It leads on more than %(steps)s times; a browser gives up.")
SAYS_GONE = N_("The page says that it is gone (%(status)s). Have the link lead elsewhere.")
REFUSES = N_("It answered %(status)s. It may refuse programs; look at it in a browser.")
NO_CERTIFICATE = N_("Its certificate is not valid: %(why)s.")
NOT_REACHED = N_("It was not reached: %(why)s.")
NO_PAGE = N_("It answered something else than a web page.")
MOVED_FOR_GOOD = N_("It moved for good: have the link lead there. The page is there.")
MOVED_FOR_NOW = N_("It leads on to another page for now. The page is there.")
ELSEWHERE_FOR_GOOD = N_("It moved for good: have the link lead there. That is none of your hosts, so ask there.")
ELSEWHERE_FOR_NOW = N_("It leads on to another page for now. That is none of your hosts, so ask there.")

REASONS: dict[type[Exception], str] = {
    socket.gaierror: N_("There is no host of this name."),
    TimeoutError: NO_ANSWER % {"seconds": f"{PATIENCE:g}"},
    ConnectionRefusedError: N_("Nothing answers there: the connection was refused."),
    http.client.RemoteDisconnected: N_("It closed the connection without an answer."),
    ssl.SSLError: N_("It does not speak https properly."),
}
"""What went wrong -> in plain words."""

PHRASES = Phrases(
    (
        *(answer.message for answer in (NOT_ASKED, NO_TIME, NOT_LISTED, PRIVATE, OK)),
        *(words for kind, words in REASONS.items() if kind is not TimeoutError),
        *(NO_ANSWER, TOO_MANY_STEPS, SAYS_GONE, REFUSES, NO_CERTIFICATE, NOT_REACHED, NO_PAGE),
        *(MOVED_FOR_GOOD, MOVED_FOR_NOW, ELSEWHERE_FOR_GOOD, ELSEWHERE_FOR_NOW),
    )
)


def translated(message: str) -> str:
    """Return what was stored in English when a page was asked, in the language of who reads it now."""
    return PHRASES.translated(message)


@dataclass(frozen=True)
class LinkChecker:
    """Asks pages.

    :ivar hosts: where links may lead.
    :ivar agent: the ``User-Agent``.
    :ivar context: whose certificates are believed.
    """

    hosts: Sequence[str]
    agent: str
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    patience: float = PATIENCE

    def check_all(self, urls: Iterable[str], within: float) -> dict[str, Answer]:
        """Return what each page answers.

        :param within: seconds for all of them; a page that has not answered by then was not checked.
        """
        deadline = Deadline(within)
        pool = ThreadPoolExecutor(TOGETHER, thread_name_prefix="destination-check")
        asked = {url: pool.submit(self.check, url, deadline) for url in dict.fromkeys(urls)}
        finished, _ = wait(asked.values(), timeout=deadline.remaining)
        pool.shutdown(wait=False, cancel_futures=True)
        return {url: future.result() if future in finished else NO_TIME for url, future in asked.items()}

    def check(self, url: str, deadline: Deadline = NEVER) -> Answer:
        """Return what one page answers, and where it leads on to."""
        at, for_good = url, True
        for step in range(MOST_STEPS + 1):
            if not destinations.allowed(at, self.hosts):
                return NOT_LISTED if step == 0 else _moved_elsewhere(at, for_good)
            try:
                status, location = self._status(at, deadline)
            except PrivateAddressError:
                return PRIVATE
            except FAILURES as error:
                if deadline.expired:
                    return NO_TIME
                return Answer("unreachable", why(error), None if at == url else printable(at))
            if status not in REDIRECTS or not location:
                return _verdict(status, at, moved=at != url, for_good=for_good)
            at, for_good = location, for_good and status in FOR_GOOD
        return Answer("unreachable", TOO_MANY_STEPS % {"steps": MOST_STEPS}, printable(at))

    def _status(self, url: str, deadline: Deadline) -> tuple[int, str | None]:
        """Return a page's status, and where it redirects to. Some sites answer properly to GET only."""
        status, location = self._request("HEAD", url, deadline)
        if status >= 400:
            status, location = self._request("GET", url, deadline)
        return status, urljoin(url, location) if location else None

    def _request(self, method: str, url: str, deadline: Deadline) -> tuple[int, str | None]:
        with self.asking(method, url, deadline) as response:
            return response.status, first_header(response, "Location")

    @contextmanager
    def asking(self, method: str, url: str, deadline: Deadline) -> Iterator[BaseHTTPResponse]:
        """Send a request to an address on the list; yield the response, of which only the headers have been read.

        :raises PrivateAddressError: its name leads into a private network.
        :raises FAILURES: for what the other side or the network does.
        """
        target, within = Target.of(urlsplit(url)), deadline.within(self.patience)
        policy = ANYWHERE if self._is_meant_to_be_local(target) else INTERNET
        addresses = policy.resolve(target.host, target.port)
        request = Request(method, target, {"User-Agent": self.agent, "Accept-Encoding": "identity"})
        with HttpClient(self.context).stream(request, addresses, within) as response:
            yield response

    def _is_meant_to_be_local(self, target: Target) -> bool:
        """Return whether the list names this very host, and it is this machine or an address: nobody's by mistake."""
        return target.authority in self.hosts and (target.host == LOCAL or target.host.replace(".", "").isdigit())


def agent(version: str, public_url: str) -> str:
    """Return by what name Vertel asks, for who reads a site's log."""
    return f"Vertel/{version} (looks whether links still lead somewhere; {public_url})"


def _verdict(status: int, at: str, *, moved: bool, for_good: bool) -> Answer:
    to = printable(at) if moved else None
    if status in GONE:
        return Answer("gone", SAYS_GONE % {"status": status}, to)
    if status >= 400:
        return Answer("unreachable", REFUSES % {"status": status}, to)
    return _moved(at, for_good) if moved else OK


def _moved(to: str, for_good: bool) -> Answer:
    return Answer("moved", MOVED_FOR_GOOD if for_good else MOVED_FOR_NOW, printable(to))


def _moved_elsewhere(to: str, for_good: bool) -> Answer:
    return Answer("moved", ELSEWHERE_FOR_GOOD if for_good else ELSEWHERE_FOR_NOW, printable(to))


def why(error: Exception) -> str:
    """Say in plain words why there was no answer."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return printable(NO_CERTIFICATE % {"why": error.verify_message})
    known = next((words for kind, words in REASONS.items() if isinstance(error, kind)), None)
    if known is None and isinstance(error, OSError):
        return printable(NOT_REACHED % {"why": error.strerror or type(error).__name__})
    return known or NO_PAGE
