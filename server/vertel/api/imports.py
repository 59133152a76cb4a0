"""Uploading many suggestions at once."""

from __future__ import annotations

import io
from typing import Any

from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from vertel import uploads
from vertel.http.body import Blueprint
from vertel.http.context import config, db
from vertel.services import imports, people
from vertel_schema import ImportQuery, ImportResult

blueprint = Blueprint("imports", __name__, description="Uploading many suggestions at once.")

BODY_LIMIT = 32 * 1024 * 1024
FILE = {"schema": {"type": "string"}}


@blueprint.route("/suggestions/import", methods=["POST"])
@blueprint.arguments(ImportQuery, location="query")
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(uploads.MEDIA_TYPES, FILE)})
@blueprint.response(200, ImportResult)
def upload(query: dict[str, Any]) -> dict[str, Any]:
    """Upload CSV, JSON Lines or a JSON array as the request's body; answers a verdict per row."""
    if request.mimetype not in uploads.MEDIA_TYPES:
        raise UnsupportedMediaType(f"Send the file itself as the body, as {', '.join(uploads.MEDIA_TYPES)}.")
    request.max_content_length = BODY_LIMIT
    # An upload with an Idempotency-Key was read already, to compare it with the one before.
    stream = io.BytesIO(request.get_data()) if "Idempotency-Key" in request.headers else request.stream
    rows = uploads.rows(stream, request.mimetype, people.organisation(db()).time_zone)
    steps = imports.Import(db(), config().destination_hosts).run(
        rows, dry_run=query["dry_run"] == "true", atomic=query["atomic"] == "true"
    )
    *_, result = steps
    return imports.as_document(result)
