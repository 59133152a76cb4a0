"""Questions that editors put to colleagues."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Response, url_for

from vertel.api.me import myself
from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.db.models import Question
from vertel.db.models.suggestions import listed_texts
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.people import organisations
from vertel.domain.suggestions import suggestions
from vertel.domain.suggestions.warnings import MOST, Expectations, about_audience
from vertel.domain.voices import questions
from vertel.domain.voices.questions import QuestionChanges, QuestionDocument
from vertel.errors import ForbiddenError
from vertel.http import cursors, etags
from vertel.http.context import db
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import Question as QuestionSchema
from vertel_schema import QuestionPage, QuestionPatch, QuestionQuery, QuestionRequest

blueprint = Blueprint("questions", __name__, description="Questions to colleagues, who answer with ideas.")


@blueprint.route("/questions", methods=["GET"])
@blueprint.arguments(QuestionQuery, location="query")
@blueprint.response(200, QuestionPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List questions, newest first: an employee's own to answer, and what came of others; for editors all."""
    is_editor = "editor" in principal().permissions
    view = query.get("view", "all" if is_editor else "mine")
    if view == "all" and not is_editor:
        raise ForbiddenError(_("Only editors see all questions. Ask with view=mine."))
    if view == "mine" and principal().employee_id is None:
        raise ForbiddenError(_("An API key is no employee, so nothing is asked of it. Ask with view=all."))
    status, limit, after = query.get("status"), query["limit"], cursors.decode(query.get("cursor"), 2)
    today = organisations.today(db())
    if view == "mine":
        page = questions.for_employee(db(), myself(), status, limit, after)
        return cursors.page(page, [_document(question, today) for question in page.items])
    page, expected = questions.listed(db(), status, limit, after), suggestions.expectations(db(), texts_language())
    return cursors.page(page, [_for_editor(question, today, expected) for question in page.items])


@blueprint.route("/questions", methods=["POST"])
@blueprint.arguments(QuestionRequest)
@blueprint.response(201, QuestionSchema)
def ask(document: QuestionDocument) -> Any:
    """Ask colleagues a question. They answer with ideas (POST /ideas with its id), signed or not."""
    question = questions.ask(db(), document)
    auditing.record(AuditAction.QUESTION_ASKED, _subject(question), **_values(question))
    return _answer(question, 201, {"Location": url_for("questions.read", question_id=question.id)})


@blueprint.route("/questions/<uuid:question_id>", methods=["GET"])
@blueprint.response(200, QuestionSchema)
def read(question_id: UUID) -> Any:
    """Read one question, with its ETag."""
    return _answer(questions.find(db(), question_id))


@blueprint.route("/questions/<uuid:question_id>", methods=["PATCH"])
@blueprint.arguments(QuestionPatch)
@blueprint.response(200, QuestionSchema)
def change(changes: QuestionChanges, question_id: UUID) -> Any:
    """Change a question, or say what came of it once it is closed. Needs If-Match."""
    question = _to_change(question_id)
    before = _values(question)
    questions.change(db(), question, changes)
    changed = audit.changes(before, _values(question))
    auditing.record(AuditAction.QUESTION_CHANGED, _subject(question), changes=changed)
    return _answer(question)


@blueprint.route("/questions/<uuid:question_id>/close", methods=["POST"])
@blueprint.response(200, QuestionSchema)
def close(question_id: UUID) -> Any:
    """Close a question before its last day is over. One that is closed already stays as it is."""
    question = questions.find(db(), question_id, to_change=True)
    if questions.close(db(), question):
        auditing.record(AuditAction.QUESTION_CLOSED, _subject(question))
    return _answer(question)


@blueprint.route("/questions/<uuid:question_id>", methods=["DELETE"])
@blueprint.response(204)
def archive(question_id: UUID) -> Response:
    """Take a question away from colleagues. Ideas that answer it stay, and go on saying so. Needs If-Match."""
    question = _to_change(question_id)
    questions.archive(db(), question)
    auditing.record(AuditAction.QUESTION_ARCHIVED, _subject(question))
    return Response(status=204)


def _to_change(question_id: UUID) -> Question:
    question = questions.find(db(), question_id, to_change=True)
    etags.require_match(question.version)
    return question


def _subject(question: Question) -> Subject:
    return Subject("question", question.id, next(iter(question.texts.values())))


def _values(question: Question) -> dict[str, Any]:
    """Return what an editor sets of a question, for the audit log."""
    sides = {name: words for name, words in question.audience.items() if words}
    return {"open_until": question.open_until, "texts": question.texts, "outcome": question.outcome, **sides}


def _answer(question: Question, status: int = 200, headers: dict[str, str] | None = None) -> Any:
    document = _for_editor(question, organisations.today(db()), suggestions.expectations(db(), texts_language()))
    return document, status, {"ETag": etags.version_tag(question.version), **(headers or {})}


def _for_editor(question: Question, today: date, expected: Expectations) -> Extended:
    """Return a question for ``Question`` to write, with for how many colleagues it is, and warnings about that."""
    audience = suggestions.OPEN_AUDIENCE | question.audience
    warnings = about_audience(audience, expected)
    return Extended(_document(question, today), reach=expected.shown_reach(audience), warnings=warnings[:MOST])


def _document(question: Question, today: date) -> Extended:
    """Return a question for ``Question`` to write. One that was opened again has no outcome until it closes."""
    status = question.status_on(today)
    outcome = {} if status == "open" else question.outcome or {}
    return Extended(
        question,
        texts=listed_texts(question.texts),
        status=status,
        outcome=listed_texts(outcome),
        outcome_on=question.outcome_on if outcome else None,
    )
