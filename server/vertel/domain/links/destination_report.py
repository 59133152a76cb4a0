"""Which pages tracked links lead to, and which links and suggestions lead there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select, union
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Link, Suggestion
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.links import managed_links
from vertel.domain.links.destination_check import Answer

MOST_NAMED = 100


@dataclass
class Led:
    """A page, and what leads there, as far as editors may see it."""

    url: str
    links: list[str] = field(default_factory=list)
    suggestions: list[dict[str, Any]] = field(default_factory=list)


def page(session: Session, limit: int, after: Position | None = None) -> Page[Led]:
    """Return the pages to which links lead that were not withdrawn, or suggestions that are published, by address.

    Addresses are as editors wrote them, without campaign parameters: asking is not to count as a visit.
    """
    posted = select(Link.destination_url).where(Link.withdrawn_at.is_(None))
    live = or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > now())
    shown = select(Suggestion.destination_url).where(Suggestion.status == "published", live)
    urls = union(posted, shown.where(Suggestion.destination_url.is_not(None))).subquery()
    found = keyset_page(session, select(urls.c.destination_url), [urls.c.destination_url], limit, after)
    return Page(_led(session, found.items), found.position)


def as_items(led: Sequence[Led], answers: Mapping[str, Answer]) -> list[dict[str, Any]]:
    """Return pages with their answers, as ``Destination`` is written."""
    return [
        {"destination_url": one.url, "links": one.links, "suggestions": one.suggestions} | answers[one.url]._asdict()
        for one in led
    ]


def _led(session: Session, urls: Sequence[str]) -> list[Led]:
    links: defaultdict[str, list[str]] = defaultdict(list)
    for url, code in managed_links.leading_to(session, urls):
        links[url].append(code)
    suggestions: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    columns = (Suggestion.destination_url, Suggestion.id, Suggestion.title)
    there = select(*columns).where(Suggestion.destination_url.in_(urls)).order_by(Suggestion.id)
    for row in session.execute(there) if urls else ():
        suggestions[row.destination_url].append({"id": row.id, "title": row.title})
    return [Led(url, links[url][:MOST_NAMED], suggestions[url][:MOST_NAMED]) for url in urls]
