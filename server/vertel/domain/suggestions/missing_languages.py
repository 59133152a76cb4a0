"""In which of the organisation's languages a suggestion says nothing yet, in words for who writes suggestions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from vertel.domain.suggestions.texts_by_language import primary
from vertel.translations import N_, translations

NAMES = {
    "ar": N_("Arabic"), "de": N_("German"), "en": N_("English"), "es": N_("Spanish"), "fr": N_("French"),
    "fy": N_("Frisian"), "it": N_("Italian"), "nl": N_("Dutch"), "pl": N_("Polish"), "pt": N_("Portuguese"),
    "tr": N_("Turkish"), "uk": N_("Ukrainian"),
}  # fmt: skip
"""What languages are called, by their tags."""


class Missing(NamedTuple):
    """A warning: a stable code, a pointer, and a sentence."""

    code: str
    pointer: str
    message: str


def find(document: dict[str, Any], languages: Sequence[str], reader: str) -> Iterator[Missing]:
    """Yield what is missing: a text to post, the title, what the picture shows.

    :param document: a loaded ``SuggestionRequest``.
    :param languages: the organisation's, the first of which is that of ``title`` and ``alt``.
    :param reader: the language of the sentences.
    """
    wanted = sorted({primary(language) for language in document["audience"]["languages"] or languages})
    plain = {primary(language) for language in languages[:1]}
    _ = translations(reader).gettext

    def without(have: Collection[str]) -> str:
        return ", ".join(_name(language, _) for language in wanted if language not in have)

    missing = without(_languages([*document["captions"], *document["prompts"]]))
    if missing:
        text = _("There is no text to post in %(languages)s yet. Colleagues who read that see another language.")
        yield Missing("missing-language", "/captions", text % {"languages": missing})
    missing = without(_languages(document["titles"]) | plain)
    if missing:
        text = _("The title is not there in %(languages)s yet. Colleagues who read that see it in another language.")
        yield Missing("missing-title-language", "/titles", text % {"languages": missing})
    image = document["image"] or {}
    described = _languages(image.get("alt_texts", ())) | (plain if image.get("alt") else set())
    missing = without(described)
    if described and missing:
        text = _("What the picture shows is not told in %(languages)s yet, for colleagues who cannot see it.")
        yield Missing("missing-alt-text-language", "/image/alt_texts", text % {"languages": missing})


def _languages(texts: Sequence[dict[str, Any]]) -> set[str]:
    return {primary(text["language"]) for text in texts}


def _name(language: str, translated: Callable[[str], str]) -> str:
    return translated(NAMES[language]) if language in NAMES else language
