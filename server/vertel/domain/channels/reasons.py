"""Why a message to a channel was not taken: stored in English, and read in the language of an administrator."""

from __future__ import annotations

from vertel.domain.webhooks.reasons import LONGEST, NOTHING_TAKEN, TRY
from vertel.translations import N_
from vertel.translations.phrases import Phrases

ADDRESS_LOCKED = N_("Its address was locked with a key that VERTEL_SECRET_KEYS no longer has. Enter it anew.")
ADDRESS_NOT_ITS_OWN = N_("Expected the address of an incoming webhook as the product shows it, at %(addresses)s.")
ENDED = N_("The server ended while the message was being sent. It may have arrived, so it is not sent again.")
UNCERTAIN = N_("%(error)s It may have arrived, so it is not sent again.")
GONE = N_("The webhook is gone: %(error)s")

PHRASES = Phrases((NOTHING_TAKEN, GONE, ENDED, UNCERTAIN, ADDRESS_LOCKED, ADDRESS_NOT_ITS_OWN, *TRY))


def translated(message: str) -> str:
    """Return what was stored in English, in the language that is spoken now."""
    return PHRASES.translated(message)[:LONGEST]
