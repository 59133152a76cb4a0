"""The editors' list of all suggestions: what it can be narrowed to, and in which orders it comes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.db.pagination import Order, Page, Position, keyset_page
from vertel.domain.suggestions import search, states
from vertel.domain.suggestions.search import Filters
from vertel.domain.suggestions.states import SuggestionState

ORDERS: Mapping[str, Sequence[Order]] = {
    "newest": (Suggestion.created_at.desc(), Suggestion.id.desc()),
    "changed": (Suggestion.updated_at.desc(), Suggestion.id.desc()),
    "title": (func.lower(Suggestion.title, type_=String), Suggestion.id),
    "publish_at": (Suggestion.live_from, Suggestion.id),
    "expires_at": (Suggestion.expires_at, Suggestion.id),
}


@dataclass(frozen=True, kw_only=True)
class ManageFilters:
    """What editors ask for besides :class:`Filters`; all where nothing is said.

    :ivar ending_within: days within which what is live is to expire.
    :ivar consent_ending_within: days within which somebody's consent to what is shown is to end.
    :ivar team: in the audience by its slug; ``location`` and ``audience_language`` likewise.
    :ivar feed: the id of the feed of which it was made.
    :ivar since: the first moment of a time in which it is shown; ``until`` the first that is too late.
    :ivar sort: a key of :data:`ORDERS`; by ``expires_at`` come only those that expire.
    """

    state: str | None = None
    ending_within: int | None = None
    consent_ending_within: int | None = None
    team: str | None = None
    location: str | None = None
    audience_language: str | None = None
    feed: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    sort: str = "newest"


def browse(
    session: Session,
    filters: Filters,
    more: ManageFilters,
    limit: int,
    after: Position | None,
    moment: datetime,
) -> Page[Suggestion]:
    """Return a page of all suggestions.

    :param moment: at which they are live or not.
    """
    query = search.narrowed(select(Suggestion), filters).where(*_conditions(more, moment))
    if more.sort == "expires_at":
        query = query.where(Suggestion.expires_at.is_not(None))
    return keyset_page(session, query, ORDERS[more.sort], limit, after)


def _conditions(filters: ManageFilters, moment: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.state is not None:
        conditions.append(states.condition(SuggestionState(filters.state), moment))
    for days, end in (
        (filters.ending_within, Suggestion.expires_at),
        (filters.consent_ending_within, Suggestion.consent_ends_at),
    ):
        if days is not None:
            conditions += [states.condition(SuggestionState.LIVE, moment), end <= moment + timedelta(days=days)]
    sides = {"teams": filters.team, "locations": filters.location, "languages": filters.audience_language}
    conditions += [_names(side, word) for side, word in sides.items() if word is not None]
    if filters.feed is not None:
        conditions.append(Suggestion.source == f"feed:{filters.feed}")
    if filters.since is not None:
        conditions.append(or_(Suggestion.expires_at.is_(None), Suggestion.expires_at > filters.since))
    if filters.until is not None:
        conditions.append(Suggestion.live_from < filters.until)
    return conditions


def _names(side: str, word: str) -> ColumnElement[bool]:
    """Return the condition that an audience names a team, location or language on its side, in whatever letter case."""
    named: Any = cast(Suggestion.audience[side], Text)
    written = {json.dumps(word), json.dumps(word, ensure_ascii=False)}
    return or_(*(func.lower(named).contains(text.lower(), autoescape=True) for text in sorted(written)))
