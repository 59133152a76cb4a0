"""Pages for a visitor whose link leads nowhere, in the visitor's language, without scripts or anything to load."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from vertel.translations import translations
from vertel.translations.negotiation import preferred_language

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
    templates = Environment(loader=PackageLoader("vertel"), autoescape=select_autoescape())
    _ = translations(language).gettext
    if gone:
        title = _("This link is no longer here")
        text = _("The link you followed was withdrawn, or there is a typing error in it.")
    else:
        title = _("One moment, please")
        text = _("Right now we cannot see where this link leads. Try again in a minute.")
    return templates.get_template("gone.html").render(language=language, title=title, text=text).encode()
