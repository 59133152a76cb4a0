"""What colleagues think of a suggestion: theirs to give, change and take back; told to editors without names.

What is unsigned is told only when five people at least may have said it, which is counted without those who signed: of
what they said everyone knows that it was them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, func, or_, select
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

SAID = ("reaction", "reason", "comment", "signed")


@dataclass(frozen=True)
class Summary:
    """What is told of a suggestion's feedback; a ``SuggestionFeedback`` without its page.

    :ivar reactions: how often each was given; None when that is withheld.
    """

    suggestion_id: UUID
    withheld: bool
    reactions: Mapping[str, int] | None
    reasons: Mapping[str, int]
    comments: Page[Feedback]


def give(session: Session, employee: Employee, suggestion_id: UUID, document: Mapping[str, Any]) -> Feedback:
    """Store what an employee thinks of a suggestion that they can see; it replaces what they said before.

    :param document: a loaded ``FeedbackRequest``.
    """
    if document["reason"] is not None and document["reaction"] != "not_for_me":
        raise refused("/reason", "Expected null: a reason goes with not_for_me.")
    suggestion = library.visible(session, employee, suggestion_id)
    day = organisations.today(session)
    values = {name: document[name] for name in SAID} | {
        # Another place in the order each time, so that nobody sees which of the unsigned ones was changed.
        "id": uuid4(),
        "few": _crowd(session, suggestion) < SMALLEST_GROUP,
        "given_on": day if document["signed"] else day - timedelta(days=day.weekday()),
    }
    mine = _of(employee).where(Feedback.suggestion_id == suggestion_id)
    before = session.scalars(mine).one_or_none()
    news = before is None or any(getattr(before, name) != document[name] for name in SAID)
    key = {"suggestion_id": suggestion_id, "employee_id": employee.id}
    upsert(session, Feedback, [key | values], key=[*key], replace=[*values])
    stored = session.scalars(mine).one()
    if news:
        _tell(session, suggestion, stored)
    return stored


def take_back(session: Session, employee: Employee, suggestion_id: UUID) -> None:
    """Forget what an employee said about a suggestion; nothing happens when they said nothing."""
    mine = (Feedback.suggestion_id == suggestion_id, Feedback.employee_id == employee.id)
    session.execute(delete(Feedback).where(*mine))


def of_employee(session: Session, employee: Employee, limit: int, after: Position | None) -> Page[Feedback]:
    """Return a page of what an employee said about suggestions, newest first."""
    return _page(session, _of(employee), limit, after)


def summary(session: Session, suggestion_id: UUID, limit: int, after: Position | None) -> Summary:
    """Return what editors are told about a suggestion."""
    suggestion = session.get(Suggestion, suggestion_id)
    if suggestion is None:
        raise NotFoundError("There is no suggestion with this id.")
    told = (Feedback.suggestion_id == suggestion_id, or_(Feedback.signed, ~Feedback.few))
    withheld = _unsigned_are_few(session, suggestion)
    page = _page(session, _comments().where(*told, Feedback.signed if withheld else _says_something()), limit, after)
    counts = select(Feedback.reaction, Feedback.reason, func.count()).where(*told)
    reactions: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    if not withheld:
        for reaction, reason, number in session.execute(counts.group_by(Feedback.reaction, Feedback.reason)):
            reactions[reaction] += number
            if reason is not None:
                reasons[reason] += number
    return Summary(suggestion_id, withheld, None if withheld else reactions, reasons, page)


def _tell(session: Session, suggestion: Suggestion, given: Feedback) -> None:
    """Tell programs that listen; what editors may not read is told to none of them either."""
    if given.signed or not (given.few or _unsigned_are_few(session, suggestion)):
        events.feedback_received(
            session,
            suggestion_id=suggestion.id,
            reaction=given.reaction,
            reason=given.reason,
            comment=given.comment,
            signed_by=given.employee_id if given.signed else None,
        )


def _unsigned_are_few(session: Session, suggestion: Suggestion) -> bool:
    """Return whether fewer than five people may have said what is unsigned."""
    signed = select(func.count()).select_from(Feedback).where(Feedback.suggestion_id == suggestion.id, Feedback.signed)
    return _crowd(session, suggestion) - session.execute(signed).scalar_one() < SMALLEST_GROUP


def _crowd(session: Session, suggestion: Suggestion) -> int:
    """Return how many people may have said something about a suggestion: the active employees it is meant for."""
    number = reach.counter(session)(suggestion.audience).number
    if number < EVERYONE:
        return number
    # Reports take everyone for many. Words are another matter: in a small organisation they tell whose they are.
    return session.execute(select(func.count()).select_from(Employee).where(Employee.active)).scalar_one()


def _of(employee: Employee) -> Select[Feedback]:
    query = select(Feedback).where(Feedback.employee_id == employee.id).options(joinedload(Feedback.suggestion))
    return query.execution_options(populate_existing=True)


def _comments() -> Select[Feedback]:
    return select(Feedback).options(joinedload(Feedback.employee))


def _says_something() -> Any:
    return or_(Feedback.signed, Feedback.comment.is_not(None))


def _page(session: Session, query: Select[Feedback], limit: int, after: Position | None) -> Page[Feedback]:
    return keyset_page(session, query, [Feedback.given_on.desc(), Feedback.id], limit, after)
