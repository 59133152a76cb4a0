"""Notes of editors to each other about a suggestion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from vertel.api.serializers import Extended
from vertel.auth.principal import principal
from vertel.db.models import Note
from vertel.domain import audit
from vertel.domain.suggestions import notes
from vertel.http import cursors, idempotency
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import Note as NoteSchema
from vertel_schema import NotePage, NoteRequest, PageQuery

blueprint = Blueprint("notes", __name__, description="What editors tell each other about a suggestion.")


@blueprint.route("/suggestions/<uuid:suggestion_id>/notes", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, NotePage)
def browse(query: dict[str, Any], suggestion_id: UUID) -> dict[str, Any]:
    """List the notes about a suggestion, the newest first. Only editors read them."""
    page = notes.browse(db(), suggestion_id, query["limit"], cursors.decode(query.get("cursor"), 2))
    return cursors.page(page, _with_authors(page.items))


@blueprint.route("/suggestions/<uuid:suggestion_id>/notes", methods=["POST"])
@blueprint.arguments(NoteRequest)
@blueprint.response(201, NoteSchema)
def write(document: dict[str, Any], suggestion_id: UUID) -> Extended:
    """Leave a note about a suggestion for other editors."""
    note = notes.write(db(), suggestion_id, document["text"], principal().name)
    idempotency.keep_only_with(note.id)
    return _with_authors([note])[0]


@blueprint.route("/suggestions/<uuid:suggestion_id>/notes/<uuid:note_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(suggestion_id: UUID, note_id: UUID) -> None:
    """Delete a note of my own."""
    notes.remove(db(), suggestion_id, note_id, principal().name)


def _with_authors(found: Sequence[Note]) -> list[Extended]:
    authors = audit.parties(db(), {note.author for note in found})
    me = principal().name
    return [Extended(note, by=authors[note.author], mine=note.author == me) for note in found]
