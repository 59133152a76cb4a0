"""Asks pages whether they are still there, as a visitor's browser would, and goes nowhere that a visitor may not.

A server that fetches what an editor typed can be sent into its own network. So each step, also of a redirect, is https
to a host on the list; and its name is looked up once: the connection goes to the very address that was found public.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from vertel.domain.links import destinations
from vertel.errors import printable
from vertel.outbound.addresses import is_public, parse_address

PATIENCE = 5.0
"""Seconds for connecting, and for each answer."""

TOGETHER = 6
"""Pages that are asked at the same time."""

MOST_STEPS = 5
"""Redirects that are followed."""

REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
GONE = {404, 410}
LOCAL = "localhost"


class Answer(NamedTuple):
    """What a page answered; see ``Destination`` in the contract."""

    status: str
    message: str
    moved_to: str | None = None


NO_TIME = Answer("not_checked", "There was no time left to ask it. Check again.")
NOT_LISTED = Answer(
    "not_checked",
    "Its host is not in VERTEL_DESTINATION_HOSTS any more, so visitors see that the link is gone. Have the link lead "
    "elsewhere, or add the host.",
)
PRIVATE = Answer("not_checked", "Its name leads into a private network, where Vertel does not look. Open it yourself.")
OK = Answer("ok", "The page is there.")


REASONS: dict[type[Exception], str] = {
    socket.gaierror: "There is no host of this name.",
    TimeoutError: f"It did not answer within {PATIENCE:g} seconds.",
    ConnectionRefusedError: "Nothing answers there: the connection was refused.",
    ssl.SSLError: "It does not speak https properly.",
}
"""What went wrong -> in plain words."""


class PrivateAddressError(Exception):
    """A name leads into a private network."""


class Sockets:
    """The connections that are open, so that all of them can be ended when the time is over."""

    def __init__(self) -> None:
        self._open: set[socket.socket] = set()
        self._lock, self._over = Lock(), False

    @contextmanager
    def using(self, one: socket.socket) -> Iterator[None]:
        """Close a connection afterwards, or when the time is over."""
        try:
            with self._lock:
                if self._over:
                    raise TimeoutError
                self._open.add(one)
            yield
        finally:
            with self._lock:
                self._open.discard(one)
            one.close()

    def end(self) -> None:
        """End all that are open, and refuse more."""
        with self._lock:
            self._over = True
            for one in self._open:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it has ended by itself


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
    sockets: Sockets = field(default_factory=Sockets)

    def check_all(self, urls: Iterable[str], within: float) -> dict[str, Answer]:
        """Return what each page answers; asks once in its life.

        :param within: seconds for all of them; a page that has not answered by then was not checked.
        """
        pool = ThreadPoolExecutor(TOGETHER, thread_name_prefix="destination-check")
        asked = {url: pool.submit(self.check, url) for url in dict.fromkeys(urls)}
        finished, _ = wait(asked.values(), timeout=within)
        pool.shutdown(wait=False, cancel_futures=True)
        self.sockets.end()
        return {url: future.result() if future in finished else NO_TIME for url, future in asked.items()}

    def check(self, url: str) -> Answer:
        """Return what one page answers, and where it leads on to."""
        at, for_good = url, True
        for step in range(MOST_STEPS + 1):
            if not destinations.allowed(at, self.hosts):
                return NOT_LISTED if step == 0 else _moved(at, for_good, "That is none of your hosts, so ask there.")
            try:
                status, location = self._status(at)
            except PrivateAddressError:
                return PRIVATE
            except (OSError, http.client.HTTPException, ValueError) as error:
                return Answer("unreachable", _reason(error), None if at == url else printable(at))
            if status not in REDIRECTS or not location:
                return _verdict(status, at, moved=at != url, for_good=for_good)
            at, for_good = location, for_good and status in FOR_GOOD
        return Answer("unreachable", f"It leads on more than {MOST_STEPS} times; a browser gives up.", printable(at))

    def _status(self, url: str) -> tuple[int, str | None]:
        """Return a page's status, and where it redirects to. Some sites answer properly to GET only."""
        parts = urlsplit(url)
        status, location = self._request("HEAD", parts)
        if status >= 400:
            status, location = self._request("GET", parts)
        return status, urljoin(url, location) if location else None

    def _request(self, method: str, parts: SplitResult) -> tuple[int, str | None]:
        host, port = parts.hostname or "", parts.port or 443
        plain = self._connect(host, port)
        secured = self.context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        with self.sockets.using(secured):
            secured.do_handshake()
            connection = http.client.HTTPConnection(host, port)
            connection.sock = secured
            headers = {"Host": parts.netloc, "User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(
                method, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", headers=headers
            )
            response = connection.getresponse()
            return response.status, response.headers.get("Location")

    def _connect(self, host: str, port: int) -> socket.socket:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if not (
            all(is_public(parse_address(address)) for address in addresses) or self._is_meant_to_be_local(host, port)
        ):
            raise PrivateAddressError
        return _first_of(addresses, lambda address: socket.create_connection((address, port), self.patience))

    def _is_meant_to_be_local(self, host: str, port: int) -> bool:
        """Return whether the list names this very host, and it is this machine or an address: nobody's by mistake."""
        named = host if port == 443 else f"{host}:{port}"
        return named in self.hosts and (host == LOCAL or host.replace(".", "").isdigit())


def agent(version: str, public_url: str) -> str:
    """Return by what name Vertel asks, for who reads a site's log."""
    return f"Vertel/{version} (looks whether links still lead somewhere; {public_url})"


def _first_of(addresses: Sequence[str], connect: Callable[[str], socket.socket]) -> socket.socket:
    """Return the first connection that comes about, as browsers do."""
    *others, last = dict.fromkeys(addresses)
    for address in others:
        try:
            return connect(address)
        except OSError:
            continue
    return connect(last)


def _verdict(status: int, at: str, *, moved: bool, for_good: bool) -> Answer:
    to = printable(at) if moved else None
    if status in GONE:
        return Answer("gone", f"The page says that it is gone ({status}). Have the link lead elsewhere.", to)
    if status >= 400:
        return Answer("unreachable", f"It answered {status}. It may refuse programs; look at it in a browser.", to)
    return _moved(at, for_good, "The page is there.") if moved else OK


def _moved(to: str, for_good: bool, what: str) -> Answer:
    how = "It moved for good: have the link lead there." if for_good else "It leads on to another page for now."
    return Answer("moved", f"{how} {what}", printable(to))


def _reason(error: Exception) -> str:
    """Say in plain words why there was no answer."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return printable(f"Its certificate is not valid: {error.verify_message}.")
    known = next((words for kind, words in REASONS.items() if isinstance(error, kind)), None)
    if known is None and isinstance(error, OSError):
        return printable(f"It was not reached: {error.strerror or type(error).__name__}.")
    return known or "It answered something else than a web page."
