"""The history of a suggestion: who wrote which version, and what it said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.domain.suggestions import revisions, suggestions, writing
from vertel.domain.suggestions.revisions import WholeRevision
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import PageQuery, RevisionPage
from vertel_schema import WholeRevision as WholeRevisionSchema

blueprint = Blueprint("revisions", __name__, description="What a suggestion was before.")

NEWEST = 2**31 - 1
"""The greatest version that the database can hold."""


@blueprint.route("/suggestions/<uuid:suggestion_id>/revisions", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, RevisionPage)
def browse(query: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """List who changed a suggestion, when and in which fields, the newest version first."""
    present = writing.revision_of(suggestions.find(db(), suggestion_id))
    return cursors.page(revisions.browse(db(), present, query["limit"], cursors.decode(query.get("cursor"), 1)))


@blueprint.route(f"/suggestions/<uuid:suggestion_id>/revisions/<int(max={NEWEST}):version>", methods=["GET"])
@blueprint.response(200, WholeRevisionSchema)
def read(suggestion_id: UUID, version: int) -> WholeRevision:
    """Read a version as it was written. PUT its `document`, with If-Match, to restore it."""
    suggestion = suggestions.find(db(), suggestion_id)
    people = suggestions.as_document(suggestion)["people"]
    return revisions.read(db(), writing.revision_of(suggestion), version, people)
