"""Which language to answer in."""

from __future__ import annotations

import re

from vertel.translations import LANGUAGES, known_language

LONGEST_HEADER = 1000
_RANGE = re.compile(r"\s*([a-z0-9-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?", re.IGNORECASE | re.ASCII)
"""A language and its weight, as section 12.5.4 of RFC 9110 has them."""


def preferred_language(accept_language: str | None, *otherwise: str) -> str:
    """Return the language of the server's texts that somebody likes best.

    :param accept_language: the request's header.
    :param otherwise: tags of languages to go by when the header names none that there is, the best first.
    """
    known = (known_language(tag) for tag in (*_accepted((accept_language or "")[:LONGEST_HEADER]), *otherwise))
    return next((language for language in known if language), LANGUAGES[0])


def _accepted(header: str) -> list[str]:
    """Return the languages in a header, the best first; what is malformed is left out, as is what is not wanted."""
    ranges = [found for found in map(_RANGE.fullmatch, header.split(",")) if found]
    weights = [(found[1], float(found[2] or 1)) for found in ranges]
    return [tag for tag, weight in sorted(weights, key=lambda pair: -pair[1]) if weight > 0]
