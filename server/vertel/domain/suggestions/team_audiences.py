"""Audiences that name a team which became part of another."""

from __future__ import annotations

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from vertel.db.models import Suggestion
from vertel.domain.suggestions import standing, suggestions, writing


def replace(session: Session, slug: str, by: str, author: str) -> None:
    """Have what was meant for one team be meant for another, whatever its status.

    :param author: who made one part of the other, as the audit log has it.
    """
    named = select(Suggestion).where(cast(Suggestion.audience, Text).contains(f'"{slug}"', autoescape=True))
    changes, rules = [], standing.rules(session)
    for suggestion in session.scalars(named.order_by(Suggestion.id)):
        audience = dict(suggestion.audience)
        if slug not in audience["teams"]:
            continue  # a location or a language of that name
        audience["teams"] = list(dict.fromkeys(by if team == slug else team for team in audience["teams"]))
        document = suggestions.as_document(suggestion) | {"audience": audience}
        changes.append(writing.prepare(document, suggestion, rules))
    writing.store(session, changes, author)
    session.expire_all()
