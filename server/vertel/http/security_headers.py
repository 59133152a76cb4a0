"""Headers that tell browsers to take answers for what they are, and our two pages to load nothing from anywhere."""

from __future__ import annotations

from flask import Flask, Response, request

OF_SOMEBODY = ("/api/", "/scim/")
"""Paths under which answers are about people."""
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def register(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(_protect)


def _protect(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    if request.path.startswith(OF_SOMEBODY):
        # Answers are somebody's: no browser and no proxy keeps one, unless its route says for how long.
        response.headers.setdefault("Cache-Control", "no-store")
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    return response
