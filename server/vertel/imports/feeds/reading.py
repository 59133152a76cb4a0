"""Reading a feed to its end, through all of its pages."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from vertel.imports.feeds import errors
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found, Item, Reading, Source, clean
from vertel.imports.feeds.errors import FeedError
from vertel.imports.feeds.fetching import Fetch, Fetched
from vertel.imports.feeds.sources import SOURCES
from vertel.outbound.deadline import Deadline

MOST_ITEMS = 500
MOST_PAGES = 10


class Looked(NamedTuple):
    """What a look at a feed found.

    :ivar reading: None when it is unchanged.
    """

    reading: Reading | None
    etag: str | None = None
    last_modified: str | None = None


def look(fetch: Fetch, url: str, deadline: Deadline, known: Fetched | None = None) -> Looked:
    """Return what a feed says.

    :param known: the ``etag`` and ``last_modified`` of the last answer; None to have it all again.
    :raises FeedError: it cannot be fetched or read.
    """
    first = fetch(url, deadline, known.etag, known.last_modified) if known else fetch(url, deadline)
    if first.answer is None:
        return Looked(None, known.etag if known else None, known.last_modified if known else None)
    source, at, entries, pages, is_cut = source_of(first.answer), first.answer, [], 0, False
    while True:
        found, pages = _found(source, at), pages + 1
        entries += [(entry, at.url) for entry in found.entries]
        next_url, is_cut = found.next_url, is_cut or found.is_cut
        if not next_url or pages == MOST_PAGES or not _is_same_site(at.url, next_url):
            break
        answer = fetch(next_url, deadline).answer
        if answer is None or not source.recognises(answer):
            break
        at = answer
    reading = _together(source.NAME, entries, is_cut=is_cut or bool(next_url))
    # The first page alone does not tell whether a later one changed.
    return Looked(reading, first.etag, first.last_modified) if pages == 1 else Looked(reading)


def source_of(answer: Answer) -> Source:
    """Return the kind of feed that an answer is; raise :class:`FeedError` when it is none that is known."""
    source = next((one for one in SOURCES if one.recognises(answer)), None)
    if source is None:
        raise FeedError(errors.UNKNOWN_KIND)
    return source


def _found(source: Source, answer: Answer) -> Found:
    """Return what a source finds. Whatever it trips over, the feed is to say that it could not be read."""
    try:
        return source.find(answer)
    except FeedError:
        raise
    except Exception as error:
        told = {"kind": source.NAME, "error": type(error).__name__}
        raise FeedError(errors.UNREADABLE % told) from error


def _together(name: str, entries: list[tuple[Entry, str]], *, is_cut: bool) -> Reading:
    items: dict[str, Item] = {}
    nameless = repeated = 0
    for entry, base in entries[:MOST_ITEMS]:
        item = clean(entry, base)
        if item is None:
            nameless += 1
        elif item.key in items:
            repeated += 1
        else:
            items[item.key] = item
    whole = not is_cut and not nameless and len(entries) <= MOST_ITEMS
    return Reading(name, list(items.values()), whole, repeated)


def _is_same_site(first: str, other: str) -> bool:
    return urlsplit(first).netloc == urlsplit(other).netloc
