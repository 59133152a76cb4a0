"""The API for a reader, from the same document that programs read."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, current_app, render_template

PAGE = "vertel.docs"
blueprint = Blueprint("docs", __name__, template_folder="../templates")


@blueprint.get("/docs")
def read() -> str:
    """Return the page."""
    return str(current_app.extensions[PAGE])


def register(app: Flask, document: dict[str, Any], public_url: str) -> None:
    """Add the page. It is made here, once for all processes that are forked from this one."""
    app.register_blueprint(blueprint)
    operations = [
        (path, method, operation)
        for path, described in document["paths"].items()
        for method, operation in described.items()
        if method in {"get", "post", "put", "patch", "delete"}
    ]
    with app.app_context():
        app.extensions[PAGE] = render_template("docs.html", spec=document, operations=operations, server=public_url)
