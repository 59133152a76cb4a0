"""A web page as it was built: read once at the start, and sent file by file.

Nothing in a request's path touches the disk, and a page is never put together from two builds.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Response, request

from vertel.redirect.pages import notice
from vertel.translations import translations
from vertel.translations.negotiation import preferred_language

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

Files = dict[str, "File"]


@dataclass(frozen=True)
class File:
    """A file as it is sent: as it is, and compressed when that makes it smaller."""

    type: str
    cached: str
    tag: str
    plain: bytes
    packed: bytes | None


def read(folder: Path) -> Files:
    """Return the files of a build by their names; none when there is no build."""
    if not (folder / PAGE).is_file():
        return {}
    found = (path for path in folder.rglob("*") if path.suffix in TYPES and path.is_file())
    return {path.relative_to(folder).as_posix(): _file(path) for path in found}


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


def answer(found: File) -> Response:
    """Return a file as this caller can read it."""
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


def missing(setting: str) -> Response:
    """Say to a colleague that it is not their fault, and to whoever looks after the server what to do.

    :param setting: what says where the build is.
    """
    language = preferred_language(request.headers.get("Accept-Language"))
    _ = translations(language).gettext
    title = _("Vertel is not here as a web page yet")
    text = _(
        "This is not your fault. Whoever looks after this server builds the page with «make extension» and starts the"
        " server again, or points %(setting)s to where the page is already."
    ) % {"setting": setting}
    return Response(notice(language, title, text), 404)
