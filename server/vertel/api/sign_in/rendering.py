"""The sign-in pages: their language, and what all of them are given."""

from __future__ import annotations

import gettext
from typing import Any

from flask import Response, request

from vertel.api.server_pages import render_page
from vertel.auth import browser_session
from vertel.auth.ways import ways
from vertel.domain.people import organisations
from vertel.http.context import config, db
from vertel.translations import translations
from vertel.translations.negotiation import preferred_language


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
    response = render_page(
        f"sign_in/{name}.html",
        language(),
        status,
        csrf_token=browser_session.csrf_token(),
        ways=ways(),
        provider=config().oidc_name,
        **values,
    )
    browser_session.keep(response)
    return response
