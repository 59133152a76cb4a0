"""What employees think of a suggestion: theirs to give, change and take back; for editors without names unless signed.

Unsigned feedback is told when five people who did not sign could have given it. What is told stands in rows of its own
without its author, who holds a token with which they change it or take it back. Nothing else ever takes it away: when
it went together with somebody, it would name them.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple, TypedDict
from uuid import UUID, uuid4

from sqlalchemy import and_, delete, func, null, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from vertel.db.models import Employee, Feedback, Suggestion, ToldFeedback
from vertel.db.models.voices import Colleague
from vertel.db.pagination import Page, Position, keyset_page, page_of, read_position
from vertel.db.upsert import upsert
from vertel.domain.audience import eligible
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people import organisations
from vertel.domain.suggestions import library
from vertel.domain.voices import unsigned
from vertel.domain.webhooks import events
from vertel.errors import NotFoundError, refused
from vertel.translations.active import gettext as _

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

    :ivar withheld: False; clients of the version before expect it.
    """

    suggestion_id: UUID
    withheld: bool
    like: int
    not_for_me: int
    reasons: Sequence[ReasonCount]
    page: Page[Comment]


class Comment(NamedTuple):
    """What one colleague said, with their name if they signed."""

    id: UUID
    given_on: date
    reaction: str
    reason: str | None
    comment: str | None
    colleague: Colleague | None
    read: bool


def give(session: Session, employee: Employee, suggestion_id: UUID, document: FeedbackDocument) -> Feedback:
    """Store what an employee thinks of a suggestion, in place of what they said before.

    :raises RefusedError: a reason goes with ``not_for_me`` only.
    :raises NotFoundError: the employee cannot see the suggestion.
    """
    if document["reason"] is not None and document["reaction"] != "not_for_me":
        raise refused("/reason", _("Expected null: a reason goes with not_for_me."))
    suggestion = library.visible(session, employee, suggestion_id)
    query = (
        select(Feedback)
        .where(Feedback.employee_id == employee.id, Feedback.suggestion_id == suggestion_id)
        .options(joinedload(Feedback.suggestion))
        .execution_options(populate_existing=True)
    )
    before = session.scalars(query).one_or_none()
    was_signed = before is not None and before.signed
    day = organisations.today(session)
    values = {
        **document,
        "id": uuid4(),
        "few": not _may_be_told(session, suggestion, document, before),
        "given_on": day if document["signed"] else _week_of(day),
        "token": before.token if before and before.token else uuid4(),
        "read": False,
    }
    is_new = before is None or any(getattr(before, name) != value for name, value in document.items())
    key = {"suggestion_id": suggestion_id, "employee_id": employee.id}
    upsert(session, Feedback, [key | values], key=[*key], replace=[*values])
    stored = session.scalars(query).one()
    if not stored.signed and not was_signed:
        _tell(session, stored)
    if is_new:
        # What was said before is not to be sent any more. The events have the new id already: it was changed in place.
        events.take_back_feedback(session, stored.id)
        if stored.shown:
            _emit(session, stored)
    return stored


def take_back(session: Session, employee: Employee, suggestion_id: UUID) -> None:
    """Delete an employee's feedback on a suggestion, and what was told of it, if there is any."""
    mine = (Feedback.suggestion_id == suggestion_id, Feedback.employee_id == employee.id)
    token = session.scalars(select(Feedback.token).where(*mine)).one_or_none()
    if token is not None:
        session.execute(delete(ToldFeedback).where(ToldFeedback.token_hash == _hash(token)))
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
        raise NotFoundError(_("There is no suggestion with this id."))
    reactions: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for reaction, reason, number in _numbers(session, suggestion_id):
        reactions[reaction] += number
        if reason is not None:
            reasons[reason] += number
    return Summary(
        suggestion_id,
        withheld=False,
        like=reactions["like"],
        not_for_me=reactions["not_for_me"],
        reasons=[ReasonCount(*counted) for counted in sorted(reasons.items())],
        page=_comments(session, suggestion, limit, after),
    )


def _numbers(session: Session, suggestion_id: UUID) -> Iterator[tuple[str, str | None, int]]:
    """Yield how often each reaction was given for each reason, as far as it was counted."""
    kept = (
        Feedback.suggestion_id == suggestion_id,
        ~Feedback.few,
        or_(Feedback.signed, Feedback.employee_id.is_(None)),
    )
    signed = select(Feedback.reaction, Feedback.reason, func.count()).where(*kept)
    yield from session.execute(signed.group_by(Feedback.reaction, Feedback.reason)).all()
    told = select(ToldFeedback.reaction, ToldFeedback.reason, func.count())
    told = told.where(ToldFeedback.suggestion_id == suggestion_id)
    yield from session.execute(told.group_by(ToldFeedback.reaction, ToldFeedback.reason)).all()


def _comments(session: Session, suggestion: Suggestion, limit: int, after: Position | None) -> Page[Comment]:
    """Return a page of what was signed, and of unsigned words if five people who did not sign could have said them."""
    columns = (Feedback.id, Feedback.given_on, Feedback.reaction, Feedback.reason, Feedback.comment, Feedback.read)
    signed = select(*columns, Feedback.employee_id).where(Feedback.suggestion_id == suggestion.id, Feedback.signed)
    words = select(*(getattr(ToldFeedback, column.key) for column in columns), null())
    words = words.where(ToldFeedback.suggestion_id == suggestion.id, ToldFeedback.comment.is_not(None))
    enough = _authors(session, suggestion) >= SMALLEST_GROUP
    found = (union_all(signed, words) if enough else signed).subquery()
    query = select(found).order_by(found.c.given_on.desc(), found.c.id).limit(limit + 1)
    if after is not None:
        day, last = read_position(after, [date, UUID])
        same_day = and_(found.c.given_on == day, found.c.id > last)
        query = query.where(or_(found.c.given_on < day, same_day))
    rows = session.execute(query).all()
    authors = session.scalars(select(Employee).where(Employee.id.in_([row.employee_id for row in rows])))
    people = {author.id: author for author in authors}
    comments = [
        Comment(
            row.id, row.given_on, row.reaction, row.reason, row.comment,
            Colleague.who_signed(people.get(row.employee_id), signed=row.employee_id is not None), row.read,
        )
        for row in rows
    ]  # fmt: skip
    return page_of(comments, limit, lambda comment: [comment.given_on, comment.id])


def _tell(session: Session, given: Feedback) -> None:
    """Have what editors are told follow what an employee says; under another id, whose place tells nothing."""
    session.execute(delete(ToldFeedback).where(ToldFeedback.token_hash == _hash(given.token)))
    if not given.few:
        names = ("suggestion_id", "reaction", "reason", "comment", "given_on")
        values = {name: getattr(given, name) for name in names}
        session.add(ToldFeedback(id=uuid4(), token_hash=_hash(given.token), **values))
    session.flush()


def _emit(session: Session, given: Feedback) -> None:
    events.feedback_received(
        session,
        suggestion_id=given.suggestion_id,
        reaction=given.reaction,
        reason=given.reason,
        comment=given.comment,
        signed_by=given.employee_id if given.signed else None,
        feedback_id=given.id,
    )


def _may_be_told(session: Session, suggestion: Suggestion, document: FeedbackDocument, before: Feedback | None) -> bool:
    """Return whether five people could have given this feedback; unsigned, five who have not signed."""
    if document["signed"]:
        return eligible.current(session).number(suggestion.audience) >= SMALLEST_GROUP
    if before is not None and before.signed:
        return False  # what comes when a name goes would have that name
    return _authors(session, suggestion) >= SMALLEST_GROUP


def _authors(session: Session, suggestion: Suggestion) -> int:
    return unsigned.possible_authors(session, {suggestion.id: suggestion.audience})[suggestion.id]


def _week_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _hash(token: UUID | None) -> bytes:
    return hashlib.sha256(token.bytes if token else b"").digest()
