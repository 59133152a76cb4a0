"""The one route of SCIM: it hands requests to what the extra ``scim`` brings."""

from __future__ import annotations

from importlib.util import find_spec

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotImplemented as NotImplementedHere

PREFIX = "/scim/v2"
BODY_LIMIT = 4 * 1024 * 1024
"""Bytes in a request body: a group of some 30,000 members."""

MISSING = "SCIM is not installed on this server. Install it with: pip install 'vertel[scim]'"

blueprint = Blueprint("scim", __name__)


@blueprint.route(PREFIX, defaults={"path": ""}, methods=["GET", "POST"], strict_slashes=False)
@blueprint.route(f"{PREFIX}/<path:path>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def serve(path: str) -> Response:
    """Answer a request of a directory."""
    request.max_content_length = BODY_LIMIT
    if find_spec("scim2_server") is None:
        raise NotImplementedHere(MISSING)
    from vertel.api.scim import serving  # noqa: PLC0415  it loads pydantic

    return serving.answer(PREFIX, f"/{path}")
