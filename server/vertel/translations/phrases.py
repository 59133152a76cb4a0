"""Sentences that were made in English elsewhere, by the contract or a while ago, in the language that is spoken now."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vertel.translations.active import gettext

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class Phrases:
    """Sentences that are known by their templates.

    :param templates: English texts in the catalogues; ``%(name)s`` stands for what differs from sentence to sentence.
    """

    def __init__(self, templates: Iterable[str]) -> None:
        self._templates = [(re.compile(_pattern(template), re.DOTALL), template) for template in templates]

    def translated(self, sentence: str) -> str:
        """Return a sentence in the language that is spoken now; as it is when no template fits."""
        for pattern, template in self._templates:
            found = pattern.fullmatch(sentence)
            if found:
                return gettext(template) % found.groupdict()
        return sentence


def _pattern(template: str) -> str:
    parts = _PLACEHOLDER.split(template)
    return "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
