"""Questions that editors put to colleagues, who answer with ideas; in the end everyone reads what came of it.

Nobody is told how many answered. Whom a question is for never changes, so that of an unsigned answer it stays known
among how many people its sender is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TypedDict
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Idea, Question
from vertel.db.pagination import Page, Position, keyset_page, page_of, read_position
from vertel.domain.audience import cohorts, eligible
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.people import organisations, settings
from vertel.domain.suggestions import texts_by_language
from vertel.domain.suggestions.suggestions import OPEN_AUDIENCE
from vertel.domain.suggestions.texts_by_language import Entry
from vertel.errors import ConflictError, NotFoundError, RefusedError, refused
from vertel.translations import N_
from vertel.translations.active import gettext as _

OUTCOME_SHOWN = timedelta(days=30)
"""For how long colleagues read what came of a question."""

MOST_OPEN = 100
"""How many questions may be open at once, so that a colleague's list stays one page."""

NEWEST_FIRST = (Question.asked_at.desc(), Question.id.desc())
NOT_TO_ANSWER = N_("Expected the id of a question that is open and for you (GET /questions?view=mine).")


class QuestionDocument(TypedDict):
    """A loaded ``QuestionRequest``."""

    texts: Sequence[Entry]
    audience: dict[str, list[str]] | None
    open_until: date


class QuestionChanges(TypedDict, total=False):
    """A loaded ``QuestionPatch``."""

    texts: Sequence[Entry]
    open_until: date
    outcome: Sequence[Entry]


def ask(session: Session, document: QuestionDocument) -> Question:
    """Store a question.

    :raises RefusedError: a language comes twice, or the last day is over.
    :raises ConflictError: the organisation takes no ideas, or too many questions are open.
    """
    settings.require_offered(
        session, "ideas", _("Answers come in as ideas, and they are switched off in the settings.")
    )
    today = organisations.today(session)
    _check_languages(texts=document["texts"])
    _check_last_day(document["open_until"], today)
    being_asked = select(func.count()).select_from(Question).where(_is_open(today))
    if session.execute(being_asked).scalar_one() >= MOST_OPEN:
        raise ConflictError(_("%(number)d questions are open already. Close one first.") % {"number": MOST_OPEN})
    question = Question(
        texts=texts_by_language.stored(document["texts"]) or {},
        audience=document["audience"] or OPEN_AUDIENCE,
        open_until=document["open_until"],
    )
    session.add(question)
    session.flush()
    return question


def find(session: Session, question_id: UUID, *, to_change: bool = False) -> Question:
    """Return a question; ``to_change`` makes other writers wait.

    :raises NotFoundError: there is none.
    """
    found = session.get(Question, question_id, with_for_update=to_change or None)
    if found is None:
        raise NotFoundError(_("There is no question with this id."))
    return found


def change(session: Session, question: Question, changes: QuestionChanges) -> None:
    """Change a question. Another last day opens one that was closed.

    :raises RefusedError: a language comes twice, the last day is over, or there is an outcome while it is open.
    :raises ConflictError: it was archived.
    """
    _require_there(question)
    _check_languages(texts=changes.get("texts", ()), outcome=changes.get("outcome", ()))
    today = organisations.today(session)
    if "texts" in changes:
        question.texts = texts_by_language.stored(changes["texts"]) or {}
    if changes.get("open_until", question.open_until) != question.open_until:
        _check_last_day(changes["open_until"], today)
        question.open_until, question.closed_at = changes["open_until"], None
    if "outcome" in changes:
        if changes["outcome"] and question.status_on(today) == "open":
            raise refused("/outcome", _("Expected a question that is closed. Close this one first (POST .../close)."))
        question.outcome = texts_by_language.stored(changes["outcome"])
        question.outcome_on = (question.outcome_on or today) if question.outcome else None
    session.flush()


def close(session: Session, question: Question) -> bool:
    """Close a question before its last day is over. Return False when it was closed already.

    :raises ConflictError: it was archived.
    """
    _require_there(question)
    today = organisations.today(session)
    if question.status_on(today) == "closed":
        return False
    question.open_until, question.closed_at = today, now()
    session.flush()
    return True


def archive(session: Session, question: Question) -> None:
    """Take a question away from colleagues, with what came of it. Ideas that answer it stay, and go on saying so."""
    question.archived_at = question.archived_at or now()
    session.flush()


def listed(session: Session, status: str | None, limit: int, after: Position | None) -> Page[Question]:
    """Return a page of all questions, the newest first; without a status all that are not archived."""
    is_open, kept = _is_open(organisations.today(session)), Question.archived_at.is_(None)
    wanted = {"open": is_open, "closed": and_(kept, ~is_open), "archived": ~kept, None: kept}[status]
    return keyset_page(session, select(Question).where(wanted), NEWEST_FIRST, limit, after)


def for_employee(
    session: Session, employee: Employee, status: str | None, limit: int, after: Position | None
) -> Page[Question]:
    """Return a page of the questions for an employee, the newest first: open ones, and closed ones with an outcome.

    Somebody who answered and is in another team since reads what came of it all the same.
    """
    today = organisations.today(session)
    told = and_(~_is_open(today), Question.outcome_on > today - OUTCOME_SHOWN)
    shown = {
        "open": _is_open(today) if settings.offers_of(organisations.get(session))["ideas"] else None,
        "closed": and_(told, Question.archived_at.is_(None)),
    }
    conditions = [is_so for name, is_so in shown.items() if is_so is not None and status in {None, name}]
    if not conditions:
        return Page([], None)
    query = select(Question).where(or_(*conditions)).order_by(*NEWEST_FIRST)
    answered = set(session.scalars(select(Idea.question_id).where(Idea.employee_id == employee.id)))
    found = [
        question
        for question in session.scalars(query)
        if cohorts.includes(question.audience, employee)
        or (question.id in answered and question.status_on(today) == "closed")
    ]
    if after is not None:
        asked_at, last = read_position(after, [datetime, UUID])
        found = [question for question in found if (question.asked_at, question.id) < (asked_at, last)]
    return page_of(found[: limit + 1], limit, lambda end: [end.asked_at, end.id])


def to_answer(session: Session, employee: Employee, question_id: UUID) -> Question:
    """Return the question that an employee answers.

    :raises RefusedError: it is closed, or there is none for them with this id.
    """
    question = session.get(Question, question_id)
    if question is None or not cohorts.includes(question.audience, employee):
        raise refused("/question_id", _(NOT_TO_ANSWER))
    if question.status_on(organisations.today(session)) != "open":
        raise refused("/question_id", _("Expected a question that is open; this one is closed. Send it in without."))
    return question


def replace_team(session: Session, slug: str, by: str) -> None:
    """Have what was asked of one team be asked of the one that it became part of."""
    for question in session.scalars(select(Question).order_by(Question.id)):
        teams = question.audience["teams"]
        if slug in teams:
            renamed = list(dict.fromkeys(by if team == slug else team for team in teams))
            question.audience = question.audience | {"teams": renamed}
    session.flush()


def asked_of_few(session: Session) -> list[UUID]:
    """Return the questions that are for fewer than five people now: their unsigned answers are not told."""
    people = eligible.current(session)
    return [
        question_id
        for question_id, audience in session.execute(select(Question.id, Question.audience))
        if people.number(audience) < SMALLEST_GROUP
    ]


def _is_open(today: date) -> ColumnElement[bool]:
    return and_(Question.archived_at.is_(None), Question.closed_at.is_(None), Question.open_until >= today)


def _require_there(question: Question) -> None:
    if question.archived_at is not None:
        raise ConflictError(_("This question was taken away. Ask it anew."))


def _check_languages(**fields: Sequence[Entry]) -> None:
    """Raise :class:`RefusedError` when a language comes twice in a field."""
    faults = [fault for name, texts in fields.items() for fault in texts_by_language.find_faults(texts, f"/{name}")]
    if faults:
        raise RefusedError(*faults)


def _check_last_day(day: date, today: date) -> None:
    if day < today:
        raise refused("/open_until", _("Expected %(day)s or a later day.") % {"day": f"{today:%Y-%m-%d}"})
