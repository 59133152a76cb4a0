"""How it stands with the consent of people who are shown, and until when a suggestion is shown for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from sqlalchemy.orm import Session

from vertel.db.models import Consent
from vertel.domain.audience.audience_index import earliest
from vertel.domain.people import organisations
from vertel.domain.people.calendar import Calendar
from vertel.domain.suggestions.warnings import Warning  # noqa: A004  the field's own word
from vertel.errors import Fault, fault
from vertel.translations import N_
from vertel.translations.active import gettext as _

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""When consent ended that does not hold now: before every moment at which a list is made, on every node's clock."""


class State(StrEnum):
    """How it stands with one person. A member's value is what clients read."""

    NONE = "none"
    RECORDED = "recorded"
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"


MESSAGES = {
    State.NONE: N_("Nobody has recorded that %(name)s agrees to be shown. Ask them for consent."),
    State.ASKED: N_("%(name)s was asked and has not answered yet."),
    State.REFUSED: N_(
        "%(name)s does not agree, so no colleague sees this. Take them out of the words and the picture."
    ),
    State.WITHDRAWN: N_("%(name)s took their consent back, so no colleague sees this. Take them out of it."),
    State.EXPIRED: N_("The consent of %(name)s has expired, so no colleague sees this. Ask them once more."),
    State.LAPSED: N_("What is shown changed since %(name)s agreed, so no colleague sees this. Ask them once more."),
    State.RECORDED: N_("Your organisation wants %(name)s to agree themselves. Ask them for consent."),
}


class Standing(NamedTuple):
    """How it stands with one person.

    :ivar until: the last day on which the consent holds or held; None where there is none.
    """

    state: State
    until: date | None


class Shown(Protocol):
    """Somebody who is shown, as stored."""

    name: Any
    consent: Any


@dataclass(frozen=True)
class Rules:
    """What consent is held against.

    :ivar required: whether only what people said themselves counts.
    :ivar version: rises with each change of them; a suggestion is stored with the one that it was held against.
    """

    calendar: Calendar
    today: date
    required: bool
    version: int


def rules(session: Session) -> Rules:
    """Return the organisation's rules at this moment."""
    organisation = organisations.get(session)
    calendar, today = organisations.calendar(session), organisations.today(session)
    return Rules(calendar, today, organisation.require_consent, organisation.consent_rules)


def shown(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what colleagues see of a suggestion and people consent to: its words and its picture, ready for JSON.

    :param document: a loaded ``SuggestionRequest``.
    """
    texts = [caption["text"] for caption in document["captions"]]
    texts += [text for prompt in document["prompts"] for text in (prompt["question"], prompt["opening"]) if text]
    image = document["image"] or {"id": None, "alt": None}
    # Those that are empty are left out, so that a yes to words of one language keeps its digest.
    by_language = {"titles": document["titles"], "alt_texts": image.get("alt_texts")}
    return {
        "title": document["title"],
        "texts": texts,
        "image_id": str(image["id"]) if image["id"] else None,
        "alt": image["alt"],
    } | {name: entries for name, entries in by_language.items() if entries}


def digest(words: Mapping[str, Any]) -> bytes:
    """Return the SHA-256 of what :func:`shown` returned; the order of the texts makes no difference."""
    in_order = {**words, "texts": sorted(words["texts"])}
    return hashlib.sha256(json.dumps(in_order, sort_keys=True).encode()).digest()


def everybody(document: Mapping[str, Any], stored: Sequence[Shown], today: date) -> list[Standing]:
    """Return how it stands with each person of a document.

    :param stored: those who are stored, in their order. Who has the same name is the same person.
    """
    words = digest(shown(document))
    return [
        _of_one(person, consent, words, today)
        for person, consent in zip(document["people"], _consents(document, stored), strict=True)
    ]


def ends_at(document: Mapping[str, Any], stored: Sequence[Shown], rules: Rules) -> datetime | None:
    """Return from when a suggestion is not shown because somebody in it does not agree; None when that never comes."""
    return earliest(*(_end(standing, rules) for standing in everybody(document, stored, rules.today)))


def find_faults(document: Mapping[str, Any], stored: Sequence[Shown], rules: Rules) -> list[Fault]:
    """Return a fault for each person without whom a document cannot be published, where consent is required."""
    if not rules.required or document["status"] != "published":
        return []
    found, advice = enumerate(everybody(document, stored, rules.today)), _("Until then keep this as a draft.")
    return [
        fault(f"/people/{index}", f"{_message(document, index, standing)} {advice}")
        for index, standing in found
        if standing.state is not State.AGREED
    ]


def warn(document: Mapping[str, Any], stored: Sequence[Shown], rules: Rules) -> Iterator[Warning]:
    """Yield a warning for each person whose consent does not hold."""
    if document["status"] == "archived":
        return
    for index, standing in enumerate(everybody(document, stored, rules.today)):
        if standing.state is State.AGREED or (standing.state is State.RECORDED and not rules.required):
            continue
        message = _message(document, index, standing)
        yield {"code": f"consent-{standing.state}", "pointer": f"/people/{index}", "message": message}


def _consents(document: Mapping[str, Any], stored: Sequence[Shown]) -> list[Consent | None]:
    waiting: dict[str, list[Consent | None]] = {}
    for person in stored:
        waiting.setdefault(person.name, []).append(person.consent)
    return [(waiting.get(person["name"]) or [None]).pop(0) for person in document["people"]]


def _of_one(person: Mapping[str, Any], consent: Consent | None, words: bytes, today: date) -> Standing:
    if consent is None or consent.state == State.ASKED:
        return _recorded(person["consent_until"], today, State.NONE if consent is None else State.ASKED)
    if consent.state != State.AGREED:
        return Standing(State(consent.state), None)
    # First: what was agreed to may be forgotten some time after its end.
    if consent.until is not None and consent.until < today:
        return Standing(State.EXPIRED, consent.until)
    if consent.digest != words:
        return Standing(State.LAPSED, None)
    return Standing(State.AGREED, consent.until)


def _recorded(until: date | None, today: date, otherwise: State) -> Standing:
    """Return how it stands by what an editor recorded; a request that waits takes nothing away from that."""
    if until is not None and until < today:
        return Standing(State.EXPIRED, until)
    return Standing(State.RECORDED if until is not None and otherwise is State.NONE else otherwise, until)


def _end(standing: Standing, rules: Rules) -> datetime | None:
    given = {State.AGREED, State.EXPIRED} | (set() if rules.required else {State.RECORDED, State.ASKED, State.NONE})
    if standing.state not in given:
        return LONG_AGO
    if standing.until is None or standing.until == date.max:
        return None
    return rules.calendar.start(standing.until + timedelta(days=1))


def _message(document: Mapping[str, Any], index: int, standing: Standing) -> str:
    return _(MESSAGES[standing.state]) % {"name": document["people"][index]["name"]}
