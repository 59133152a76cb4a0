"""Thanks of editors to those who shared a suggestion."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.api.me import myself
from vertel.db.models import Thanks
from vertel.domain.voices import thanks
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import PageQuery, ThanksPage, ThanksRequest
from vertel_schema import Thanks as ThanksSchema

blueprint = Blueprint("thanks", __name__, description="Thanks of editors to those who shared a suggestion.")


@blueprint.route("/suggestions/<uuid:suggestion_id>/thanks", methods=["POST"])
@blueprint.arguments(ThanksRequest)
@blueprint.response(201, ThanksSchema)
def say(document: dict[str, Any], suggestion_id: UUID) -> Thanks:
    """Thank everyone who has shared a suggestion until now; it is not told who or how many they are."""
    return thanks.say(db(), suggestion_id, document["text"])


@blueprint.route("/suggestions/<uuid:suggestion_id>/thanks", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ThanksPage)
def read(query: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """List the thanks for a suggestion."""
    after = cursors.decode(query.get("cursor"), 2)
    return cursors.page(thanks.about(db(), suggestion_id, query["limit"], after))


@blueprint.route("/suggestions/<uuid:suggestion_id>/thanks/<uuid:thanks_id>", methods=["DELETE"])
@blueprint.response(204)
def take_back(suggestion_id: UUID, thanks_id: UUID) -> None:
    """Take thanks back."""
    thanks.take_back(db(), suggestion_id, thanks_id)


@blueprint.route("/me/thanks", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ThanksPage)
def mine(query: dict[str, Any]) -> dict[str, Any]:
    """List the thanks for what I shared."""
    after = cursors.decode(query.get("cursor"), 2)
    return cursors.page(thanks.to_employee(db(), myself(), query["limit"], after))
