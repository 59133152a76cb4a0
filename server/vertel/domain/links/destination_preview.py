"""What a page says of itself, as networks show it beside a link: its title and what it is about.

Nothing of the page but these words goes on to the editor: no picture, whose address could be anybody's.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from vertel.domain.links import destinations
from vertel.domain.links.destination_check import (
    ELSEWHERE_FOR_NOW,
    MOST_STEPS,
    NOT_LISTED,
    PRIVATE,
    REDIRECTS,
    REFUSES,
    TOO_MANY_STEPS,
    LinkChecker,
    why,
)
from vertel.errors import printable
from vertel.outbound.addresses import PrivateAddressError
from vertel.outbound.deadline import Deadline
from vertel.outbound.http_client import FAILURES, first_header

MOST_BYTES = 100_000
"""Of a page, from its beginning: its head is there."""

LONGEST_TITLE, LONGEST_DESCRIPTION = 300, 500
_CHARSET = re.compile(r"charset=[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)


class Preview(NamedTuple):
    """What a page says of itself; a ``DestinationPreview``."""

    host: str
    title: str | None = None
    description: str | None = None
    message: str | None = None


def read(checker: LinkChecker, url: str, deadline: Deadline) -> Preview:
    """Return what a page says of itself, or in English why that is not known."""
    at = url
    for step in range(MOST_STEPS + 1):
        if not destinations.allowed(at, checker.hosts):
            return _failed(url, NOT_LISTED.message if step == 0 else ELSEWHERE_FOR_NOW)
        try:
            with checker.asking("GET", at, deadline) as response:
                status, location = response.status, first_header(response, "Location")
                if status < 300:
                    kind = first_header(response, "Content-Type") or ""
                    return _told(at, kind, response.read(MOST_BYTES))
        except PrivateAddressError:
            return _failed(at, PRIVATE.message)
        except FAILURES as error:
            return _failed(at, why(error))
        if status not in REDIRECTS or not location:
            return _failed(at, REFUSES % {"status": status})
        at = urljoin(at, location)
    return _failed(at, TOO_MANY_STEPS % {"steps": MOST_STEPS})


def _failed(url: str, message: str) -> Preview:
    return Preview(_host(url), message=message)


def _host(url: str) -> str:
    return printable((urlsplit(url).hostname or "").removeprefix("www."))[:LONGEST_TITLE]


def _told(url: str, kind: str, body: bytes) -> Preview:
    if "html" not in kind.lower():
        return Preview(_host(url))
    head = _Head()
    head.feed(_text(kind, body))
    title = head.meta.get("og:title") or head.meta.get("twitter:title") or head.title
    about = head.meta.get("og:description") or head.meta.get("description")
    return Preview(_host(url), _line(title, LONGEST_TITLE), _line(about, LONGEST_DESCRIPTION))


def _text(kind: str, body: bytes) -> str:
    found = _CHARSET.search(kind) or _CHARSET.search(body[:2048].decode("ascii", "replace"))
    try:
        return body.decode(found[1] if found else "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _line(text: str | None, most: int) -> str | None:
    """Return a text on one line, without what nobody sees; None for nothing."""
    plain = " ".join(printable(" ".join((text or "").split())).replace("\ufffd", " ").split())
    return (plain if len(plain) <= most else f"{plain[: most - 1].rstrip()}…") or None


class _Head(HTMLParser):
    """Takes the title and the metadata from a page's head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: dict[str, str] = {}
        self.title: str | None = None
        self._in_title = self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the page says in its metadata, the first of each name."""
        self._is_over = self._is_over or tag == "body"
        if self._is_over:
            return
        if tag == "meta":
            given = dict(attrs)
            name = (given.get("property") or given.get("name") or "").lower()
            self.meta.setdefault(name, given.get("content") or "")
        self._in_title = tag == "title" and self.title is None

    def handle_endtag(self, tag: str) -> None:
        """Leave the title."""
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        """Keep the title's text."""
        if self._in_title:
            self.title = (self.title or "") + data
