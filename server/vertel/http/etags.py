"""``ETag`` on every read, ``If-Match`` where a change must not overwrite somebody else's."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import PreconditionRequired

from vertel.errors import StaleError
from vertel.http.problems import STALE


def register(app: Flask) -> None:
    """Answer 304 to a reader who has the newest already."""
    app.after_request(_conditional)


def version_tag(version: int) -> str:
    """Return the ETag of a stored version."""
    return f'"{version}"'


def is_current(etag: str) -> bool:
    """Return whether the caller has the answer with this ETag already."""
    return request.if_none_match.contains(etag.strip('"'))


def require_match(version: int) -> None:
    """Raise unless the caller names the stored version in ``If-Match``."""
    if not request.if_match:
        raise PreconditionRequired("Send If-Match with the ETag that you read, so that no change is overwritten.")
    if not request.if_match.contains(str(version)):
        raise StaleError(STALE)


def refuse_stale(version: str) -> None:
    """Raise when the caller names versions in ``If-Match`` and the stored one is none of them; naming none is allowed.

    An ETag may go on after a hyphen with what changes by itself, such as a number of clicks: that makes nobody stale.
    """
    named = {tag.partition("-")[0] for tag in request.if_match.as_set()}
    if "If-Match" in request.headers and not request.if_match.star_tag and version not in named:
        raise StaleError(STALE)


def require_content(response: Response) -> None:
    """Raise unless the caller names in ``If-Match`` what a read would answer now: they have just looked at it."""
    response.add_etag()
    tag, _ = response.get_etag()
    if not request.if_match:
        raise PreconditionRequired("Send If-Match with the ETag that you read, to show that you mean this.")
    if tag is None or not request.if_match.contains(tag):
        raise StaleError(STALE)


def _conditional(response: Response) -> Response:
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.is_streamed:
        if "ETag" not in response.headers:
            response.add_etag()
        response.make_conditional(request)
    return response
