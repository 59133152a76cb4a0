"""Recording what employees shared, each share once however often it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Caption, Employee, Link, Share, Suggestion
from vertel.domain.suggestions import usage

FAST_CLOCK = timedelta(days=1)
OLDEST = timedelta(days=366)
Document = Mapping[str, Any]


@dataclass
class Result:
    """What became of a batch; a ``ShareResult``."""

    accepted: int = 0
    duplicate: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What is stored about the things that a batch names.

    :ivar shares: ids that were recorded before, whoever sent them.
    :ivar captions: to which suggestion each belongs.
    """

    shares: set[UUID]
    suggestions: set[UUID]
    captions: dict[UUID, UUID]
    links: dict[str, Link]


def record(session: Session, employee: Employee, documents: Sequence[Document]) -> Result:
    """Record an employee's shares.

    An id that is known counts as a duplicate, whatever else the document says: its client only wants to be rid of it,
    and is told nothing about what is stored under it.

    :param documents: loaded ``ShareRequest`` documents.
    """
    known = _look_up(session, documents)
    result, fresh = Result(), {}
    for document in documents:
        if document["id"] in known.shares or document["id"] in fresh:
            result.duplicate += 1
        elif fault := _fault(employee, document, known):
            result.refused.append({"id": document["id"], "message": fault})
        else:
            fresh[document["id"]] = _row(employee, document, known)
    stored = _insert(session, fresh)
    result.accepted = len(stored)
    result.duplicate += len(fresh) - len(stored)
    captions = Counter(fresh[share_id]["caption_id"] for share_id in stored)
    usage.add(session, {caption_id: times for caption_id, times in captions.items() if caption_id is not None})
    return result


def _look_up(session: Session, documents: Sequence[Document]) -> Known:
    def named(name: str) -> set[Any]:
        return {document[name] for document in documents} - {None}

    captions = select(Caption.id, Caption.suggestion_id).where(Caption.id.in_(named("caption_id")))
    return Known(
        shares=set(session.scalars(select(Share.id).where(Share.id.in_(named("id"))))),
        suggestions=set(session.scalars(select(Suggestion.id).where(Suggestion.id.in_(named("suggestion_id"))))),
        captions=dict(session.execute(captions).all()),
        links={link.code: link for link in session.scalars(select(Link).where(Link.code.in_(named("link_code"))))},
    )


def _fault(employee: Employee, document: Document, known: Known) -> str | None:
    """Return why a share cannot be recorded; None when it can."""
    suggestion_id, code = document["suggestion_id"], document["link_code"]
    if not employee.counting:
        return "You paused the counting, so this was not recorded."
    if suggestion_id not in known.suggestions:
        return "There is no such suggestion."
    # A caption that was rewritten in the meantime is gone, which makes the share no less true.
    if known.captions.get(document["caption_id"], suggestion_id) != suggestion_id:
        return "This caption belongs to another suggestion."
    link = known.links.get(code) if code else None
    if code and (link is None or link.suggestion_id != suggestion_id):
        return "This link does not belong to the suggestion."
    if not now() - OLDEST < document["occurred_at"] < now() + FAST_CLOCK:
        return "The time is more than a day ahead or a year ago. Is the device's clock right?"
    return None


def _row(employee: Employee, document: Document, known: Known) -> dict[str, Any]:
    code, caption_id = document["link_code"], document["caption_id"]
    return {
        "id": document["id"],
        "suggestion_id": document["suggestion_id"],
        "caption_id": caption_id if caption_id in known.captions else None,
        "link_id": known.links[code].id if code else None,
        "employee_id": employee.id,
        "team_id": employee.team_id,
        "method": document["method"],
        "similarity": document["similarity"],
        "occurred_at": document["occurred_at"],
        "recorded_at": now(),
    }


def _insert(session: Session, rows: Mapping[UUID, Mapping[str, Any]]) -> set[UUID]:
    """Store the rows whose id is still free; return those ids.

    Another request may be sending the same shares at this moment, so the database decides who is first. Both go through
    them in the same order, so that neither waits for the other for ever.
    """
    if not rows:
        return set()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = [rows[share_id] for share_id in sorted(rows)]
    return set(session.scalars(insert(Share).values(values).on_conflict_do_nothing().returning(Share.id)))
