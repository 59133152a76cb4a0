"""RSS and Atom, read by feedparser. It is given bytes that were fetched and checked, so it fetches nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import feedparser

from vertel.imports.feeds import errors
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found
from vertel.imports.feeds.errors import FeedError

NAME = "rss"
ROOTS = {"rss", "feed", "RDF"}
MOST = 2000
"""Items with which it is read at all: more take feedparser seconds."""

UTF_8 = {"content-type": "application/xml; charset=utf-8"}


def recognises(answer: Answer) -> bool:
    """Return whether it is XML whose outermost element is one of RSS or Atom."""
    return answer.root in ROOTS


def find(answer: Answer) -> Found:
    """Return the items of a channel, or the entries of an Atom feed."""
    data = answer.xml
    if max(data.count(b"</item>"), data.count(b"</entry>")) > MOST:
        raise FeedError(errors.MANY_ITEMS % {"most": f"{MOST:,}"})
    read = feedparser.parse(BytesIO(data), response_headers=UTF_8, sanitize_html=False, resolve_relative_uris=False)
    return Found([_entry(one) for one in read.entries])


def _entry(one: Mapping[str, Any]) -> Entry:
    contents = [content.get("value") for content in one.get("content", ())]
    return Entry(
        id=one.get("id"),
        title=one.get("title"),
        url=one.get("link"),
        markup=one.get("summary") or next(iter(contents), None),
        published=one.get("published") or one.get("updated"),
    )
