"""How the sign-in pages are written: language, look, and what a browser may do with them."""

from __future__ import annotations

import gettext
import hashlib
from functools import cache
from typing import Any

from flask import Response, current_app, render_template, request

from vertel.auth import browser_session
from vertel.auth.ways import ways
from vertel.domain.people import organisations
from vertel.http.context import config, db
from vertel.translations import LANGUAGES, translations
from vertel.translations.negotiation import preferred_language

POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LANGUAGE_NAMES = {"en": "English", "nl": "Nederlands"}


def language() -> str:
    """Return the language that was chosen on the page, else one that the browser asks for."""
    chosen = browser_session.visit().language
    return chosen or preferred_language(request.headers.get("Accept-Language"), *organisations.get(db()).languages)


def texts() -> gettext.NullTranslations:
    """Return the texts in that language."""
    return translations(language())


def page(name: str, status: int = 200, **values: Any) -> Response:
    """Return a page.

    :param name: of the template in ``templates/sign_in``.
    :param values: what it shows.
    """
    own = language()
    body = render_template(
        f"sign_in/{name}.html",
        _=texts().gettext,
        ngettext=texts().ngettext,
        language=own,
        others=[(tag, LANGUAGE_NAMES[tag]) for tag in LANGUAGES if tag != own],
        organisation=organisations.get(db()).name,
        csrf_token=browser_session.csrf_token(),
        ways=ways(),
        provider=config().oidc_name,
        style=hashlib.sha256(stylesheet()).hexdigest()[:12],
        **values,
    )
    response = Response(body, status)
    response.headers["Content-Language"] = own
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    browser_session.keep(response)
    return response


@cache
def stylesheet() -> bytes:
    """Return the look of the pages: the panel's words for colour, type and space, and what is made of them."""
    templates = current_app.jinja_env
    names = ("sign_in/tokens.css", "sign_in/style.css")
    return "\n".join(templates.get_template(name).render() for name in names).encode()
