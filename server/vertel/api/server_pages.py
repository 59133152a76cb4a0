"""How the server's own pages for people are written: their language, look, and what a browser may do with them."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from flask import Response, current_app, render_template

from vertel.db.models import Organisation
from vertel.domain.people import organisations
from vertel.http.context import db
from vertel.translations import LANGUAGES, translations

LANGUAGE_NAMES = {"en": "English", "nl": "Nederlands"}


def render_page(template: str, language: str, status: int, **values: Any) -> Response:
    """Return a page.

    :param template: below ``templates``; one that extends ``pages/layout.html``.
    :param values: what it shows besides.
    """
    texts, organisation = translations(language), organisations.get(db())
    body = render_template(
        template,
        _=texts.gettext,
        ngettext=texts.ngettext,
        language=language,
        others=[(tag, LANGUAGE_NAMES[tag]) for tag in LANGUAGES if tag != language],
        organisation=organisation.name,
        mark=organisation.image_id,
        style=hashlib.sha256(stylesheet(organisation)).hexdigest()[:12],
        **values,
    )
    response = Response(body, status)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def stylesheet(organisation: Organisation) -> bytes:
    """Return the look of the pages: the panel's words for colour, type and space, in the organisation's colour."""
    accent = organisation.accent_color
    if accent is None:
        return _own_look()
    return _own_look() + current_app.jinja_env.get_template("pages/accent.css").render(accent).encode()


@cache
def _own_look() -> bytes:
    templates = current_app.jinja_env
    names = ("pages/tokens.css", "pages/style.css")
    return "\n".join(templates.get_template(name).render() for name in names).encode()
