"""Vacancies in a web page: JobPosting of schema.org as JSON-LD, which careers sites have for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from vertel.imports.feeds import errors, texts
from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found
from vertel.imports.feeds.errors import FeedError

NAME = "job-posting"
SCRIPTS = 'script[type="application/ld+json"]'
DEEPEST_PAGE = 5000
DEEPEST_DATA = 10
"""Lists and objects within each other in which a JobPosting is looked for."""


def recognises(answer: Answer) -> bool:
    """Return whether it is a web page in which a JobPosting is named."""
    return answer.root.lower() == "html" and "JobPosting" in answer.text


def find(answer: Answer) -> Found:
    """Return the vacancies of a page. One that stands there alone is the page itself."""
    if texts.depth(answer.text, DEEPEST_PAGE) is not None:
        raise FeedError(errors.DEEP_PAGE % {"most": DEEPEST_PAGE})
    entries = [entry(one) for script in LexborHTMLParser(answer.text).css(SCRIPTS) for one in _postings(script.text())]
    if len(entries) == 1 and not entries[0].url:
        entries = [replace(entries[0], url=answer.url)]
    return Found(entries, is_cut=_is_cut(answer))


def _is_cut(answer: Answer) -> bool:
    """Return whether the page's end may be missing. HTML may leave out its last closing tag, but not a script's."""
    page = answer.text.lower()
    return page.count("<script") > page.count("</script") or not (answer.is_complete or "</html" in page)


def entry(posting: dict[str, Any]) -> Entry:
    """Return the vacancy that a JobPosting describes."""
    return Entry(
        id=_identifier(posting.get("identifier")),
        title=posting.get("title") or posting.get("name"),
        url=posting.get("url"),
        markup=posting.get("description"),
        published=posting.get("datePosted"),
        expires=posting.get("validThrough"),
        place=_place(posting.get("jobLocation")),
    )


def _postings(script: str) -> Iterator[dict[str, Any]]:
    try:
        yield from _within(orjson.loads(script), 0)
    except ValueError:
        return


def _within(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST_DATA:
        return
    if isinstance(value, dict) and "JobPosting" in _listed(value.get("@type")):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _within(inner, depth + 1)


def _identifier(value: Any) -> object:
    return value.get("value") if isinstance(value, dict) else value


def _place(value: Any) -> object:
    first = next(iter(_listed(value)), None)
    address = first.get("address") if isinstance(first, dict) else None
    return address.get("addressLocality") if isinstance(address, dict) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
