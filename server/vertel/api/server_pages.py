"""How the server's own pages for people are written: their language, look, and what a browser may do with them."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from flask import Response, current_app, render_template

from vertel.domain.people import organisations
from vertel.http.context import db
from vertel.translations import LANGUAGES, translations

LANGUAGE_NAMES = {"en": "English", "nl": "Nederlands"}


def render_page(template: str, language: str, status: int, *, images: str = "data:", **values: Any) -> Response:
    """Return a page.

    :param template: below ``templates``; one that extends ``pages/layout.html``.
    :param images: from where its pictures come, as a content security policy has it.
    :param values: what it shows besides.
    """
    texts = translations(language)
    body = render_template(
        template,
        _=texts.gettext,
        ngettext=texts.ngettext,
        language=language,
        others=[(tag, LANGUAGE_NAMES[tag]) for tag in LANGUAGES if tag != language],
        organisation=organisations.get(db()).name,
        style=hashlib.sha256(stylesheet()).hexdigest()[:12],
        **values,
    )
    response = Response(body, status)
    response.headers["Content-Language"] = language
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src {images}; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@cache
def stylesheet() -> bytes:
    """Return the look of the pages: the panel's words for colour, type and space, and what is made of them."""
    templates = current_app.jinja_env
    names = ("pages/tokens.css", "pages/style.css")
    return "\n".join(templates.get_template(name).render() for name in names).encode()
