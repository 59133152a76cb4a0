"""Sentences that were made in English elsewhere, by the contract or a while ago, in the language that is spoken now."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vertel.translations import N_
from vertel.translations.active import gettext

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")

SYSTEM = (
    N_("Connection refused"),
    N_("Connection reset by peer"),
    N_("Connection timed out"),
    N_("Network is unreachable"),
    N_("No route to host"),
    N_("certificate has expired"),
    N_("self-signed certificate"),
    N_("self-signed certificate in certificate chain"),
    N_("unable to get local issuer certificate"),
    N_("Hostname mismatch, certificate is not valid for %(host)s"),
)
"""What the operating system and OpenSSL say most, which stands within sentences."""


class Phrases:
    """Sentences that are known by their templates.

    :param templates: English texts in the catalogues; ``%(name)s`` stands for what differs from sentence to sentence,
        which may be one of these sentences itself. The first that fits is taken: put the more particular one first.
    """

    def __init__(self, templates: Iterable[str]) -> None:
        self.templates = (*templates, *SYSTEM)
        self._patterns = [(re.compile(_pattern(template), re.DOTALL), template) for template in self.templates]

    def translated(self, sentence: str) -> str:
        """Return a sentence in the language that is spoken now; as it is when no template fits."""
        for pattern, template in self._patterns:
            found = pattern.fullmatch(sentence)
            if found:
                return gettext(template) % {name: self.translated(value) for name, value in found.groupdict().items()}
        return sentence


def _pattern(template: str) -> str:
    parts = _PLACEHOLDER.split(template)
    return "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
