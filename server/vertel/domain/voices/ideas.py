"""Ideas that employees send in: editors answer, and make a suggestion of what is worth telling.

Whoever reads an idea knows who sent it only when it is signed; an answer finds its way to them in any case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from vertel.db.models import Employee, Idea, IdeaPerson, IdeaPhoto, IdeaReply
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.images import employee_photos
from vertel.domain.people import organisations
from vertel.domain.voices import drafts
from vertel.domain.webhooks import events
from vertel.errors import ConflictError, NotFoundError, RefusedError, fault, refused
from vertel.ids import id_of_day

MOST_REPLIES = 200


def send(session: Session, employee: Employee, document: Mapping[str, Any]) -> Idea:
    """Store an idea.

    :param document: a loaded ``IdeaRequest``.
    """
    if document["text"] is None and not document["images"]:
        raise refused("/text", "Expected a text, a photo, or both.")
    known = employee_photos.uploaded_by(session, employee, [image["id"] for image in document["images"]])
    faults = [
        fault(f"/images/{index}/id", "Expected the id of an image that you uploaded (POST /images), once.")
        for index, image in enumerate(document["images"])
        if image["id"] not in known or image["id"] in [other["id"] for other in document["images"][:index]]
    ]
    if faults:
        raise RefusedError(*faults)
    day = organisations.today(session)
    idea = Idea(
        id=id_of_day(day),
        employee=employee,
        status="waiting",
        sent_on=day,
        photos=[
            IdeaPhoto(position=position, image_id=image["id"], alt=image["alt"])
            for position, image in enumerate(document["images"])
        ],
        people=[IdeaPerson(position=position, **person) for position, person in enumerate(document["people"])],
        replies=[],
        **{name: document[name] for name in ("text", "language", "signed")},
    )
    session.add(idea)
    session.flush()
    signed_by = employee.id if idea.signed else None
    events.idea_received(session, idea_id=idea.id, text=idea.text, signed_by=signed_by)
    return idea


def find(session: Session, idea_id: UUID, sender: Employee | None, *, to_change: bool = False) -> Idea:
    """Return an idea; ``to_change`` makes other writers wait.

    :param sender: find it only when it is theirs; None for an editor.
    """
    query = _ideas().where(Idea.id == idea_id)
    if to_change:
        query = query.with_for_update(of=Idea).execution_options(populate_existing=True)
    idea = session.scalars(query).one_or_none()
    if idea is None or (sender is not None and idea.employee_id != sender.id):
        raise NotFoundError("There is no such idea for you. It may have been withdrawn.")
    return idea


def listed(
    session: Session, sender: Employee | None, status: str | None, limit: int, after: Position | None
) -> Page[Idea]:
    """Return a page of ideas, those of the newest day first and within a day in random order.

    :param sender: only theirs; None for everybody's.
    """
    query = _ideas()
    if sender is not None:
        query = query.where(Idea.employee_id == sender.id)
    if status is not None:
        query = query.where(Idea.status == status)
    return keyset_page(session, query, [Idea.sent_on.desc(), Idea.id.desc()], limit, after)


def reply(session: Session, idea: Idea, text: str, by: str) -> Idea:
    """Add what the ``sender`` or an ``editor`` says. It is the other's turn then, unless the idea was adopted."""
    if len(idea.replies) >= MOST_REPLIES:
        raise ConflictError(f"Enough was said: an idea takes {MOST_REPLIES} replies. Send in a new one.")
    _say(session, idea, text, by)
    if idea.status != "adopted":
        idea.status = "answered" if by == "editor" else "waiting"
    session.flush()
    return idea


def decline(session: Session, idea: Idea, text: str) -> Idea:
    """Say no to an idea, with a word of why."""
    if idea.status == "adopted":
        raise ConflictError("This idea was adopted. Archive the suggestion that was made of it instead.")
    reply(session, idea, text, "editor")
    idea.status = "declined"
    session.flush()
    return idea


def adopt(session: Session, idea: Idea) -> bool:
    """Make a draft suggestion of an idea, once; return whether that was done now."""
    if idea.suggestion_id is not None:
        return False
    idea.suggestion_id = drafts.from_idea(session, idea).id
    idea.status = "adopted"
    session.flush()
    return True


def withdraw(session: Session, idea: Idea) -> None:
    """Delete an idea with all that was said, and its photos unless a suggestion has them."""
    images = [photo.image_id for photo in idea.photos]
    session.delete(idea)
    session.flush()
    employee_photos.delete_unused(session, images)


def _ideas() -> Select[Idea]:
    return select(Idea).options(joinedload(Idea.employee))


def _say(session: Session, idea: Idea, text: str, by: str) -> None:
    position = idea.replies[-1].position + 1 if idea.replies else 0
    idea.replies.append(IdeaReply(position=position, by=by, text=text, said_on=organisations.today(session)))
