"""``/r/CODE``, and ``/CODE`` on the link domain: on to the destination, and count the click.

Recording never stops anyone: when it fails, the visitor goes on all the same.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Flask, Response, abort, redirect, render_template, request
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError

from vertel.clock import now
from vertel.config import Config
from vertel.db import make_session
from vertel.errors import NotFoundError
from vertel.http.context import config, resources
from vertel.links.crawlers import is_person
from vertel.models import Link
from vertel.services import clicks, destinations, links

blueprint = Blueprint("redirect", __name__, template_folder="../templates")
log = structlog.get_logger()

PATIENCE = 1.0
"""Seconds for which a visitor waits for the database to take the click; another writer may hold it for longer."""

REDIRECTED = Counter("vertel_redirects", "Answers to tracked links", ["counted"])
UNRECORDED = Counter("vertel_clicks_unrecorded", "Clicks that could not be recorded")
NO_LONGER_HERE = {
    "nl": ("Deze link is er niet meer", "De link die je volgde is ingetrokken, of er zit een typfout in."),
    "en": ("This link is no longer here", "The link you followed was withdrawn, or there is a typing error in it."),
}
COMES_BACK = {
    "nl": ("Even geduld", "We kunnen nu niet zien waar deze link heen gaat. Probeer het over een minuut nog eens."),
    "en": ("One moment, please", "Right now we cannot see where this link leads. Try again in a minute."),
}


def register(app: Flask, settings: Config) -> None:
    """Add the redirect, also where the link domain has it, such as at its root."""
    app.register_blueprint(blueprint)
    path = urlsplit(settings.link_base_url).path
    if path != "/r":
        app.add_url_rule(f"{path}/<code>", endpoint="redirect.follow", view_func=follow)


@blueprint.get("/r/<code>")
def follow(code: str) -> Response:
    """Redirect to the link's destination."""
    _stay_off_the_public_host()
    try:
        link = _find(code)
    except NotFoundError:
        return _page(404, NO_LONGER_HERE)
    except SQLAlchemyError as error:
        log.warning("link_not_found_out", error=type(error).__name__)
        return _page(503, COMES_BACK)
    if not destinations.allowed(link.destination_url, config().destination_hosts):
        log.warning("destination_not_allowed", link=str(link.id))
        return _page(404, NO_LONGER_HERE)
    counted = is_person(request.method, request.headers)
    if counted:
        _record(link)
    REDIRECTED.labels(counted="yes" if counted else "no").inc()
    return _private(cast("Response", redirect(link.destination_url, 302)))


def _stay_off_the_public_host() -> None:
    """Answer 404 to ``/CODE`` on the server's own host when links have another: there it is just a wrong path."""
    public, base = urlsplit(config().public_url), urlsplit(config().link_base_url)
    at_root = request.url_rule is not None and not request.url_rule.rule.startswith("/r/")
    if at_root and request.host == public.netloc != base.netloc:
        abort(404)


def _find(code: str) -> Link:
    # Not the request's own session: its read transaction would stay open while the click is written.
    with make_session(resources().engine, writes=False) as session:
        return links.find(session, code)


def _record(link: Link) -> None:
    try:
        with make_session(resources().engine, writes=True, patience=PATIENCE) as session:
            clicks.take_in(session, clicks.record(link.id, now()))
            session.commit()
    except SQLAlchemyError as error:
        UNRECORDED.inc()
        log.warning("click_not_recorded", error=type(error).__name__)


def _page(status: int, words: dict[str, tuple[str, str]]) -> Response:
    language = request.accept_languages.best_match(words) or "en"
    title, text = words[language]
    page = render_template("gone.html", language=language, title=title, text=text)
    response = Response(page, status, content_type="text/html; charset=utf-8")
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    # Nothing is loaded and nothing runs: the page has a style and a drawing of its own.
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    if status == 503:
        response.headers["Retry-After"] = "60"
    return _private(response)


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    # The destination may know that a visit came from LinkedIn, not from which page there.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
