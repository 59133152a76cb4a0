"""``/app/``: the panel as a web page, for phones and for people without the extension.

Serves exactly the files of one build, which are read once, at the start: nothing in a request's path touches the disk,
and a page is never put together from two builds.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import NotFound

from vertel.http.context import of
from vertel.redirect.pages import notice
from vertel.translations import translations
from vertel.translations.negotiation import preferred_language

blueprint = Blueprint("app", __name__)

PAGE = "index.html"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
}
HASHED = re.compile(r"-(?:[0-9a-f]{12}|[0-9A-Z]{8})\.\w+")
"""How the build marks names that change with what is in the file: with its own hash, or with its bundler's."""
FOR_EVER, ASK_FIRST = "public, max-age=31536000, immutable", "no-cache"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types vertel"
)
"""The one policy for Trusted Types lets the page name its own worker, and nothing else become a script."""


@dataclass(frozen=True)
class File:
    """A file as it is sent: as it is, and compressed when that makes it smaller."""

    type: str
    cached: str
    tag: str
    plain: bytes
    packed: bytes | None


def register(app: Flask) -> None:
    """Read the build, and add the routes."""
    app.extensions["vertel.app"] = read(of(app).config.app_dir)
    app.register_blueprint(blueprint)


def read(folder: Path) -> dict[str, File]:
    """Return the files of a build by their names; none when there is no build."""
    if not (folder / PAGE).is_file():
        return {}
    found = (path for path in folder.rglob("*") if path.suffix in TYPES and path.is_file())
    return {path.relative_to(folder).as_posix(): _file(path) for path in found}


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
    return _missing() if found is None else _answer(found)


@blueprint.get("/app/<path:name>")
def file(name: str) -> Response:
    """Return one of the files that the page is made of."""
    found = _files().get(name)
    if found is None:
        raise NotFound("The app has no such file.")
    return _answer(found)


def _files() -> dict[str, File]:
    return cast("dict[str, File]", current_app.extensions["vertel.app"])


def _file(path: Path) -> File:
    plain = path.read_bytes()
    packed = gzip.compress(plain, mtime=0)
    return File(
        TYPES[path.suffix],
        FOR_EVER if HASHED.search(path.name) else ASK_FIRST,
        hashlib.sha256(plain).hexdigest()[:32],
        plain,
        packed if len(packed) < 0.9 * len(plain) else None,
    )


def _answer(found: File) -> Response:
    body, tag = found.plain, found.tag
    headers = {"Cache-Control": found.cached, "Content-Security-Policy": POLICY}
    if found.packed is not None:
        headers["Vary"] = "Accept-Encoding"
        if request.accept_encodings["gzip"] > 0:
            body, tag = found.packed, f"{tag}-gzip"
            headers["Content-Encoding"] = "gzip"
    response = Response(body, content_type=found.type, headers=headers)
    response.set_etag(tag)
    return response


def _missing() -> Response:
    """Say to a colleague that it is not their fault, and to whoever looks after the server what to do."""
    language = preferred_language(request.headers.get("Accept-Language"))
    _ = translations(language).gettext
    title = _("Vertel is not here as a web page yet")
    text = _(
        "This is not your fault. Whoever looks after this server builds the page with «make extension» and starts the"
        " server again, or points VERTEL_APP_DIR to where the page is already."
    )
    return Response(notice(language, title, text), 404)
