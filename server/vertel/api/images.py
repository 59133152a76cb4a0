"""Images of suggestions and ideas."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from vertel.api import serializers
from vertel.api.me import myself
from vertel.api.serializers import Extended
from vertel.auth.principal import principal
from vertel.db.engine import begin_writing
from vertel.domain.images import images
from vertel.http.context import config, db, reads_first
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import Image as ImageSchema

blueprint = Blueprint("images", __name__, description="Images of suggestions and ideas.")

BODY_LIMIT = 10 * 1024 * 1024
MEDIA_TYPES = ("image/png", "image/jpeg", "image/webp")
BINARY = {"schema": {"type": "string", "format": "binary"}}


@blueprint.route("/images", methods=["POST"])
@blueprint.doc(requestBody={"required": True, "content": dict.fromkeys(MEDIA_TYPES, BINARY)})
@blueprint.response(201, ImageSchema)
@reads_first
def upload() -> Extended:
    """Upload a PNG, JPEG or WebP image as the request's body; it is encoded anew, without metadata.

    What an employee uploads is read by them and by editors only, until it is in a suggestion that is no draft.
    """
    if request.mimetype not in MEDIA_TYPES:
        raise UnsupportedMediaType(
            _("Send the image itself as the body, as %(types)s.") % {"types": ", ".join(MEDIA_TYPES)}
        )
    request.max_content_length = BODY_LIMIT
    if (request.content_length or 0) > BODY_LIMIT:
        raise RequestEntityTooLarge
    # Read and decoded before SQLite's write lock is taken: a slow upload and a large picture hold up nobody.
    from vertel.domain.images import pictures  # noqa: PLC0415  2 MB, for what few do

    picture = pictures.prepare(request.get_data())
    begin_writing(db())
    uploader = myself() if principal().employee_id else None
    return serializers.image(images.store(db(), picture, uploader), None, config().public_url)


@blueprint.route("/images/<uuid:image_id>", methods=["GET"])
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type="image/*")
def read(image_id: UUID) -> Response:
    """Fetch an image."""
    image = images.find(db(), image_id, principal().employee_id, principal().permissions)
    response = Response(image.body, content_type=image.media_type)
    # A colleague's photo is kept by no browser before that, and one that somebody can have taken away never is.
    if images.is_for_all(db(), image) and not images.shows_people(db(), image):
        response.cache_control.private = True
        response.cache_control.max_age = 31536000
        response.cache_control.immutable = True
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
