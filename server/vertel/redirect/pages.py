"""The pages for a visitor whose link leads nowhere, in the visitor's language. They load nothing and run nothing."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

Headers = list[tuple[str, str]]

NO_LONGER_HERE = {
    "nl": ("Deze link is er niet meer", "De link die je volgde is ingetrokken, of er zit een typfout in."),
    "en": ("This link is no longer here", "The link you followed was withdrawn, or there is a typing error in it."),
}
COMES_BACK = {
    "nl": ("Even geduld", "We kunnen nu niet zien waar deze link heen gaat. Probeer het over een minuut nog eens."),
    "en": ("One moment, please", "Right now we cannot see where this link leads. Try again in a minute."),
}
PRIVATE = (
    ("Cache-Control", "private, no-store"),
    ("X-Robots-Tag", "noindex"),
    # The destination may know that a visit came from LinkedIn, not from which page there.
    ("Referrer-Policy", "strict-origin"),
    ("X-Content-Type-Options", "nosniff"),
)
"""Headers of everything that a tracked link answers."""


def page(gone: bool, accepted: str) -> tuple[str, Headers, bytes]:
    """Return status line, headers and body.

    :param gone: whether the link is no longer here; otherwise it cannot be found out now.
    :param accepted: the request's ``Accept-Language``.
    """
    languages = parse_accept_header(accepted[:1000], LanguageAccept)
    language = languages.best_match(NO_LONGER_HERE) or "en"
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
    title, text = (NO_LONGER_HERE if gone else COMES_BACK)[language]
    return templates.get_template("gone.html").render(language=language, title=title, text=text).encode()
