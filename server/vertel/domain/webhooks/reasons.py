"""Why a message to a webhook was not taken: stored in English, and read in the language of an administrator.

What is sent to channels of chat programs fails in the same ways; what more can go wrong there is in
:mod:`vertel.domain.channels.reasons`.
"""

from __future__ import annotations

from vertel.outbound.egress_policy import WHY_NOT_THERE
from vertel.translations import N_
from vertel.translations.phrases import Phrases

LONGEST = 500
"""Characters of what is stored, and of what is read."""

NO_ANSWER = N_("The receiver did not answer within %(seconds)s seconds.")
BAD_CERTIFICATE = N_("The receiver's certificate was not accepted: %(why)s.")
FAILED = N_("The connection failed: %(why)s.")
CLOSED = N_("the receiver closed it")
REDIRECTED = N_("The receiver answered %(status)s. Redirects are not followed: change the webhook's address.")
ANSWERED = N_("The receiver answered %(status)s.")
TRY = (NO_ANSWER, BAD_CERTIFICATE, FAILED, CLOSED, REDIRECTED, ANSWERED, *WHY_NOT_THERE)
"""All that is said of a try."""

SECRET_LOCKED = N_("Its secret was locked with a key that VERTEL_SECRET_KEYS no longer has. Rotate it.")
NOT_IN_ITS_FORM = N_("This event is not in the form that its document has, which is a fault in Vertel.")
GONE = N_("The receiver answered 410 Gone: it does not want to hear from us any more.")
NOTHING_TAKEN = N_("Nothing was taken for three days. The last try: %(error)s")

PHRASES = Phrases((NOTHING_TAKEN, GONE, SECRET_LOCKED, NOT_IN_ITS_FORM, *TRY))


def translated(message: str) -> str:
    """Return what was stored in English, in the language that is spoken now."""
    return PHRASES.translated(message)[:LONGEST]
