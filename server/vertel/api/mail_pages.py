"""``/mails/stop``: ending a mail that somebody asked for. The secret in the address is all that it takes.

Looking changes nothing, since scanners of mail follow links. A mail program ends it by RFC 8058, with a request of its
own to the same address, without cookies; the button on the page makes the same request.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import NotFound

from vertel.api.server_pages import render_page
from vertel.domain.digests import stop_links, subscriptions
from vertel.domain.people import organisations
from vertel.http.context import config, db
from vertel.translations import LANGUAGES
from vertel.translations.active import gettext as _
from vertel.translations.negotiation import preferred_language

blueprint = Blueprint("mail_pages", __name__, url_prefix=stop_links.PAGES)


@blueprint.get("/<token>")
def ask(token: str) -> Response:
    """Ask whether a mail is to be ended."""
    _employee_id, kind = _read(token)
    return _page("mails/ask.html", 200, kind=kind)


@blueprint.post("/<token>")
def stop(token: str) -> Response:
    """End a mail. Asked again, it is ended still."""
    employee_id, kind = _read(token)
    subscriptions.stop(db(), employee_id, kind)
    return _page("mails/stopped.html", 200, kind=kind)


@blueprint.errorhandler(NotFound)
def _unknown(_error: NotFound) -> Response:
    return _page("mails/unknown.html", 404)


@blueprint.errorhandler(OperationalError)
def _busy(_error: OperationalError) -> tuple[str, int]:
    return _("The server is busy. Wait a moment, then load this page again."), 503


def _read(token: str) -> tuple[UUID, str]:
    found = stop_links.read(config().secret_keys, token)
    if found is None:
        raise NotFound(_("This link ends nothing."))
    return found


def _page(template: str, status: int, **values: Any) -> Response:
    response = render_page(template, _language(), status, address=request.path, switch=request.path, **values)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _language() -> str:
    """Return the language that was chosen on the page, else one that the browser asks for."""
    chosen = request.args.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    return preferred_language(request.headers.get("Accept-Language"), *organisations.get(db()).languages)
