"""The contract's own messages in the reader's language.

The schema package says the same words in every program and language that reads documents with it, so it says them in
English; the server, which knows its reader, translates them on their way out.
"""

from __future__ import annotations

from vertel.translations import N_
from vertel.translations.active import gettext as _
from vertel.translations.phrases import Phrases

OR_NULL = ", or null."

_MESSAGES = Phrases(
    (
        N_("This field is required."),
        N_("This field is not known here."),
        N_("Expected an object."),
        N_("Expected a value."),
        N_("Expected true or false."),
        N_("Expected a whole number from %(least)s to %(most)s."),
        N_("Expected a number from %(least)s to %(most)s."),
        N_("Expected a list of %(least)s to %(most)s different items."),
        N_("Expected a list of %(least)s to %(most)s items."),
        N_("Expected text of %(least)s to %(most)s characters, without control characters."),
        N_("Expected one line of text of %(least)s to %(most)s characters, without control characters."),
        N_("Expected a time in UTC such as %(example)s."),
        N_("Expected a date such as %(example)s."),
        N_("Expected a UUID such as %(example)s."),
        N_("Expected a language tag such as nl, en or pt-BR."),
        N_("Expected an e-mail address such as %(example)s."),
        N_("Expected an https:// address without spaces, user name or accents (percent-encode those)."),
        N_("Expected an http:// or https:// address."),
        N_("Expected 1 to 64 letters, digits and inner hyphens."),
        N_("Expected 1 to 64 lower-case letters, digits and inner hyphens."),
        N_("Expected 1 to 512 printable ASCII characters."),
        N_("Expected a colour such as %(example)s."),
        N_("Expected one of the fields %(fields)s."),
    )
)


def translated(message: str) -> str:
    """Return a message of the contract in the language that is spoken now."""
    if message.endswith(OR_NULL):
        plain = translated(f"{message.removesuffix(OR_NULL)}.").removesuffix(".")
        return _("%(message)s, or null.") % {"message": plain}
    found = _MESSAGES.translated(message)
    if found == message and message.startswith("Expected "):
        return _("Expected %(words)s.") % {"words": choices(message.removeprefix("Expected ").removesuffix("."))}
    return found


def choices(words: str) -> str:
    """Return words of which one is expected, ``a, b or c``, with the last two joined in the language spoken now."""
    first, joint, last = words.rpartition(" or ")
    return _("%(first)s or %(last)s") % {"first": first, "last": last} if joint else words
