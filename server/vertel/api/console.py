"""``/console/``: the page for editors and administrators. Each of its views has an address below it."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Flask, Response, current_app
from werkzeug.exceptions import NotFound

from vertel.api.built_page import PAGE, Files, answer, missing, read
from vertel.http.context import of
from vertel.translations.active import gettext as _

blueprint = Blueprint("console", __name__)


def register(app: Flask) -> None:
    """Read the build, and add the routes."""
    app.extensions["vertel.console"] = read(of(app).config.console_dir)
    app.register_blueprint(blueprint)


@blueprint.get("/console")
def to_page() -> Response:
    """Lead to the page."""
    return Response(status=308, headers={"Location": "/console/"})


@blueprint.get("/console/")
def page() -> Response:
    """Show the page, or say how to get it."""
    found = _files().get(PAGE)
    return missing("VERTEL_CONSOLE_DIR") if found is None else answer(found)


@blueprint.get("/console/<path:name>")
def view(name: str) -> Response:
    """Return one of the files that the page is made of, or the page itself for the address of a view."""
    found = _files().get(name)
    if found is not None:
        return answer(found)
    if "." in name:
        raise NotFound(_("The console has no such file."))
    return page()


def _files() -> Files:
    return cast("Files", current_app.extensions["vertel.console"])
