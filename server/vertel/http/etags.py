"""``ETag`` on every read, ``If-Match`` where a change must not overwrite somebody else's."""

from __future__ import annotations

import hashlib

from flask import Flask, Response, request
from werkzeug.exceptions import PreconditionRequired

from vertel.errors import StaleError
from vertel.http.problems import STALE
from vertel.translations import N_
from vertel.translations.active import gettext as _

NAME_WHAT_YOU_READ = N_("Send If-Match with the ETag that you read, not with *, so that no change is overwritten.")
NAME_WHAT_YOU_SAW = N_("Send If-Match with the ETag that you read, not with *, to show that you mean this.")


def register(app: Flask) -> None:
    """Answer 304 to a reader who has the newest already."""
    app.after_request(_conditional)


def version_tag(version: int | str) -> str:
    """Return the ETag of a stored version. A digest of the answer is put behind it before the answer leaves.

    So two different answers never share one, although only the version counts in ``If-Match``: warnings, say, change
    by themselves, and that makes nobody stale.
    """
    return f'"{version}-"'


def is_current(etag: str) -> bool:
    """Return whether the caller has the answer with this ETag already."""
    return request.if_none_match.contains(etag.strip('"'))


def require_match(version: int | str) -> None:
    """Raise unless the caller names the stored version in ``If-Match``; ``*`` names none."""
    if not _named():
        raise PreconditionRequired(_(NAME_WHAT_YOU_READ))
    refuse_stale(version)


def refuse_stale(version: int | str) -> None:
    """Raise when the caller names versions in ``If-Match`` and the stored one is none of them; none need be named.

    An ETag may go on after a hyphen with what changes by itself, such as a number of clicks: that makes nobody stale.
    """
    versions = {tag.partition("-")[0] for tag in _named()}
    if "If-Match" in request.headers and not request.if_match.star_tag and str(version) not in versions:
        raise StaleError(_(STALE))


def require_content(response: Response) -> None:
    """Raise unless the caller names in ``If-Match`` what a read would answer now: they have just looked at it."""
    response.add_etag()
    tag = response.get_etag()[0]
    if not _named():
        raise PreconditionRequired(_(NAME_WHAT_YOU_SAW))
    if tag not in _named():
        raise StaleError(_(STALE))


def _named() -> set[str]:
    """Return the ETags in ``If-Match``. ``*`` is none: it means whatever there is, without having looked."""
    return set(request.if_match.as_set())


def _conditional(response: Response) -> Response:
    if not response.is_streamed:
        tag = response.get_etag()[0]
        if tag is not None and tag.endswith("-"):
            digest = hashlib.blake2b(response.get_data(), digest_size=8).hexdigest()
            response.set_etag(tag + digest)
        if request.method in {"GET", "HEAD"} and response.status_code == 200:
            if tag is None:
                response.add_etag()
            response.make_conditional(request)
    return response
