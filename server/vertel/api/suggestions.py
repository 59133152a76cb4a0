"""Suggestions: what an employee is shown, and what editors write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

import orjson
from flask import Response, request, url_for

from vertel.api import serializers
from vertel.api.employee_list import employee_list
from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Suggestion
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.feeds import feeds
from vertel.domain.suggestions import (
    library,
    list_state,
    managing,
    noted_consent,
    standing,
    states,
    suggestions,
    unfinished,
)
from vertel.domain.suggestions import usage as caption_usage
from vertel.domain.suggestions.library import Viewer
from vertel.domain.suggestions.managing import ManageFilters
from vertel.domain.suggestions.search import Filters
from vertel.domain.suggestions.unfinished import Checked
from vertel.domain.suggestions.warnings import (
    MOST,
    Expectations,
    Warning,  # noqa: A004  the field's own word
    lint,
    near_audience,
)
from vertel.errors import ForbiddenError
from vertel.http import cursors, etags
from vertel.http.context import config, db, lookup_connection, reads_first, resources
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import Suggestion as SuggestionSchema
from vertel_schema import (
    SuggestionCheck,
    SuggestionCheckQuery,
    SuggestionPage,
    SuggestionPatch,
    SuggestionQuery,
    SuggestionRequest,
    SuggestionUsage,
)

blueprint = Blueprint("suggestions", __name__, description="Something worth sharing.")


@blueprint.route("/suggestions", methods=["GET"])
@blueprint.arguments(SuggestionQuery, location="query")
@blueprint.response(200, SuggestionPage)
def browse(query: dict[str, Any]) -> Any:
    """List suggestions: for an employee those live now and meant for them, best first; for an editor all."""
    filters = Filters(**{name: query.get(name) for name in ("kind", "language", "status", "marked", "q")})
    if query["view"] == "manage":
        return _managed(filters, query)
    return _mine(filters, query)


@blueprint.route("/suggestions", methods=["POST"])
@blueprint.arguments(SuggestionRequest)
@blueprint.response(201, SuggestionSchema)
def create(document: dict[str, Any]) -> Any:
    """Write a new suggestion."""
    expected, document = _expectations(), suggestions.complete(document)
    suggestions.check(db(), document, config().destination_hosts, None, standing.rules(db()))
    near = near_audience(document, expected, None)
    suggestion = suggestions.create(db(), document, principal().name)
    auditing.record_act(noted_consent.act(suggestion.id, document, {}))
    _record_audience(suggestion, near)
    headers = {"Location": url_for("suggestions.read", suggestion_id=suggestion.id)}
    return for_editor(suggestion, expected, near), 201, headers | _etag(suggestion)


@blueprint.route("/suggestions/check", methods=["POST"])
@blueprint.arguments(SuggestionPatch)
@blueprint.arguments(SuggestionCheckQuery, location="query")
@blueprint.response(200, SuggestionCheck)
@reads_first
def check(written: dict[str, Any], query: dict[str, Any]) -> Checked:
    """Say what would be said of a suggestion that is still being written. Nothing is stored."""
    expected = suggestions.expectations(db(), texts_language())
    stored = suggestions.find(db(), query["suggestion_id"]) if "suggestion_id" in query else None
    return unfinished.check(db(), written, stored, config().destination_hosts, expected)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["GET"])
@blueprint.response(200, SuggestionSchema)
def read(suggestion_id: UUID) -> Any:
    """Read one suggestion, with its ETag."""
    return _answer(suggestions.find(db(), suggestion_id), suggestions.expectations(db(), texts_language()))


@blueprint.route("/suggestions/<uuid:suggestion_id>/usage", methods=["GET"])
@blueprint.response(200, SuggestionUsage)
def usage(suggestion_id: UUID) -> dict[str, Any]:
    """Read which captions of a suggestion are used and which are hardly, in steps of five shares."""
    return {"captions": caption_usage.of_captions(db(), suggestions.find(db(), suggestion_id))}


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["PUT"])
@blueprint.arguments(SuggestionRequest)
@blueprint.response(200, SuggestionSchema)
def replace(document: dict[str, Any], suggestion_id: UUID) -> Any:
    """Replace a suggestion; fields that are missing become empty. Needs If-Match."""
    expected = _expectations()
    return _rewrite(_to_change(suggestion_id), document, expected)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["PATCH"])
@blueprint.arguments(SuggestionPatch)
@blueprint.response(200, SuggestionSchema)
def patch(changes: dict[str, Any], suggestion_id: UUID) -> Any:
    """Change some fields of a suggestion. Needs If-Match."""
    expected, suggestion = _expectations(), _to_change(suggestion_id)
    return _rewrite(suggestion, suggestions.as_document(suggestion) | changes, expected)


@blueprint.route("/suggestions/<uuid:suggestion_id>", methods=["DELETE"])
@blueprint.response(204)
def archive(suggestion_id: UUID) -> Response:
    """Archive a suggestion: employees see it no more; its links and numbers live on. Needs If-Match."""
    suggestions.archive(db(), _to_change(suggestion_id), principal().name)
    return Response(status=204)


def for_editor(suggestion: Suggestion, expected: Expectations, more: Sequence[Warning] = ()) -> serializers.Extended:
    """Return a suggestion as editors read it: with people and warnings."""
    document = suggestions.as_document(suggestion)
    warnings, reach = lint(document, expected), suggestions.shown_reach(document, expected)
    warnings = [*more, *standing.warn(document, suggestion.people, standing.rules(db())), *warnings][:MOST]
    base_url, people = config().public_url, suggestion.people
    state, feed = states.state_of(suggestion, now()), feeds.name_of(db(), suggestion.source)
    return serializers.suggestion(
        suggestion, base_url, people=people, warnings=warnings, reach=reach, state=state.value, feed=feed
    )


def _mine(filters: Filters, query: dict[str, Any]) -> Response:
    member = principal().member
    if member is None:
        raise ForbiddenError(_("An API key is no employee, so nothing is meant for it. Ask with view=manage."))
    after = cursors.decode(query.get("cursor"), 3)
    with lookup_connection() as connection:
        state = list_state.for_employee(connection, member.id)
        viewer = Viewer(member, state.saved, state.hidden, now())
        etag = employee_list().validator(connection, state.generation, viewer, request.query_string)
        if etags.is_current(etag):
            return Response(status=304, headers={"ETag": etag})
    page = library.for_employee(db(), viewer, filters, query["limit"], after)
    items = employee_list().items(db(), page.items, viewer)
    body = orjson.dumps(cursors.page(page, items))
    return Response(body, content_type="application/json", headers={"ETag": etag})


def _managed(filters: Filters, query: dict[str, Any]) -> dict[str, Any]:
    if "reader" not in principal().permissions:
        raise ForbiddenError(_("Only editors see all suggestions. Ask without view=manage."))
    expected = suggestions.expectations(db(), texts_language())
    more = ManageFilters(**{field.name: query[field.name] for field in fields(ManageFilters) if field.name in query})
    after = cursors.decode(query.get("cursor"), 2)
    page = managing.browse(db(), filters, more, query["limit"], after, now())
    return cursors.page(page, [for_editor(suggestion, expected) for suggestion in page.items])


def _to_change(suggestion_id: UUID) -> Suggestion:
    suggestion = suggestions.find(db(), suggestion_id, to_change=True)
    etags.require_match(suggestion.version)
    return suggestion


def _expectations() -> Expectations:
    """Return what a suggestion is held against, looked up before the write lock: there may be many employees."""
    with make_session(resources().reading, writes=False) as session:
        expected = suggestions.expectations(session, texts_language())
        expected.employees()
        expected.live_audiences()
    return expected


def _rewrite(suggestion: Suggestion, document: dict[str, Any], expected: Expectations) -> Any:
    document = suggestions.complete(document)
    suggestions.check(db(), document, config().destination_hosts, suggestion, standing.rules(db()))
    before = noted_consent.days_by_name(suggestion.people)
    near = near_audience(document, expected, suggestion.id)
    moved = (suggestion.audience, suggestion.status) != (document["audience"], document["status"])
    suggestions.replace(db(), suggestion, document, principal().name)
    auditing.record_act(noted_consent.act(suggestion.id, document, before))
    _record_audience(suggestion, near if moved else ())
    return _answer(suggestion, expected, near)


def _record_audience(suggestion: Suggestion, near: Sequence[Warning]) -> None:
    if near:
        auditing.record(AuditAction.AUDIENCE_NEAR, Subject("suggestion", suggestion.id, suggestion.title))


def _answer(suggestion: Suggestion, expected: Expectations, more: Sequence[Warning] = ()) -> Any:
    return for_editor(suggestion, expected, more), 200, _etag(suggestion)


def _etag(suggestion: Suggestion) -> dict[str, str]:
    return {"ETag": etags.version_tag(suggestion.version)}
