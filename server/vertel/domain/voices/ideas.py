"""Ideas that employees send in, which editors answer, decline, or make a suggestion of.

Editors know who sent an idea only when it is signed. Unsigned ones they read when five people could have sent them,
both when they were sent and now. Their answer reaches the sender in any case.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypedDict
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from vertel.db import kept_answers
from vertel.db.models import Employee, Idea, IdeaPerson, IdeaPhoto, IdeaReply, Question, Suggestion
from vertel.db.pagination import FirstFew, Page, Position, first_few, keyset_page
from vertel.domain.audience import eligible
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.images import employee_photos
from vertel.domain.people import organisations, settings
from vertel.domain.suggestions import suggestions
from vertel.domain.voices import drafts, questions
from vertel.domain.webhooks import events
from vertel.errors import ConflictError, NotFoundError, RefusedError, fault, refused
from vertel.ids import id_of_day
from vertel.translations.active import gettext as _

MOST_REPLIES = 200


class PhotoDocument(TypedDict):
    """A loaded ``ImageReference``."""

    id: UUID
    alt: str | None


class PersonDocument(TypedDict):
    """A loaded ``PersonRequest``."""

    name: str
    consent_until: date | None


class IdeaDocument(TypedDict):
    """A loaded ``IdeaRequest``."""

    text: str | None
    images: list[PhotoDocument]
    people: list[PersonDocument]
    language: str | None
    signed: bool
    question_id: UUID | None


class IdeaFilters(NamedTuple):
    """Which ideas to list.

    :ivar status: with this status only.
    :ivar question_id: answers to this question only.
    """

    status: str | None
    question_id: UUID | None


def send(session: Session, employee: Employee, document: IdeaDocument) -> Idea:
    """Store an idea.

    :raises RefusedError: it is empty, a photo is not the employee's own or comes twice, or the question that it
        answers is closed or not for them.
    :raises ConflictError: the organisation does not take ideas.
    """
    settings.require_offered(
        session, "ideas", _("Your organisation does not take ideas here. Tell an editor yourself.")
    )
    if document["text"] is None and not document["images"]:
        raise refused("/text", _("Expected a text, a photo, or both."))
    known = employee_photos.uploaded_by(session, employee, [image["id"] for image in document["images"]])
    faults = [
        fault(f"/images/{index}/id", _("Expected the id of an image that you uploaded (POST /images), once."))
        for index, image in enumerate(document["images"])
        if image["id"] not in known or image["id"] in [other["id"] for other in document["images"][:index]]
    ]
    if faults:
        raise RefusedError(*faults)
    asked = document["question_id"]
    question = questions.to_answer(session, employee, asked) if asked is not None else None
    day = organisations.today(session)
    few = not document["signed"] and not _enough(session, question)
    idea = Idea(
        id=id_of_day(day),
        employee=employee,
        text=document["text"],
        language=document["language"],
        signed=document["signed"],
        few=few,
        status="waiting",
        sent_on=day,
        question=question,
        photos=[
            IdeaPhoto(position=position, image_id=image["id"], alt=image["alt"])
            for position, image in enumerate(document["images"])
        ],
        people=[IdeaPerson(position=position, **person) for position, person in enumerate(document["people"])],
        replies=[],
    )
    session.add(idea)
    session.flush()
    if not few:
        signed_by = employee.id if idea.signed else None
        events.idea_received(
            session, idea_id=idea.id, text=idea.text, signed_by=signed_by, question_id=idea.question_id
        )
    return idea


def find(session: Session, idea_id: UUID, sender: Employee | None, *, to_change: bool = False) -> Idea:
    """Return an idea, with ``to_change`` locked against other writers.

    :param sender: who asks; None for an editor.
    :raises NotFoundError: there is none, or it is not the sender's.
    """
    query = select(Idea).options(joinedload(Idea.employee)).where(Idea.id == idea_id)
    if to_change:
        query = query.with_for_update(of=Idea).execution_options(populate_existing=True)
    idea = session.scalars(query).one_or_none()
    hidden = idea is None or (idea.employee_id != sender.id if sender else not _may_be_read(session, idea))
    if idea is None or hidden:
        raise NotFoundError(_("There is no such idea for you. It may have been taken back."))
    return idea


def listed(
    session: Session, sender: Employee | None, filters: IdeaFilters, limit: int, after: Position | None
) -> Page[Idea]:
    """Return a page of ideas, those of the newest day first and within a day in random order.

    :param sender: only theirs; None for everybody's.
    """
    query = select(Idea).options(joinedload(Idea.employee))
    query = query.where(_readable(session) if sender is None else Idea.employee_id == sender.id)
    if filters.status is not None:
        query = query.where(Idea.status == filters.status)
    if filters.question_id is not None:
        query = query.where(Idea.question_id == filters.question_id)
    return keyset_page(session, query, [Idea.sent_on.desc(), Idea.id.desc()], limit, after)


def unanswered(session: Session, most: int) -> FirstFew:
    """Return id, text and day of the ideas that no editor has answered, those of the oldest day first."""
    query = select(Idea.id, Idea.text, Idea.sent_on).where(Idea.status == "waiting", _readable(session))
    return first_few(session, query, [Idea.sent_on, Idea.id], most)


def reply(session: Session, idea: Idea, text: str, by: str) -> Idea:
    """Add a reply; the idea then waits for the other side, unless it was adopted.

    :param by: ``sender`` or ``editor``.
    :raises ConflictError: the idea has 200 replies.
    """
    if len(idea.replies) >= MOST_REPLIES:
        raise ConflictError(
            _("Enough was said: an idea takes %(most)d replies. Send in a new one.") % {"most": MOST_REPLIES}
        )
    position = idea.replies[-1].position + 1 if idea.replies else 0
    idea.replies.append(IdeaReply(position=position, by=by, text=text, said_on=organisations.today(session)))
    if idea.status != "adopted":
        idea.status = "answered" if by == "editor" else "waiting"
    session.flush()
    return idea


def decline(session: Session, idea: Idea, text: str) -> Idea:
    """Decline an idea, with the reason as a reply.

    :raises ConflictError: it was adopted.
    """
    if idea.status == "adopted":
        raise ConflictError(_("This idea was adopted. Archive the suggestion that was made of it instead."))
    reply(session, idea, text, "editor")
    idea.status = "declined"
    session.flush()
    return idea


def adopt(session: Session, idea: Idea, author: str) -> Suggestion | None:
    """Make a draft suggestion of an idea, and return it; None when the idea has one already.

    :param author: who adopts it, as the audit log has it.
    """
    if idea.suggestion_id is not None:
        return None
    draft = drafts.from_idea(session, idea, author)
    idea.suggestion_id = draft.id
    idea.status = "adopted"
    session.flush()
    return draft


def withdraw(session: Session, idea: Idea) -> None:
    """Delete an idea with its replies, its events, and those of its photos that no suggestion has."""
    kept_answers.forget(session, [idea.id])
    images = [photo.image_id for photo in idea.photos]
    session.delete(idea)
    session.flush()
    employee_photos.delete_unused(session, images)


def _readable(session: Session) -> ColumnElement[bool]:
    """Return the condition that editors may read an idea: :func:`_may_be_read` for a query."""
    return or_(Idea.signed, and_(~Idea.few, _from_enough(session)))


def _may_be_read(session: Session, idea: Idea) -> bool:
    """Return whether editors may read an idea."""
    return idea.signed or (not idea.few and _enough(session, idea.question))


def _enough(session: Session, question: Question | None) -> bool:
    """Return whether five people could send an idea, or an answer to a question."""
    audience = question.audience if question else suggestions.OPEN_AUDIENCE
    return eligible.current(session).number(audience) >= SMALLEST_GROUP


def _from_enough(session: Session) -> ColumnElement[bool]:
    """Return the condition that five people could send an idea, for all ideas at once."""
    few = questions.asked_of_few(session)
    of_a_question = and_(Idea.question_id.is_not(None), Idea.question_id.not_in(few))
    return or_(of_a_question, Idea.question_id.is_(None)) if _enough(session, None) else of_a_question
