"""What actors and subjects are called now."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from vertel.db.models import ApiKey, Channel, Employee, Feed, Team, Webhook

_KINDS: dict[str, tuple[InstrumentedAttribute[UUID], InstrumentedAttribute[str]]] = {
    "employee": (Employee.id, Employee.name),
    "team": (Team.id, Team.name),
    "key": (ApiKey.id, ApiKey.name),
    "webhook": (Webhook.id, Webhook.url),
    "channel": (Channel.id, Channel.name),
    "feed": (Feed.id, Feed.name),
}
"""Kind of an actor or subject -> its id, and what people know it by."""

CONSENT = "consent"
"""Whoever answers by a link whether they may be shown."""


class Party(NamedTuple):
    """Who did something, or what it was done to.

    :ivar kind: ``employee``, ``key``, ``cli`` and so on.
    :ivar id: None where there is only one of the kind.
    :ivar name: what people know it by; None without one.
    """

    kind: str
    id: str | None = None
    name: str | None = None

    @classmethod
    def read(cls, text: str, name: str | None = None) -> Party:
        """Return the party that is written as ``kind`` or ``kind:id``."""
        kind, _, own = text.partition(":")
        return cls(kind, own or None, name)


def parties(session: Session, written: Collection[str]) -> dict[str, Party]:
    """Return the parties that are written as ``kind:id``, with the names that they have now."""
    found = {text: Party.read(text) for text in written}
    for kind in {party.kind for party in found.values()} & _KINDS.keys():
        own, name = _KINDS[kind]
        ids = [UUID(party.id) for party in found.values() if party.kind == kind and party.id]
        names = {str(row[0]): row[1] for row in session.execute(select(own, name).where(own.in_(ids)))}
        found |= {
            text: party._replace(name=names.get(party.id or "")) for text, party in found.items() if party.kind == kind
        }
    return found


def name_of(session: Session, kind: str, own: str | None) -> str | None:
    """Return what people know somebody or something by; None when it is of another kind, or gone."""
    text = f"{kind}:{own}"
    return parties(session, [text])[text].name if own else None
