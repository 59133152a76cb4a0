"""What the sheet says, as parts of entries of facts, and the version that follows from it.

Nothing in it changes by itself: no date, no number of uses, and no name of a person but those that were filled in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.config import Config
from vertel.db.models import Channel, Feed, Webhook
from vertel.domain.audience.reach import SMALLEST_GROUP
from vertel.domain.datasheet import organisation_settings
from vertel.domain.datasheet.categories import CATEGORIES, CATEGORY_OF_HELD, PURPOSES
from vertel.domain.datasheet.contract import Disclosed, DisclosedField, contract
from vertel.domain.datasheet.impossible import IMPOSSIBLE
from vertel.domain.datasheet.interfaces import Interface, Target, interfaces
from vertel.domain.datasheet.live_settings import live_settings
from vertel.domain.datasheet.organisation_settings import OrganisationFacts
from vertel.domain.datasheet.others import held_about_others
from vertel.domain.datasheet.statements import ASSESSMENT, COMPANY, RECORD, ROLES
from vertel.domain.people import organisations
from vertel.domain.privacy.transparency import HELD
from vertel.translations import LANGUAGES, translations

Fact = str | list[str]
Entry = dict[str, Fact]
Content = dict[str, dict[str, Entry]]
"""Part -> name of an entry -> fact -> value. Values are texts and lists of texts, in one language."""

Contents = dict[str, Content]
"""Language -> content."""

YES, NO = "yes", "no"


class Basis(NamedTuple):
    """All that the content depends on, besides the version of the software."""

    config: Config
    organisation: OrganisationFacts
    webhooks: tuple[Target, ...]
    channels: tuple[str, ...]
    feeds: tuple[str, ...]


class Sheet(NamedTuple):
    """What the sheet says in each language, and its version: the SHA-256 of what it says in English."""

    version: str
    contents: Contents


def basis(session: Session, config: Config) -> Basis:
    """Return what the content depends on at this moment."""
    active = session.execute(select(Webhook.url, Webhook.types).where(Webhook.active))
    targets = sorted(Target.of(url, types) for url, types in active)
    channels = session.scalars(select(Channel.kind).where(Channel.active).distinct().order_by(Channel.kind))
    feeds = {urlsplit(url).hostname or "" for url in session.scalars(select(Feed.url).where(Feed.active))}
    facts = OrganisationFacts.of(organisations.get(session))
    return Basis(config, facts, tuple(targets), tuple(channels), tuple(sorted(feeds)))


@lru_cache(maxsize=8)
def sheet(basis: Basis) -> Sheet:
    """Return the sheet. It is the same for the same basis, so it is kept."""
    contents = {language: _content(language, basis) for language in LANGUAGES}
    return Sheet(version_of(contents[LANGUAGES[0]]), contents)


def version_of(content: Content) -> str:
    """Return the SHA-256 of a content, whatever the order of its entries, in hexadecimal digits."""
    return hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _content(language: str, basis: Basis) -> Content:
    texts = translations(language)
    _ = texts.gettext
    return {
        "company": _company(basis.organisation, _),
        "purpose": {
            name: {"text": _(purpose.text), "categories": sorted(purpose.categories)}
            for name, purpose in PURPOSES.items()
        },
        "category": {
            name: {"text": _(category.text), "people": _(category.people)} for name, category in CATEGORIES.items()
        },
        "held": _held(_) | held_about_others(basis.config, texts),
        "report": {document.name: _report(document, _) for document in contract().documents},
        "field": {
            f"{document.name}.{field.name}": _field(field, _)
            for document in contract().documents
            for field in document.fields
        },
        "impossible": {name: {"text": _(promise.text)} for name, promise in IMPOSSIBLE.items()},
        "role": {name: {"text": _(text), "calls": contract().calls_of(name)} for name, text in ROLES.items()},
        "interface": {
            name: {"text": _(way.text), "active": YES if way.active else NO, "to": list(way.to)}
            for name, way in _ways(basis).items()
        },
        "setting": {
            name: {"meaning": meaning, "value": value}
            for name, meaning, value in (
                *live_settings(basis.config, texts),
                *organisation_settings.settings(basis.config, basis.organisation, _),
            )
        },
        "record": {name: {"text": _(text)} for name, text in RECORD.items()},
        "assessment": {name: {"text": _(text)} for name, text in ASSESSMENT.items()},
    }


def _ways(basis: Basis) -> dict[str, Interface]:
    return interfaces(basis.config, basis.webhooks, basis.channels, basis.feeds)


def _company(facts: OrganisationFacts, _: Callable[[str], str]) -> dict[str, Entry]:
    own = dict(facts.own_texts)
    return {name.replace("_", "-"): {"title": _(title), "text": own.get(name) or ""} for name, title in COMPANY.items()}


def _held(_: Callable[[str], str]) -> dict[str, Entry]:
    return {
        part.replace("_", "-"): {
            "what": _(held.what),
            "why": _(held.why),
            "kept": _(held.kept),
            "category": CATEGORY_OF_HELD[part],
            "readers": list(held.readers),
        }
        for part, held in HELD.items()
    }


def _report(document: Disclosed, _: Callable[[str], str]) -> Entry:
    return {"meaning": _(document.meaning), "calls": document.calls, "readers": document.readers}


def _field(field: DisclosedField, _: Callable[[str], str]) -> Entry:
    return {
        "meaning": _(field.meaning),
        "category": field.category,
        "smallest_group": str(SMALLEST_GROUP) if field.about == "group" else "",
        "only_signed": YES if field.about == "signed" else NO,
    }
