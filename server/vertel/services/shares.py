"""Recording what employees shared, each share once however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.models import Caption, Employee, Link, Share, Suggestion

FAST_CLOCK = timedelta(days=1)
OLDEST = timedelta(days=366)


@dataclass
class Result:
    """What became of a batch; a ``ShareResult``."""

    accepted: int = 0
    duplicate: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)


def record(session: Session, employee: Employee, documents: Sequence[Mapping[str, Any]]) -> Result:
    """Record an employee's shares.

    :param documents: loaded ``ShareRequest`` documents.
    """
    result = Result()
    for document in documents:
        link = _link(session, document["link_code"])
        fault = _fault(session, document, link)
        if fault is not None:
            result.refused.append({"id": document["id"], "message": fault})
        elif _insert(session, employee, document, link):
            result.accepted += 1
            _count(session, document["caption_id"])
        else:
            result.duplicate += 1
    return result


def _fault(session: Session, document: Mapping[str, Any], link: Link | None) -> str | None:
    """Return why a share cannot be recorded; None when it can."""
    suggestion_id = document["suggestion_id"]
    if session.scalar(select(Suggestion.id).where(Suggestion.id == suggestion_id)) is None:
        return "There is no such suggestion."
    if document["link_code"] is not None and (link is None or link.suggestion_id != suggestion_id):
        return "This link does not belong to the suggestion."
    if not now() - OLDEST < document["occurred_at"] < now() + FAST_CLOCK:
        return "The time is more than a day ahead or a year ago. Is the device's clock right?"
    return None


def _link(session: Session, code: str | None) -> Link | None:
    return session.scalars(select(Link).where(Link.code == code)).one_or_none() if code else None


def _insert(session: Session, employee: Employee, document: Mapping[str, Any], link: Link | None) -> bool:
    values = {name: document[name] for name in ("id", "suggestion_id", "caption_id", "method", "similarity")}
    values |= {
        "occurred_at": document["occurred_at"],
        "link_id": link.id if link else None,
        "employee_id": employee.id,
        "team_id": employee.team_id,
        "recorded_at": now(),
    }
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    done = session.execute(insert(Share).values(values).on_conflict_do_nothing().returning(Share.id))
    return done.scalar_one_or_none() is not None


def _count(session: Session, caption_id: UUID | None) -> None:
    # A caption that was rewritten in the meantime is gone, which makes the share no less true.
    if caption_id is not None:
        used = func.coalesce(Caption.share_count, 0) + 1
        session.execute(update(Caption).where(Caption.id == caption_id).values(share_count=used))
