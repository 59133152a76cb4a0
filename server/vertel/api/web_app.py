"""``/app/``: the panel as a web page, for phones and for people without the extension."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, Response, current_app
from werkzeug.exceptions import NotFound

from vertel.api.built_page import PAGE, Files, answer, missing, read
from vertel.http.context import of
from vertel.translations.active import gettext as _

blueprint = Blueprint("app", __name__)


def register(app: Flask) -> None:
    """Read the build, and add the routes."""
    app.extensions["vertel.app"] = read(of(app).config.app_dir)
    app.register_blueprint(blueprint)


@blueprint.get("/")
def home() -> Response:
    """Lead whoever types the server's address to what a person can use here; not for ever, so that it may change."""
    return Response(status=302, headers={"Location": "/app/", "Cache-Control": "no-cache"})


@blueprint.get("/app")
def to_page() -> Response:
    """Lead to the page: what it is made of lies beside it."""
    return Response(status=308, headers={"Location": "/app/"})


@blueprint.get("/app/")
def page() -> Response:
    """Show the panel, or say how to get it."""
    found = _files().get(PAGE)
    return missing("VERTEL_APP_DIR") if found is None else answer(found)


@blueprint.get("/app/<path:name>")
def file(name: str) -> Response:
    """Return one of the files that the page is made of."""
    found = _files().get(name)
    if found is None:
        raise NotFound(_("The app has no such file."))
    return answer(found)


def _files() -> Files:
    return cast("Files", current_app.extensions["vertel.app"])
