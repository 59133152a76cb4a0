"""``/r/CODE``, and ``/CODE`` on the link domain: on to the destination, and count the click.

Recording never stops anyone: when it fails, the visitor goes on all the same.
"""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

import structlog
from flask import Blueprint, Flask, Response, redirect, render_template, request
from prometheus_client import Counter
from sqlalchemy.exc import SQLAlchemyError

from vertel.clock import now
from vertel.config import Config
from vertel.db import make_session
from vertel.errors import NotFoundError
from vertel.http.context import config, db, resources
from vertel.links.crawlers import is_person
from vertel.models import Link
from vertel.services import clicks, destinations, links

blueprint = Blueprint("redirect", __name__, template_folder="../templates")
log = structlog.get_logger()

REDIRECTED = Counter("vertel_redirects", "Answers to tracked links", ["counted"])
UNRECORDED = Counter("vertel_clicks_unrecorded", "Clicks that could not be recorded")
WORDS = {
    "nl": ("Deze link is er niet meer", "De link die je volgde is ingetrokken, of er zit een typfout in."),
    "en": ("This link is no longer here", "The link you followed was withdrawn, or there is a typing error in it."),
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
    try:
        link = links.find(db(), code)
    except NotFoundError:
        return _gone()
    if not destinations.allowed(link.destination_url, config().destination_hosts):
        log.warning("destination_not_allowed", link=str(link.id))
        return _gone()
    counted = is_person(request.method, request.headers)
    if counted:
        _record(link)
    REDIRECTED.labels(counted="yes" if counted else "no").inc()
    return _private(cast("Response", redirect(link.destination_url, 302)))


def _record(link: Link) -> None:
    try:
        with make_session(resources().engine, writes=True) as session:
            clicks.record(session, link.id, now())
            session.commit()
    except SQLAlchemyError as error:
        UNRECORDED.inc()
        log.warning("click_not_recorded", error=type(error).__name__)


def _gone() -> Response:
    language = request.accept_languages.best_match(WORDS) or "en"
    title, text = WORDS[language]
    page = render_template("gone.html", language=language, title=title, text=text)
    return _private(Response(page, 404, content_type="text/html; charset=utf-8"))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer-when-downgrade"
    return response
