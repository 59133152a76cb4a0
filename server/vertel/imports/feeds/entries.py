"""What a source finds in an answer, before and after it was cleaned."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple, Protocol
from urllib.parse import urljoin

from vertel.imports.feeds import texts
from vertel.imports.feeds.answers import Answer

YEARS = range(2000, 2101)
TITLE_LENGTH = 200
NAME_LENGTH = 200


@dataclass(frozen=True)
class Entry:
    """An item as it stands in a feed.

    :ivar id: its name there; None when it has none.
    :ivar url: where it leads, perhaps relative.
    :ivar markup: what it says, as HTML.
    :ivar published: a date as it was written; ``expires`` likewise.
    :ivar place: where a vacancy is.
    """

    id: object
    title: object
    url: object = None
    markup: object = None
    published: object = None
    expires: object = None
    place: object = None


class Found(NamedTuple):
    """What stands on a page of a feed.

    :ivar next_url: where the following page is; None on the last one.
    :ivar is_cut: whether its end is missing.
    """

    entries: Sequence[Entry]
    next_url: str | None = None
    is_cut: bool = False


class Source(Protocol):
    """A kind of feed: a module of ``sources``.

    :ivar NAME: what the kind is called, in at most 20 letters.
    """

    NAME: str

    def recognises(self, answer: Answer, /) -> bool:
        """Return whether an answer is of this kind."""

    def find(self, answer: Answer, /) -> Found:
        """Return what stands in an answer of this kind; raise ``FeedError`` when it cannot be read."""


@dataclass(frozen=True)
class Item:
    """An item that was cleaned: plain text, moments in UTC, or without a zone until :meth:`in_zone`.

    :ivar key: a hash of its name, or of where it leads when it has none.
    :ivar name: its name where that is fit to print, else the hash.
    :ivar url: absolute, not checked; None when it leads nowhere.
    """

    key: str
    name: str
    title: str
    url: str | None
    text: str
    published_at: datetime | None
    expires_at: datetime | None

    def in_zone(self, zone: tzinfo) -> Item:
        """Return the item with all moments in UTC.

        :param zone: the organisation's, by whose clock moments are that name no offset.
        """
        return replace(self, published_at=_in_zone(self.published_at, zone), expires_at=_in_zone(self.expires_at, zone))


@dataclass(frozen=True)
class Reading:
    """All that a feed says at a moment.

    :ivar format: the ``NAME`` of the source that read it.
    :ivar whole: whether nothing was left off, and everything has a name: what is not in it is not in the feed.
    :ivar repeated: how many items had the name of an earlier one.
    """

    format: str
    items: Sequence[Item] = field(default_factory=list)
    whole: bool = True
    repeated: int = 0


def clean(entry: Entry, base: str) -> Item | None:
    """Return an entry cleaned; None when it has neither a name nor an address.

    :param base: what relative addresses are relative to.
    """
    url = _absolute(entry.url, base)
    named = texts.line(entry.id, 2000) if isinstance(entry.id, str | int) else ""
    called = named or url
    if not called:
        return None
    key = hashlib.sha256(called.encode()).hexdigest()
    title, place = texts.line(entry.title, TITLE_LENGTH), texts.line(entry.place, 60)
    if title and place and place.casefold() not in title.casefold() and len(title) + len(place) + 2 <= TITLE_LENGTH:
        title = f"{title}, {place}"
    return Item(
        key,
        called if len(called) <= NAME_LENGTH else key,
        title,
        url,
        texts.plain(entry.markup),
        moment(entry.published),
        moment(entry.expires, ends=True),
    )


def moment(written: object, *, ends: bool = False) -> datetime | None:
    """Return a moment as feeds write them: ISO 8601 or RFC 2822; None when it is neither, or makes no sense.

    It is in UTC where an offset is written, and has no zone otherwise.

    :param ends: whether a date alone means the midnight after it rather than the one before.
    """
    if not isinstance(written, str) or len(written) > 60:
        return None
    text = written.strip()
    found = _iso(f"{text[:-4]}+00:00" if text.endswith(" UTC") else text) or _rfc2822(text)
    if found is None or found.year not in YEARS:
        return None
    if ends and _is_day(text):
        found += timedelta(days=1)
    return (found.astimezone(UTC) if found.tzinfo else found).replace(microsecond=0)


def _in_zone(found: datetime | None, zone: tzinfo) -> datetime | None:
    if found is None or found.tzinfo is not None:
        return found
    return found.replace(tzinfo=zone).astimezone(UTC)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc2822(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)  # -0000 says UTC, and nothing of where it was written


def _absolute(url: object, base: str) -> str | None:
    if not isinstance(url, str) or not url.strip():
        return None
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return None
