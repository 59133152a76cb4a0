"""The language in which is said what goes wrong meanwhile: that of the request, English where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from vertel.translations import LANGUAGES, translations

InEachLanguage = Mapping[str, str]
"""Language, of :data:`LANGUAGES` -> the same said in it, for what is stored and read by several people."""

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


def in_each_language(say: Callable[[], str]) -> InEachLanguage:
    """Return what a function says in each language.

    :param say: is called once for each, while that is spoken.
    """
    told = {}
    for language in LANGUAGES:
        with speaking(language):
            told[language] = say()
    return told


def in_language_spoken(told: InEachLanguage) -> str:
    """Return the one of these sentences that is in the language that is spoken now, else the English one."""
    return told.get(_language.get()) or told[LANGUAGES[0]]
