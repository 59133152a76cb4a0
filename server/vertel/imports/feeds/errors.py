"""Why a feed could not be read: stored in English, and read in the language of whoever looks at the feed."""

from __future__ import annotations

from vertel.errors import printable
from vertel.outbound.egress_policy import WHY_NOT_THERE
from vertel.translations import N_
from vertel.translations.phrases import Phrases

LONGEST = 500

MANY_REDIRECTS = N_("It leads on more than %(most)s times. Use the address at which it ends.")
COMPRESSED = N_("It answers compressed, although Vertel did not ask for that.")
LARGE = N_("It is larger than %(most)s MB. Ask its maker for one with the newest only.")
CUT_OFF = N_("The connection ended before all of it was there. Vertel tries again by itself.")
NOT_MODIFIED = N_("It answered 304 Not Modified to the first question. Vertel tries again by itself.")
NOT_LET_IN = N_(
    "It answered %(status)s: it lets nobody in without signing in, or no programs. Ask for a public address."
)
NOT_THERE = N_("It answered %(status)s: there is nothing at this address any more. Look for the new one.")
ANSWERED = N_("It answered %(status)s. Vertel tries again by itself.")
SLOW = N_("It did not answer in time, or too slowly.")
BAD_CERTIFICATE = N_("Its certificate is not valid: %(why)s.")
NO_HOST = N_("There is no host of this name.")
NOT_REACHED = N_("It was not reached: %(why)s.")
NO_HTTP = N_("It answered something else than HTTP.")
DEEP_XML = N_("Its elements stand in each other more than %(most)s deep, as in no feed.")
DEEP_PAGE = N_("Its elements stand in each other more than %(most)s deep, as in no web page.")
MANY_ELEMENTS = N_("It has more than %(most)s elements. Ask its maker for a shorter one.")
MANY_ITEMS = N_("It has more than %(most)s items. Ask its maker for one with the newest only.")
OWN_ENTITIES = N_("It defines entities of its own, which no feed needs and which can be a trap.")
BAD_XML_LINE = N_("It is no well-formed XML: %(why)s in line %(line)s. Ask its maker to mend it.")
BAD_XML = N_("It is no well-formed XML: %(why)s. Ask its maker to mend it.")
UNKNOWN_KIND = N_(
    "There is no feed at this address that Vertel knows: RSS, Atom, JSON Feed, a page with JobPosting in it, Personio's"
    " XML or Recruitee's offers. docs/feeds.md says which address each system has."
)
UNREADABLE = N_("It is %(kind)s, and Vertel tripped over it (%(error)s). Tell Vertel's makers its address.")
WRITTEN_MEANWHILE = N_("Somebody wrote one of its suggestions at the same moment.")

PHRASES = Phrases(
    (
        *(MANY_REDIRECTS, COMPRESSED, LARGE, CUT_OFF, NOT_MODIFIED, NOT_LET_IN, NOT_THERE, ANSWERED, SLOW),
        *(BAD_CERTIFICATE, NO_HOST, NOT_REACHED, NO_HTTP, DEEP_XML, DEEP_PAGE, MANY_ELEMENTS, MANY_ITEMS),
        *(OWN_ENTITIES, BAD_XML_LINE, BAD_XML, UNKNOWN_KIND, UNREADABLE, WRITTEN_MEANWHILE, *WHY_NOT_THERE),
    )
)


class FeedError(Exception):
    """A feed could not be fetched or read. The message says why and what to do, in plain words, in English.

    :ivar wait: seconds for which the server asked to be left alone; None when it did not.
    """

    def __init__(self, message: str, wait: int | None = None) -> None:
        super().__init__(printable(message)[:LONGEST])
        self.wait = wait


def translated(message: str) -> str:
    """Return the message of a :class:`FeedError` in the language that is spoken now."""
    return PHRASES.translated(message)[:LONGEST]
