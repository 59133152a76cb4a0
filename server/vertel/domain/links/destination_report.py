"""Which pages tracked links lead to, and which links and suggestions lead there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import DestinationAnswer, Link, Suggestion
from vertel.db.models.suggestions import listed_texts
from vertel.db.pagination import FirstFew, Page, Position, first_few, keyset_page
from vertel.domain.links import destination_check, managed_links
from vertel.domain.links.destination_check import NOT_ASKED, Answer

MOST_NAMED = 100
BROKEN = ("gone", "unreachable")


class LinkedSuggestion(NamedTuple):
    """A suggestion that leads to a page."""

    id: UUID
    title: str
    titles: list[dict[str, str]]


class Destination(NamedTuple):
    """A page, with the links and suggestions that lead there as far as editors may see them: at most 100 of each."""

    url: str
    links: list[str]
    suggestions: list[LinkedSuggestion]


class BrokenPage(NamedTuple):
    """A page that was not there, with some of the suggestions that lead to it."""

    destination_url: str
    status: str
    suggestions: list[LinkedSuggestion]


def urls(session: Session, limit: int, after: Position | None = None) -> Page[str]:
    """Return a page of the destinations of links that were not withdrawn and of suggestions live or archived, by URL.

    URLs are as editors wrote them, without campaign parameters: a check is not to count as a visit. Links that are not
    counted are left out: that there is one for a suggestion that is over would tell about the few who could ask. They
    may be posted all the same, so an archived suggestion is checked whether it has links or not.
    """
    every = _urls()
    return keyset_page(session, select(every.c.destination_url), [every.c.destination_url], limit, after)


def number(session: Session) -> int:
    """Return how many destinations there are."""
    return session.execute(select(func.count()).select_from(_urls())).scalar_one()


def page(session: Session, limit: int, after: Position | None = None) -> Page[Destination]:
    """Return a page of :func:`urls`, with what leads there."""
    found = urls(session, limit, after)
    links: defaultdict[str, list[str]] = defaultdict(list)
    for url, code in managed_links.leading_to(session, found.items):
        links[url].append(code)
    suggestions = _suggestions(session, found.items)
    items = [Destination(url, links[url][:MOST_NAMED], suggestions[url][:MOST_NAMED]) for url in found.items]
    return Page(items, found.position)


def as_items(found: Sequence[Destination], answers: Mapping[str, Answer | DestinationAnswer]) -> list[dict[str, Any]]:
    """Return destinations with their answers, as ``Destination`` of the contract is written."""
    return [_item(destination, answers.get(destination.url, NOT_ASKED)) for destination in found]


def broken(session: Session, most: int) -> FirstFew:
    """Return the pages that were not there when they were asked last, by URL, of those to which something leads now."""
    url, answer = DestinationAnswer.destination_url, DestinationAnswer.status
    leads_there = or_(exists().where(Link.destination_url == url, *_posted()), url.in_(_shown()))
    query = select(url, answer).where(answer.in_(BROKEN), leads_there)
    found = first_few(session, query, [url], most)
    suggestions = _suggestions(session, [row.destination_url for row in found.items])
    pages = [
        BrokenPage(row.destination_url, row.status, suggestions[row.destination_url][:most]) for row in found.items
    ]
    return FirstFew(found.count, pages)


def _suggestions(session: Session, urls: Sequence[str]) -> Mapping[str, list[LinkedSuggestion]]:
    """Return the suggestions that lead to each of some pages."""
    found: defaultdict[str, list[LinkedSuggestion]] = defaultdict(list)
    columns = (Suggestion.destination_url, Suggestion.id, Suggestion.title, Suggestion.titles)
    query = select(*columns).where(Suggestion.destination_url.in_(urls)).order_by(Suggestion.id)
    for row in session.execute(query) if urls else ():
        found[row.destination_url].append(LinkedSuggestion(row.id, row.title, listed_texts(row.titles)))
    return found


def _item(destination: Destination, answer: Answer | DestinationAnswer) -> dict[str, Any]:
    return {
        "destination_url": destination.url,
        "links": destination.links,
        "suggestions": destination.suggestions,
        "status": answer.status,
        "message": destination_check.translated(answer.message),
        "moved_to": answer.moved_to,
        "checked_at": answer.checked_at,
    }


def _urls() -> Subquery:
    posted = select(Link.destination_url).where(*_posted())
    return union(posted, _shown()).subquery()


def _posted() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a link was not withdrawn and is counted."""
    return Link.withdrawn_at.is_(None), or_(Link.suggestion_id.is_(None), Link.part_id.is_not(None))


def _shown() -> Select[str | None]:
    """Return the query for the destinations of suggestions that are live or archived."""
    live = or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > now())
    shown = select(Suggestion.destination_url).where(
        or_(Suggestion.status == "archived", and_(Suggestion.status == "published", live))
    )
    return shown.where(Suggestion.destination_url.is_not(None))
