"""Which language to answer in."""

from __future__ import annotations

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from vertel.translations import LANGUAGES, known_language

LONGEST_HEADER = 1000


def preferred_language(accept_language: str | None, *otherwise: str) -> str:
    """Return the language of the server's texts that somebody likes best.

    :param accept_language: the request's header.
    :param otherwise: tags of languages to go by when the header names none that there is, the best first.
    """
    header = parse_accept_header((accept_language or "")[:LONGEST_HEADER], LanguageAccept)
    accepted = [tag for tag, quality in header if quality > 0]
    known = (known_language(tag) for tag in (*accepted, *otherwise))
    return next((language for language in known if language), LANGUAGES[0])
