"""Recording what employees shared, each share once however often it is sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self, TypedDict
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Caption, Employee, Link, Part, Share, Suggestion
from vertel.db.upsert import insert_if_absent
from vertel.domain.audience.cohorts import Audience
from vertel.domain.counting import cells, parts
from vertel.domain.counting.cells import Cell
from vertel.domain.counting.parts import Target
from vertel.domain.suggestions import usage
from vertel.translations.active import gettext as _

FAST_CLOCK = timedelta(days=1)
OLDEST = timedelta(days=366)


class ShareDocument(TypedDict):
    """A loaded ``ShareRequest``."""

    id: UUID
    suggestion_id: UUID
    caption_id: UUID | None
    link_code: str | None
    method: str
    similarity: float | None
    occurred_at: datetime


class RefusedShare(TypedDict):
    """A share that was not recorded, and why."""

    id: UUID
    message: str


@dataclass
class Result:
    """What became of a batch; a ``ShareResult``."""

    accepted: int = 0
    duplicate: int = 0
    refused: list[RefusedShare] = field(default_factory=list)

    def __iadd__(self, other: Self) -> Self:
        """Add what became of another batch."""
        self.accepted += other.accepted
        self.duplicate += other.duplicate
        self.refused += other.refused
        return self


@dataclass(frozen=True)
class Stored:
    """What is stored of the things that a batch names.

    :ivar suggestions: id -> audience.
    :ivar captions: id -> suggestion.
    :ivar links: code -> link.
    """

    shares: set[UUID]
    suggestions: dict[UUID, Audience]
    captions: dict[UUID, UUID]
    links: dict[str, Link]


def record(session: Session, employee: Employee, documents: Sequence[ShareDocument]) -> Result:
    """Record an employee's shares.

    Reports have a share on the day on which it is recorded; its own date is for the sharer alone.

    An id that is stored counts as a duplicate, whatever else the document says and whoever sent it: nobody learns what
    is stored under it.
    """
    stored = _look_up(session, documents)
    result, fresh = Result(), {}
    for document in documents:
        if document["id"] in stored.shares or document["id"] in fresh:
            result.duplicate += 1
        elif fault := _fault(employee, document, stored):
            result.refused.append({"id": document["id"], "message": fault})
        else:
            fresh[document["id"]] = _row(employee, document, stored)
    targets = _targets(session, employee, fresh.values(), stored)
    for share_id, row in fresh.items():
        row["counted"] = share_id in targets
    named = {row["caption_id"] for row in fresh.values()} - {None}
    used_before = usage.captions_of(session, employee.id, named)
    # By id, so that two requests with the same shares do not wait for each other.
    inserted = insert_if_absent(session, Share, [fresh[share_id] for share_id in sorted(fresh)], returning=Share.id)
    result.accepted = len(inserted)
    result.duplicate += len(fresh) - len(inserted)
    captions = Counter(fresh[share_id]["caption_id"] for share_id in inserted)
    usage.add(
        session, {caption_id: times for caption_id, times in captions.items() if caption_id is not None}, used_before
    )
    moment = now()
    counted = Counter(Cell(moment, targets[share_id]) for share_id in inserted if share_id in targets)
    cells.add(session, "shares", counted)
    return result


def _look_up(session: Session, documents: Sequence[ShareDocument]) -> Stored:
    shares = select(Share.id).where(Share.id.in_({document["id"] for document in documents}))
    named = {document["suggestion_id"] for document in documents}
    suggestions = select(Suggestion.id, Suggestion.audience).where(Suggestion.id.in_(named))
    captions = select(Caption.id, Caption.suggestion_id).where(
        Caption.id.in_({document["caption_id"] for document in documents} - {None})
    )
    links = select(Link).where(Link.code.in_({document["link_code"] for document in documents} - {None}))
    return Stored(
        shares=set(session.scalars(shares)),
        suggestions=dict(session.execute(suggestions).all()),
        captions=dict(session.execute(captions).all()),
        links={link.code: link for link in session.scalars(links)},
    )


def _fault(employee: Employee, document: ShareDocument, stored: Stored) -> str | None:
    """Return why a share cannot be recorded; None when it can."""
    suggestion_id, caption_id, code = document["suggestion_id"], document["caption_id"], document["link_code"]
    if not employee.counting:
        return _("You paused the counting, so this was not recorded.")
    if suggestion_id not in stored.suggestions:
        return _("There is no such suggestion.")
    # A caption that was rewritten since is not stored any more; the share is recorded without it.
    if caption_id in stored.captions and stored.captions[caption_id] != suggestion_id:
        return _("This caption belongs to another suggestion.")
    link = stored.links.get(code) if code else None
    if code and (link is None or link.suggestion_id != suggestion_id):
        return _("This link does not belong to the suggestion.")
    if not now() - OLDEST < document["occurred_at"] < now() + FAST_CLOCK:
        return _("The time is more than a day ahead or a year ago. Is the device's clock right?")
    return None


def _targets(
    session: Session, employee: Employee, rows: Collection[dict[str, Any]], stored: Stored
) -> dict[UUID, Target]:
    """Return where shares are counted, by their ids, without those that are not.

    A share with a link is counted where its link is, whoever's it is; the sharer has to be in the audience in any case.
    """
    meant = _parts(session, employee, {key: stored.suggestions[key] for key in _suggestions(rows)})
    of_links = parts.targets(session, {row["link_id"] for row in rows if row["link_id"] is not None})
    targets = {}
    for row in rows:
        suggestion_id, link_id = row["suggestion_id"], row["link_id"]
        part = meant[suggestion_id]
        if part is not None and link_id is None:
            targets[row["id"]] = Target(suggestion_id, part.group)
        elif part is not None and link_id in of_links:
            targets[row["id"]] = of_links[link_id]
    return targets


def _parts(session: Session, employee: Employee, audiences: Mapping[UUID, Audience]) -> dict[UUID, Part | None]:
    """Return the employee's part of each audience, looked up once for those that are the same."""
    keys = {suggestion_id: parts.audience_key(audience) for suggestion_id, audience in audiences.items()}
    different = {keys[suggestion_id]: audience for suggestion_id, audience in audiences.items()}
    found = {key: parts.of_employee(session, employee, audience) for key, audience in sorted(different.items())}
    return {suggestion_id: found[key] for suggestion_id, key in keys.items()}


def _suggestions(rows: Collection[dict[str, Any]]) -> set[UUID]:
    return {row["suggestion_id"] for row in rows}


def _row(employee: Employee, document: ShareDocument, stored: Stored) -> dict[str, Any]:
    code, caption_id = document["link_code"], document["caption_id"]
    return {
        "id": document["id"],
        "suggestion_id": document["suggestion_id"],
        "caption_id": caption_id if caption_id in stored.captions else None,
        "link_id": stored.links[code].id if code else None,
        "employee_id": employee.id,
        "team_id": employee.team_id,
        "method": document["method"],
        "similarity": document["similarity"],
        "occurred_at": document["occurred_at"],
        "recorded_at": now(),
    }
