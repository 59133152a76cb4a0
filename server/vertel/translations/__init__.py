"""Texts for people in other languages than English, in gettext catalogues. CONTRIBUTING.md says how to add one."""

from __future__ import annotations

import gettext
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "nl")
"""The languages of the server's texts. The first is that of the code, and of people who use none of them."""


def translations(tag: str) -> gettext.NullTranslations:
    """Return the texts in a language such as ``nl`` or ``nl-BE``; the English ones when there are none in it."""
    return _catalogue(known_language(tag) or LANGUAGES[0])


def known_language(tag: str) -> str | None:
    """Return the one of :data:`LANGUAGES` that a BCP 47 tag belongs to."""
    language = tag.partition("-")[0].lower()
    return language if language in LANGUAGES else None


def N_(text: str) -> str:  # noqa: N802  the name by which gettext's tools find texts
    """Return a text as it is: one that stands in a constant, and is translated where it is shown."""
    return text


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == LANGUAGES[0]:
        return gettext.NullTranslations()
    return gettext.translation("vertel", Path(__file__).parent, [language])
