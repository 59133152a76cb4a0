"""The employee who asks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from flask import Response, jsonify

from vertel.api import serializers
from vertel.api.serializers import Extended
from vertel.auth.principal import principal
from vertel.db.models import Employee
from vertel.domain import audit
from vertel.domain.analytics import impact as impacts
from vertel.domain.analytics import reports
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.people import administrators, employees, organisations
from vertel.domain.privacy import erasure, personal_data
from vertel.domain.suggestions import bookmarks, library
from vertel.http import etags
from vertel.http.context import config, db
from vertel.http.parsing import Blueprint
from vertel_schema import Impact, ImpactQuery, Me, MePatch

log = structlog.get_logger()

blueprint = Blueprint("me", __name__, description="The employee who asks.")


@blueprint.route("/me", methods=["GET"])
@blueprint.response(200, Me)
def read() -> Extended:
    """Return what Vertel knows about me."""
    return _profile(myself())


@blueprint.route("/me", methods=["PATCH"])
@blueprint.arguments(MePatch)
@blueprint.response(200, Me)
def change(patch: dict[str, Any]) -> Extended:
    """Change what I like to read, and how I want to be left alone."""
    me = myself()
    employees.change(db(), me, patch)
    return _profile(me)


@blueprint.route("/me", methods=["DELETE"])
@blueprint.response(204)
def erase() -> None:
    """Erase me, for good. Needs If-Match with the ETag of `GET /me`, so that it cannot happen by accident.

    My sign-ins end at once; my words, ideas and marks are deleted; links that I posted go on working without me.
    """
    me = myself()
    etags.require_content(jsonify(Me().dump(_profile(me))))
    administrators.require_another(db(), [me.id])
    erasure.erase(db(), me)
    audit.record(db(), "employee", AuditAction.EMPLOYEE_ERASED, Subject("employee"), by_day=True)
    log.info("employee_erased", by="themselves")


@blueprint.route("/me/export", methods=["GET"])
@blueprint.response(
    200,
    {"type": "object", "additionalProperties": True},
    description="One object with a part for each sort of data, as docs/privacy.md lists them; more may come.",
)
def export() -> Response:
    """Fetch all data that is held about me."""
    response = jsonify(personal_data.collect(db(), myself()))
    response.headers["Content-Disposition"] = 'attachment; filename="vertel-my-data.json"'
    return response


@blueprint.route("/me/impact", methods=["GET"])
@blueprint.arguments(ImpactQuery, location="query")
@blueprint.response(200, Impact)
def impact(query: dict[str, Any]) -> dict[str, Any]:
    """Read what I shared and what my personal links led to. Nobody else can ask for it."""
    calendar = organisations.calendar(db())
    asked = reports.period(query.get("since"), query.get("until"), calendar)
    return impacts.impact(db(), myself(), asked, query["interval"])


@blueprint.route("/me/saved/<uuid:suggestion_id>", methods=["PUT"])
@blueprint.response(204)
def save(suggestion_id: UUID) -> None:
    """Save a suggestion for later. One that I had hidden is shown again."""
    _bookmark("saved", suggestion_id)


@blueprint.route("/me/saved/<uuid:suggestion_id>", methods=["DELETE"])
@blueprint.response(204)
def unsave(suggestion_id: UUID) -> None:
    """Do not keep a suggestion for later any more."""
    bookmarks.remove(db(), myself(), "saved", suggestion_id)


@blueprint.route("/me/hidden/<uuid:suggestion_id>", methods=["PUT"])
@blueprint.response(204)
def hide(suggestion_id: UUID) -> None:
    """Leave a suggestion out of my list."""
    _bookmark("hidden", suggestion_id)


@blueprint.route("/me/hidden/<uuid:suggestion_id>", methods=["DELETE"])
@blueprint.response(204)
def unhide(suggestion_id: UUID) -> None:
    """Show a suggestion in my list again."""
    bookmarks.remove(db(), myself(), "hidden", suggestion_id)


def myself() -> Employee:
    """Return the employee who is calling."""
    employee_id = principal().employee_id
    if employee_id is None:
        raise TypeError("the permission table lets employees only come here")
    return employees.get(db(), employee_id)


def _bookmark(kind: str, suggestion_id: UUID) -> None:
    me = myself()
    bookmarks.add(db(), me, kind, library.visible(db(), me, suggestion_id).id)


def _profile(me: Employee) -> Extended:
    organisation = serializers.organisation(organisations.get(db()), config().public_url)
    return Extended(me, organisation=organisation)
