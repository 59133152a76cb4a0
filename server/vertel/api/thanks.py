"""Thanks of editors to those who shared a suggestion, without being told who they are."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.api.me import myself
from vertel.db.models import Thanks
from vertel.db.pagination import Page
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
def say(document: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """Thank everyone who has shared a suggestion until now; it is not told who or how many they are."""
    return _as_document(thanks.say(db(), suggestion_id, document["text"]))


@blueprint.route("/suggestions/<uuid:suggestion_id>/thanks", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ThanksPage)
def read(query: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """List the thanks for a suggestion."""
    after = cursors.decode(query.get("cursor"), 2)
    return _page(thanks.about(db(), suggestion_id, query["limit"], after))


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
    return _page(thanks.to_employee(db(), myself(), query["limit"], after))


def _page(page: Page[Thanks]) -> dict[str, Any]:
    return cursors.page(page, [_as_document(said) for said in page.items])


def _as_document(said: Thanks) -> dict[str, Any]:
    names = ("id", "suggestion_id", "text", "said_at")
    return {name: getattr(said, name) for name in names} | {"title": said.suggestion.title}
