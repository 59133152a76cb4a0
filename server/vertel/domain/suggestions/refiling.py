"""Having lists follow the consent of people who are shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from vertel.db.models import AudienceEntry, Person, Suggestion
from vertel.domain.audience import audience_index
from vertel.domain.suggestions import generation, revisions, standing, suggestions
from vertel.domain.webhooks import publishing

_ENTRIES = cast("Table", AudienceEntry.__table__)

AT_ONCE = 200
"""Suggestions that are read at a time."""


def refile_all(session: Session, author: str) -> None:
    """Have lists follow another rule, or other days, for all suggestions that show people."""
    for some in batched_ids(session.scalars(select(Person.suggestion_id).distinct()).all()):
        refile(session, some, author)


def refile(session: Session, suggestion_ids: Collection[UUID], author: str) -> None:
    """Have lists, pictures and the ETags of suggestions follow what people in them say from now on.

    The caller holds the suggestions' rows, or takes them here.

    :param author: who has said something, as the audit log has it.
    """
    query = select(Suggestion).where(Suggestion.id.in_(suggestion_ids)).order_by(Suggestion.id)
    query = query.with_for_update(of=Suggestion).execution_options(populate_existing=True)
    rules = standing.rules(session)
    for suggestion in session.scalars(query).all():
        document = suggestions.as_document(suggestion)
        ends_at = standing.ends_at(document, suggestion.people, rules)
        values = {"consent_ends_at": ends_at, "version": Suggestion.version + 1}
        session.execute(update(Suggestion).where(Suggestion.id == suggestion.id).values(values))
        session.refresh(suggestion)
        revisions.keep(session, suggestion, document, author)
        session.execute(delete(_ENTRIES).where(_ENTRIES.c.suggestion_id == suggestion.id))
        columns = {name: getattr(suggestion, name) for name in audience_index.COLUMNS}
        entries = audience_index.entries_for(suggestion.id, columns)
        if entries:
            session.execute(insert(_ENTRIES), entries)
    publishing.emit_published(session, list(suggestion_ids))
    generation.changed(session)


def batched_ids(ids: Collection[UUID]) -> list[list[UUID]]:
    """Return ids in lists of a few hundred."""
    every = sorted(ids)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
