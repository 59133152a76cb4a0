"""``/schemas/NAME.json``: the contract's JSON Schema files, for anyone, so that editors complete what people write."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from vertel.translations.active import gettext as _
from vertel_schema import DOCUMENTS, export

blueprint = Blueprint("schemas", __name__)

ASK_FIRST = "public, no-cache"
"""Kept, and asked for again each time: with the ETag that costs next to nothing, and an upgrade shows at once."""


@blueprint.get("/schemas/<name>.json")
def read(name: str) -> Response:
    """Return one file, with its `$id` as it is published: the address is this server's, the `$id` everybody's."""
    if name not in DOCUMENTS:
        raise NotFound(_("There is no such schema. The names are those of the documents in /docs."))
    response = Response(_text(name), mimetype="application/schema+json")
    response.headers["Cache-Control"] = ASK_FIRST
    # Nothing here is about anybody, so an editor that is a web page may read it, too.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response


@cache
def _text(name: str) -> str:
    return export.text(DOCUMENTS[name])
