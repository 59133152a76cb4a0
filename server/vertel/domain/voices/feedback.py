"""What employees think of a suggestion: theirs to give, change and take back; for editors without names unless signed.

Editors read unsigned feedback only when five people at least may have given it. Those who signed are not counted among
the five: everyone knows what they said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict
from uuid import UUID, uuid4

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session, joinedload

from vertel.db.models import Employee, Feedback, Suggestion
from vertel.db.pagination import Page, Position, keyset_page
from vertel.db.upsert import upsert
from vertel.domain.audience import reach
from vertel.domain.audience.reach import EVERYONE, SMALLEST_GROUP
from vertel.domain.people import organisations
from vertel.domain.suggestions import library
from vertel.domain.webhooks import events
from vertel.errors import NotFoundError, refused

NEWEST_FIRST = (Feedback.given_on.desc(), Feedback.id)
"""By day, and within a day by ids that are random."""


class FeedbackDocument(TypedDict):
    """A loaded ``FeedbackRequest``."""

    reaction: str
    reason: str | None
    comment: str | None
    signed: bool


@dataclass(frozen=True)
class ReasonCount:
    """How often a reason was given."""

    reason: str
    count: int


@dataclass(frozen=True)
class Summary:
    """The feedback on a suggestion as editors read it: a ``SuggestionFeedback``, with a page of its comments.

    :ivar like: how many; None when withheld.
    :ivar not_for_me: how many; None when withheld.
    """

    suggestion_id: UUID
    withheld: bool
    like: int | None
    not_for_me: int | None
    reasons: Sequence[ReasonCount]
    page: Page[Feedback]


def give(session: Session, employee: Employee, suggestion_id: UUID, document: FeedbackDocument) -> Feedback:
    """Store what an employee thinks of a suggestion, in place of what they said before.

    :raises RefusedError: a reason goes with ``not_for_me`` only.
    :raises NotFoundError: the employee cannot see the suggestion.
    """
    if document["reason"] is not None and document["reaction"] != "not_for_me":
        raise refused("/reason", "Expected null: a reason goes with not_for_me.")
    suggestion = library.visible(session, employee, suggestion_id)
    day = organisations.today(session)
    values = {
        **document,
        # Random, and another one each time: its place in the order does not show which of the unsigned was changed.
        "id": uuid4(),
        "few": _possible_authors(session, suggestion) < SMALLEST_GROUP,
        "given_on": day if document["signed"] else day - timedelta(days=day.weekday()),
    }
    query = (
        select(Feedback)
        .where(Feedback.employee_id == employee.id, Feedback.suggestion_id == suggestion_id)
        .options(joinedload(Feedback.suggestion))
        .execution_options(populate_existing=True)
    )
    before = session.scalars(query).one_or_none()
    is_new = before is None or any(getattr(before, name) != value for name, value in document.items())
    key = {"suggestion_id": suggestion_id, "employee_id": employee.id}
    upsert(session, Feedback, [key | values], key=[*key], replace=[*values])
    stored = session.scalars(query).one()
    if is_new:
        # What was said before is not to be sent any more. The events have the new id already: it was changed in place.
        events.take_back_feedback(session, stored.id)
        _emit(session, suggestion, stored)
    return stored


def take_back(session: Session, employee: Employee, suggestion_id: UUID) -> None:
    """Delete an employee's feedback on a suggestion, if there is any."""
    mine = (Feedback.suggestion_id == suggestion_id, Feedback.employee_id == employee.id)
    session.execute(delete(Feedback).where(*mine))


def of_employee(session: Session, employee: Employee, limit: int, after: Position | None) -> Page[Feedback]:
    """Return a page of an employee's own feedback, newest first."""
    query = select(Feedback).where(Feedback.employee_id == employee.id).options(joinedload(Feedback.suggestion))
    return keyset_page(session, query, NEWEST_FIRST, limit, after)


def summary(session: Session, suggestion_id: UUID, limit: int, after: Position | None) -> Summary:
    """Return what editors may read of the feedback on a suggestion, its comments newest first.

    :raises NotFoundError: there is no such suggestion.
    """
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None:
        raise NotFoundError("There is no suggestion with this id.")
    shown = (Feedback.suggestion_id == suggestion_id, or_(Feedback.signed, ~Feedback.few))
    withheld = _unsigned_are_few(session, suggestion)
    readable = Feedback.signed if withheld else or_(Feedback.signed, Feedback.comment.is_not(None))
    comments = select(Feedback).where(*shown, readable).options(joinedload(Feedback.employee))
    page = keyset_page(session, comments, NEWEST_FIRST, limit, after)
    if withheld:
        return Summary(suggestion_id, withheld=True, like=None, not_for_me=None, reasons=[], page=page)
    counts = select(Feedback.reaction, Feedback.reason, func.count()).where(*shown)
    reactions: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for reaction, reason, number in session.execute(counts.group_by(Feedback.reaction, Feedback.reason)):
        reactions[reaction] += number
        if reason is not None:
            reasons[reason] += number
    return Summary(
        suggestion_id,
        withheld=False,
        like=reactions["like"],
        not_for_me=reactions["not_for_me"],
        reasons=[ReasonCount(*counted) for counted in sorted(reasons.items())],
        page=page,
    )


def _emit(session: Session, suggestion: Suggestion, given: Feedback) -> None:
    """Store the event, unless it is about feedback that editors may not read."""
    if given.signed or not (given.few or _unsigned_are_few(session, suggestion)):
        events.feedback_received(
            session,
            suggestion_id=suggestion.id,
            reaction=given.reaction,
            reason=given.reason,
            comment=given.comment,
            signed_by=given.employee_id if given.signed else None,
            feedback_id=given.id,
        )


def _unsigned_are_few(session: Session, suggestion: Suggestion) -> bool:
    """Return whether fewer than five people may have given the unsigned feedback on a suggestion."""
    signed = select(func.count()).select_from(Feedback).where(Feedback.suggestion_id == suggestion.id, Feedback.signed)
    return _possible_authors(session, suggestion) - session.execute(signed).scalar_one() < SMALLEST_GROUP


def _possible_authors(session: Session, suggestion: Suggestion) -> int:
    """Return how many people may have given feedback on a suggestion: the active employees it is meant for."""
    number = reach.counter(session)(suggestion.audience).number
    if number < EVERYONE:
        return number
    # For reports everyone is many. Words can be recognised, so in a small organisation its people are counted.
    return session.execute(select(func.count()).select_from(Employee).where(Employee.active)).scalar_one()
