"""Searching suggestions: the filters of both lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_

from vertel.db.models import AudienceEntry, Caption, Prompt, Suggestion

Statement = Select[*tuple[Any, ...]]
"""A select of whatever columns."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What the reader asks for besides what is meant for them; ``marked`` is for employees, ``status`` for editors.

    ``live_since`` is for what is found by its audience: what is live since a later moment than this.
    """

    kind: str | None = None
    language: str | None = None
    status: str | None = None
    marked: str | None = None
    q: str | None = None
    live_since: datetime | None = None


def narrowed(query: Statement, filters: Filters) -> Statement:
    """Return a query for suggestions with the conditions of the filters; the very same when there are none."""
    conditions: list[ColumnElement[bool]] = []
    if filters.kind is not None:
        conditions.append(Suggestion.kind == filters.kind)
    if filters.status is not None:
        conditions.append(Suggestion.status == filters.status)
    if filters.live_since is not None:
        conditions.append(AudienceEntry.live_from > filters.live_since)
    if filters.q is not None:
        words = filters.q.casefold().split()
        conditions.append(and_(*(Suggestion.search_text.contains(word, autoescape=True) for word in words)))
    if filters.language is not None:
        conditions.append(
            or_(
                Suggestion.captions.any(_in_language(Caption.language, filters.language)),
                Suggestion.prompts.any(_in_language(Prompt.language, filters.language)),
            )
        )
    return query.where(*conditions) if conditions else query


def _in_language(column: Any, language: str) -> ColumnElement[bool]:
    return or_(column == language, column.startswith(f"{language}-", autoescape=True))
