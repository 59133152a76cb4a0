"""JSON Feed 1.0 and 1.1, and what Teamtailor adds to it: a JobPosting of schema.org with each vacancy."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from vertel.imports.feeds.answers import Answer
from vertel.imports.feeds.entries import Entry, Found
from vertel.imports.feeds.sources import job_posting

NAME = "json-feed"
VERSIONS = "https://jsonfeed.org/version/"


def recognises(answer: Answer) -> bool:
    """Return whether it is a JSON object that names a version of JSON Feed."""
    version = answer.object.get("version")
    return isinstance(version, str) and version.startswith(VERSIONS)


def find(answer: Answer) -> Found:
    """Return the items, and where more of them are."""
    items, next_url = answer.object.get("items"), answer.object.get("next_url")
    entries = [_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    return Found(entries, urljoin(answer.url, next_url) if isinstance(next_url, str) and next_url else None)


def _entry(item: dict[str, Any]) -> Entry:
    posting = item.get("_jobposting")
    vacancy = job_posting.entry(posting) if isinstance(posting, dict) else Entry(None, None)
    return Entry(
        id=item.get("id"),
        title=item.get("title") or vacancy.title,
        url=item.get("url") or item.get("external_url"),
        markup=item.get("summary") or item.get("content_text") or item.get("content_html") or vacancy.markup,
        published=item.get("date_published") or vacancy.published,
        expires=vacancy.expires,
        place=vacancy.place,
    )
