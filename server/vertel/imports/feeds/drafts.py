"""The draft that an item becomes: its title and where it leads, a text, and story starters in the organisation's words.

A draft is held against the contract and the rules as what editors write is, so nothing gets in by a feed that could not
be typed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import orjson
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from vertel.domain.people import organisations
from vertel.domain.suggestions import suggestions
from vertel.imports import contract_words
from vertel.imports.feeds import texts
from vertel.imports.feeds.entries import Item
from vertel.translations import LANGUAGES, N_, known_language, translations
from vertel.translations.active import InEachLanguage, in_each_language
from vertel.translations.active import gettext as _
from vertel_schema import SuggestionRequest, faults

CAPTION_LENGTH = 400
NO_TITLE = N_("It has no title.")
NO_ADDRESS = N_("It leads nowhere: it has no address.")
NOT_ALLOWED = N_("Its address is none that a link may lead to: https://HOST/... is expected.")

STARTERS: dict[str, tuple[str, str]] = {
    "vacancy": (N_("What do you like about working here? Tell it as you would tell a friend."),
                N_("What I like about my work here: ")),
    "article": (N_("What struck you in this?"), N_("What stayed with me: ")),
    "event": (N_("Why would you go there?"), N_("What I look forward to: ")),
    "success": (N_("What does nobody see of how this came about?"), N_("What you do not see from the outside: ")),
    "team_moment": (N_("What made this a good moment?"), N_("What I will remember of this: ")),
    "story": (N_("What does this remind you of in your own work?"), N_("This reminds me of ")),
}  # fmt: skip
"""Kind of a suggestion -> a question to the colleague, and a first line with a gap."""


class Draft(NamedTuple):
    """What an item would become.

    :ivar written: the ``SuggestionRequest``, as JSON.
    :ivar document: the same loaded and completed; None when it cannot become one.
    :ivar reason: why it cannot, in each language, as it may be stored; None when it can.
    :ivar digest: of what is written, so that a change is noticed.
    """

    item: Item
    written: dict[str, Any]
    document: dict[str, Any] | None
    reason: InEachLanguage | None
    digest: str


class Drafting(NamedTuple):
    """What drafts of a feed have in common.

    :ivar language: of the feed's texts.
    :ivar languages: those of the organisation.
    :ivar hosts: where links may lead.
    :ivar zone: by whose clock a feed's moments are that name no offset.
    """

    kind: str
    language: str
    languages: Sequence[str]
    hosts: Sequence[str]
    zone: ZoneInfo


def drafting(session: Session, kind: str, language: str, hosts: Sequence[str]) -> Drafting:
    """Return what drafts of a feed have in common, with what the organisation has set."""
    organisation = organisations.get(session)
    return Drafting(kind, language, organisation.languages, hosts, ZoneInfo(organisation.time_zone))


def draft(item: Item, common: Drafting, moment: datetime) -> Draft:
    """Return what an item would become."""
    item = item.in_zone(common.zone)
    written = _written(item, common, moment)
    digest = hashlib.sha256(orjson.dumps(written, option=orjson.OPT_SORT_KEYS)).hexdigest()
    if not item.title or not item.url:
        missing = NO_ADDRESS if item.title else NO_TITLE
        return Draft(item, written, None, in_each_language(lambda: _(missing)), digest)
    try:
        document = suggestions.complete(dict(SuggestionRequest().load(written)))
    except ValidationError as error:
        first = faults(error.messages)[0]
        return Draft(item, written, None, in_each_language(lambda: _about(first)), digest)
    if suggestions.find_faults(document, common.hosts, ()):
        reason = in_each_language(lambda: suggestions.find_faults(document, common.hosts, ())[0]["message"])
        return Draft(item, written, None, reason, digest)
    return Draft(item, written, document, None, digest)


def starters(kind: str, languages: Iterable[str]) -> list[dict[str, str]]:
    """Return the story starters of a kind, in those of the languages that the server has words in; else in English."""
    question, opening = STARTERS[kind]
    spoken = [tag for tag in languages if known_language(tag)] or [LANGUAGES[0]]
    words = [(tag, translations(tag).gettext) for tag in spoken]
    return [{"language": tag, "question": told(question), "opening": told(opening)} for tag, told in words]


def _written(item: Item, common: Drafting, moment: datetime) -> dict[str, Any]:
    closing = item.expires_at if item.expires_at is not None and item.expires_at > moment else None
    said = texts.beginning(item.text, CAPTION_LENGTH)
    text = "\n\n".join(part for part in (item.title, said, "{link}") if part)
    return {
        "external_id": item.name,
        "kind": common.kind,
        "title": item.title,
        "destination_url": item.url,
        "captions": [{"language": common.language, "tone": "factual", "text": text}],
        "prompts": starters(common.kind, common.languages),
        "expires_at": closing and f"{closing:%Y-%m-%dT%H:%M:%SZ}",
        "status": "draft",
    }


def _about(found: Any) -> str:
    if found["pointer"] == "/destination_url":
        return _(NOT_ALLOWED)
    return f"{found['pointer']}: {contract_words.translated(found['message'])}"
