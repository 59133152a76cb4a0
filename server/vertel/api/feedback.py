"""Feedback of employees on a suggestion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.api import eligible_people
from vertel.api.me import myself
from vertel.api.serializers import Extended
from vertel.db.models import Feedback
from vertel.domain.voices import feedback, unread
from vertel.domain.voices.feedback import FeedbackDocument
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import Feedback as FeedbackSchema
from vertel_schema import FeedbackPage, FeedbackReadRequest, FeedbackRequest, PageQuery, SuggestionFeedback

blueprint = Blueprint("feedback", __name__, description="What colleagues say back about a suggestion.")
blueprint.before_request(eligible_people.know)


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback", methods=["PUT"])
@blueprint.arguments(FeedbackRequest)
@blueprint.response(200, FeedbackSchema)
def give(document: FeedbackDocument, suggestion_id: UUID) -> Feedback:
    """Say what I think of a suggestion; it takes the place of what I said before."""
    return feedback.give(db(), myself(), suggestion_id, document)


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback", methods=["DELETE"])
@blueprint.response(204)
def take_back(suggestion_id: UUID) -> None:
    """Take back what I said about a suggestion."""
    feedback.take_back(db(), myself(), suggestion_id)


@blueprint.route("/me/feedback", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, FeedbackPage)
def mine(query: dict[str, Any]) -> dict[str, Any]:
    """List what I said about suggestions."""
    after = cursors.decode(query.get("cursor"), 2)
    return cursors.page(feedback.of_employee(db(), myself(), query["limit"], after))


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, SuggestionFeedback)
def read(query: dict[str, Any], suggestion_id: UUID) -> Extended:
    """Read what colleagues say about a suggestion: numbers, and words without names unless signed."""
    summary = feedback.summary(db(), suggestion_id, query["limit"], cursors.decode(query.get("cursor"), 2))
    page = cursors.page(summary.page)
    return Extended(summary, comments=page["items"], next_cursor=page["next_cursor"])


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback/read", methods=["POST"])
@blueprint.arguments(FeedbackReadRequest)
@blueprint.response(204)
def mark_read(document: dict[str, Any], suggestion_id: UUID) -> None:
    """Mark comments as read, for all editors: they do not wait any more."""
    unread.mark_read(db(), suggestion_id, document["ids"])
