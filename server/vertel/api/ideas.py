"""Ideas that employees send in, and what becomes of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from vertel.api import eligible_people, serializers
from vertel.api.me import myself
from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.db.models import Idea
from vertel.db.models.suggestions import listed_texts
from vertel.domain.suggestions import noted_consent, suggestions
from vertel.domain.voices import ideas
from vertel.domain.voices.ideas import IdeaDocument, IdeaFilters
from vertel.errors import ForbiddenError
from vertel.http import cursors, idempotency
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import Idea as IdeaSchema
from vertel_schema import IdeaPage, IdeaQuery, IdeaReplyRequest, IdeaRequest

blueprint = Blueprint("ideas", __name__, description="Ideas that employees send in.")
blueprint.before_request(eligible_people.know)


@blueprint.route("/ideas", methods=["POST"])
@blueprint.arguments(IdeaRequest)
@blueprint.response(201, IdeaSchema)
def send(document: IdeaDocument) -> Any:
    """Send in an idea. Editors see who it is from only when it is signed; their answer reaches me either way."""
    idea = ideas.send(db(), myself(), document)
    return _answer(idea), 201, {"Location": url_for("ideas.read", idea_id=idea.id)}


@blueprint.route("/ideas", methods=["GET"])
@blueprint.arguments(IdeaQuery, location="query")
@blueprint.response(200, IdeaPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List ideas, newest first: an employee's own, for editors everybody's."""
    view = query.get("view", "all" if _is_editor() else "mine")
    if view == "all" and not _is_editor():
        raise ForbiddenError(_("Only editors see everybody's ideas. Ask with view=mine."))
    if view == "mine" and principal().employee_id is None:
        raise ForbiddenError(_("An API key is no employee, so no ideas are its own. Ask with view=all."))
    sender = myself() if view == "mine" else None
    after = cursors.decode(query.get("cursor"), 2)
    filters = IdeaFilters(query.get("status"), query.get("question_id"))
    page = ideas.listed(db(), sender, filters, query["limit"], after)
    return cursors.page(page, [_answer(idea) for idea in page.items])


@blueprint.route("/ideas/<uuid:idea_id>", methods=["GET"])
@blueprint.response(200, IdeaSchema)
def read(idea_id: UUID) -> Extended:
    """Read an idea and what was said about it, as its sender or as an editor."""
    return _answer(ideas.find(db(), idea_id, None if _is_editor() else myself()))


@blueprint.route("/ideas/<uuid:idea_id>", methods=["DELETE"])
@blueprint.response(204)
def withdraw(idea_id: UUID) -> None:
    """Take my idea back: it is deleted. A suggestion that was made of it stays."""
    ideas.withdraw(db(), ideas.find(db(), idea_id, myself(), to_change=True))


@blueprint.route("/ideas/<uuid:idea_id>/reply", methods=["POST"])
@blueprint.arguments(IdeaReplyRequest)
@blueprint.response(201, IdeaSchema)
def reply(document: dict[str, Any], idea_id: UUID) -> Extended:
    """Say something about an idea, as its sender or as an editor; the other reads it."""
    idea = ideas.find(db(), idea_id, None if _is_editor() else myself(), to_change=True)
    sent_by, me = idea.employee_id, principal().employee_id
    by = "sender" if me is not None and sent_by == me else "editor"  # neither a key nor whoever was erased has an id
    return _answer(ideas.reply(db(), idea, document["text"], by))


@blueprint.route("/ideas/<uuid:idea_id>/decline", methods=["POST"])
@blueprint.arguments(IdeaReplyRequest)
@blueprint.response(201, IdeaSchema)
def decline(document: dict[str, Any], idea_id: UUID) -> Extended:
    """Say no to an idea, with a word of why for its sender."""
    return _answer(ideas.decline(db(), ideas.find(db(), idea_id, None, to_change=True), document["text"]))


@blueprint.route("/ideas/<uuid:idea_id>/adopt", methods=["POST"])
@blueprint.response(201, IdeaSchema)
@blueprint.alt_response(200, schema=IdeaSchema, description="It was adopted already.")
def adopt(idea_id: UUID) -> Any:
    """Make a draft suggestion of an idea, once; `suggestion_id` says which. Nothing in it says who sent it in."""
    idea = ideas.find(db(), idea_id, None, to_change=True)
    draft = ideas.adopt(db(), idea, principal().name)
    if draft is not None:  # what the sender noted of people's consent is the word of who adopts it from now on
        auditing.record_act(noted_consent.act(draft.id, suggestions.as_document(draft), {}))
    status = 200 if draft is None else 201
    return _answer(idea), status, {"Location": url_for("suggestions.read", suggestion_id=idea.suggestion_id)}


def _is_editor() -> bool:
    return "editor" in principal().permissions


def _answer(idea: Idea) -> Extended:
    idempotency.keep_only_with(idea.id)
    images = [serializers.image(photo.image, photo.alt, config().public_url) for photo in idea.photos]
    question = idea.question
    asked = {"id": question.id, "texts": listed_texts(question.texts)} if question else None
    return Extended(idea, images=images, question=asked)
