"""What colleagues say back about a suggestion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.api import serializers
from vertel.api.me import myself
from vertel.db.models import Feedback
from vertel.domain.voices import feedback
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import Feedback as FeedbackSchema
from vertel_schema import FeedbackPage, FeedbackRequest, PageQuery, SuggestionFeedback

blueprint = Blueprint("feedback", __name__, description="What colleagues say back about a suggestion.")


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback", methods=["PUT"])
@blueprint.arguments(FeedbackRequest)
@blueprint.response(200, FeedbackSchema)
def give(document: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """Say what I think of a suggestion; it takes the place of what I said before."""
    return _mine(feedback.give(db(), myself(), suggestion_id, document))


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
    page = feedback.of_employee(db(), myself(), query["limit"], cursors.decode(query.get("cursor"), 2))
    return cursors.page(page, [_mine(given) for given in page.items])


@blueprint.route("/suggestions/<uuid:suggestion_id>/feedback", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, SuggestionFeedback)
def read(query: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """Read what colleagues say about a suggestion: numbers, and words without names unless signed."""
    told = feedback.summary(db(), suggestion_id, query["limit"], cursors.decode(query.get("cursor"), 2))
    page = cursors.page(told.comments, [_comment(given) for given in told.comments.items])
    return {
        "suggestion_id": suggestion_id,
        "withheld": told.reactions is None,
        "like": None if told.reactions is None else told.reactions.get("like", 0),
        "not_for_me": None if told.reactions is None else told.reactions.get("not_for_me", 0),
        "reasons": [{"reason": reason, "count": told.reasons[reason]} for reason in sorted(told.reasons)],
        "comments": page["items"],
        "next_cursor": page["next_cursor"],
    }


def _mine(given: Feedback) -> dict[str, Any]:
    names = ("suggestion_id", "reaction", "reason", "comment", "signed", "given_on")
    return {name: getattr(given, name) for name in names} | {
        "title": given.suggestion.title,
        "shown": given.signed or not given.few,
    }


def _comment(given: Feedback) -> dict[str, Any]:
    names = ("reaction", "reason", "comment", "given_on")
    return {name: getattr(given, name) for name in names} | {
        "colleague": serializers.colleague(given.employee, signed=given.signed)
    }
