"""Suggestions: what an employee is shown, and what editors write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, url_for

from vertel.errors import ForbiddenError
from vertel.http import cursors, etags
from vertel.http.body import Blueprint
from vertel.http.context import config, db, principal
from vertel.models import Caption, Image, Suggestion
from vertel.services import library, people, suggestions
from vertel.services.warnings import Expectations, lint
from vertel_schema import Suggestion as SuggestionSchema
from vertel_schema import SuggestionPage, SuggestionPatch, SuggestionQuery, SuggestionRequest

blueprint = Blueprint("suggestions", __name__, description="Something worth sharing.")

PLAIN = ("id", "external_id", "kind", "title", "destination_url", "publish_at", "expires_at", "status")
STORED = (*PLAIN, "created_at", "updated_at", "prompts", "audience")


@blueprint.route("/suggestions", methods=["GET"])
@blueprint.arguments(SuggestionQuery, location="query")
@blueprint.response(200, SuggestionPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List suggestions: for an employee those live now and meant for them, best first; for an editor all."""
    filters = library.Filters(**{name: query.get(name) for name in ("kind", "language", "status", "q")})
    return (_managed if query["view"] == "manage" else _mine)(filters, query)


@blueprint.route("/suggestions", methods=["POST"])
@blueprint.arguments(SuggestionRequest)
@blueprint.response(201, SuggestionSchema)
def create(document: dict[str, Any]) -> Any:
    """Write a new suggestion."""
    document = suggestions.complete(document)
    suggestions.check(db(), document, config().destination_hosts)
    suggestion = suggestions.create(db(), document)
    headers = {"Location": url_for("suggestions.read", suggestion_id=suggestion.id)}
    return for_editor(suggestion, suggestions.expectations(db())), 201, headers | _etag(suggestion)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["GET"])
@blueprint.response(200, SuggestionSchema)
def read(suggestion_id: UUID) -> Any:
    """Read one suggestion, with its ETag."""
    return _answer(suggestions.find(db(), suggestion_id))


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["PUT"])
@blueprint.arguments(SuggestionRequest)
@blueprint.response(200, SuggestionSchema)
def replace(document: dict[str, Any], suggestion_id: UUID) -> Any:
    """Replace a suggestion; fields that are missing become empty. Needs If-Match."""
    return _rewrite(_to_change(suggestion_id), document)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["PATCH"])
@blueprint.arguments(SuggestionPatch)
@blueprint.response(200, SuggestionSchema)
def patch(changes: dict[str, Any], suggestion_id: UUID) -> Any:
    """Change some fields of a suggestion. Needs If-Match."""
    suggestion = _to_change(suggestion_id)
    return _rewrite(suggestion, suggestions.as_document(suggestion) | changes)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["DELETE"])
@blueprint.response(204)
def archive(suggestion_id: UUID) -> Response:
    """Archive a suggestion: employees see it no more; its links and numbers live on. Needs If-Match."""
    suggestions.archive(db(), _to_change(suggestion_id))
    return Response(status=204)


def for_editor(suggestion: Suggestion, expected: Expectations) -> dict[str, Any]:
    """Return a suggestion as editors read it: with people and warnings."""
    whole = {"captions": suggestion.captions, "people": suggestion.people}
    return _view(suggestion) | whole | {"warnings": lint(suggestions.as_document(suggestion), expected)}


def for_employee(suggestion: Suggestion, captions: list[Caption]) -> dict[str, Any]:
    """Return a suggestion as an employee reads it."""
    return _view(suggestion) | {"captions": captions, "people": [], "warnings": []}


def image_url(image: Image) -> str:
    """Return where clients fetch an image."""
    return config().public_url + url_for("images.read", image_id=image.id)


def _view(suggestion: Suggestion) -> dict[str, Any]:
    image = suggestion.image
    shown: dict[str, Any] | None = None
    if image is not None:
        shown = {"id": image.id, "alt": suggestion.image_alt, "url": image_url(image)}
        shown |= {"width": image.width, "height": image.height}
    return {name: getattr(suggestion, name) for name in STORED} | {"image": shown}


def _mine(filters: library.Filters, query: dict[str, Any]) -> dict[str, Any]:
    employee_id = principal().employee_id
    if employee_id is None:
        raise ForbiddenError("An API key is no employee, so nothing is meant for it. Ask with view=manage.")
    me = people.employee(db(), employee_id)
    after = cursors.decode(query.get("cursor"), 3)
    page = library.for_employee(db(), me, filters, query["limit"], after)
    return _page(page, [for_employee(s, library.captions_for(s, me.languages)) for s in page.suggestions])


def _managed(filters: library.Filters, query: dict[str, Any]) -> dict[str, Any]:
    if "reader" not in principal().powers:
        raise ForbiddenError("Only editors see all suggestions. Ask without view=manage.")
    expected = suggestions.expectations(db())
    after = cursors.decode(query.get("cursor"), 2)
    page = library.managed(db(), filters, query["limit"], after)
    return _page(page, [for_editor(suggestion, expected) for suggestion in page.suggestions])


def _page(page: library.Page, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"items": items, "next_cursor": cursors.encode(page.position) if page.position else None}


def _to_change(suggestion_id: UUID) -> Suggestion:
    suggestion = suggestions.find(db(), suggestion_id, to_change=True)
    etags.require_match(suggestion.version)
    return suggestion


def _rewrite(suggestion: Suggestion, document: dict[str, Any]) -> Any:
    document = suggestions.complete(document)
    suggestions.check(db(), document, config().destination_hosts)
    suggestions.replace(db(), suggestion, document)
    return _answer(suggestion)


def _answer(suggestion: Suggestion) -> Any:
    return for_editor(suggestion, suggestions.expectations(db())), 200, _etag(suggestion)


def _etag(suggestion: Suggestion) -> dict[str, str]:
    return {"ETag": etags.version_tag(suggestion.version)}
