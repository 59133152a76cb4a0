"""Pages for a visitor whose link leads nowhere, in the visitor's language, without scripts or anything to load."""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from string import Template

from vertel.translations import translations
from vertel.translations.negotiation import preferred_language

TEMPLATES = Path(__file__).parents[1] / "templates"
Headers = list[tuple[str, str]]

PRIVATE = (
    ("Cache-Control", "private, no-store"),
    ("X-Robots-Tag", "noindex"),
    # The destination may know that a visit came from LinkedIn, not from which page there.
    ("Referrer-Policy", "strict-origin"),
    ("X-Content-Type-Options", "nosniff"),
)
"""Headers of every answer to a tracked link."""


def page(gone: bool, accepted: str) -> tuple[str, Headers, bytes]:
    """Return status line, headers and body.

    :param gone: whether the link is no longer here; otherwise it cannot be found out now.
    :param accepted: the request's ``Accept-Language``.
    """
    language = preferred_language(accepted)
    body = _body(gone, language)
    headers = [
        *PRIVATE,
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Content-Language", language),
        ("Vary", "Accept-Language"),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    ]
    if gone:
        return "404 Not Found", headers, body
    return "503 Service Unavailable", [*headers, ("Retry-After", "60")], body


@cache
def _body(gone: bool, language: str) -> bytes:
    _ = translations(language).gettext
    if gone:
        title = _("This link is no longer here")
        text = _("The link you followed was withdrawn, or there is a typing error in it.")
    else:
        title = _("One moment, please")
        text = _("Right now we cannot see where this link leads. Try again in a minute.")
    return notice(language, title, text).encode()


def notice(language: str, title: str, text: str) -> str:
    """Return a page that says one thing. Made without Jinja, which a node of the link domain has no other use for."""
    template = Template((TEMPLATES / "gone.html").read_text())
    look = (TEMPLATES / "look.css").read_text()
    return template.substitute(language=language, look=look, title=escape(title), text=escape(text))
