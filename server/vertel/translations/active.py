"""The language in which is said what goes wrong meanwhile: that of the request, English where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from vertel.translations import LANGUAGES, translations

_language: ContextVar[str] = ContextVar("language", default=LANGUAGES[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have :func:`gettext` answer in a language, of :data:`LANGUAGES`, as long as the block runs."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def gettext(text: str) -> str:
    """Return a text in the language that is spoken now."""
    return translations(_language.get()).gettext(text)


def ngettext(one: str, several: str, number: int) -> str:
    """Return the one of two texts that goes with a number, in the language that is spoken now."""
    return translations(_language.get()).ngettext(one, several, number)
