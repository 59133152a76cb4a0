"""What a message to a channel says, before a product's own form is given to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from vertel.db.models import Suggestion
from vertel.domain.suggestions.kind_names import KINDS
from vertel.domain.suggestions.texts_by_language import primary
from vertel.translations import translations
from vertel.translations.dates import in_words

LONGEST_TITLE = 200
"""Characters of a suggestion's title."""


@dataclass(frozen=True)
class CardItem:
    """A suggestion on a card.

    :ivar title: as editors wrote it: a product's form has to keep it from being read as markup.
    :ivar note: its kind, and until when it is there.
    """

    title: str
    kind: str
    note: str


@dataclass(frozen=True)
class Card:
    """A message: no people, no numbers, and no link but the one to Vertel.

    :ivar language: ``en`` or ``nl``.
    :ivar text: below the title.
    :ivar link: to Vertel in the browser.
    """

    language: str
    title: str
    text: str
    items: tuple[CardItem, ...]
    link: str
    link_text: str


def write(
    suggestions: Sequence[Suggestion], language: str, zone: ZoneInfo, public_url: str, *, is_test: bool = False
) -> Card:
    """Return the card about some suggestions.

    :param zone: the organisation's, for the days that are told.
    """
    texts = translations(language)
    _ = texts.gettext
    text = _("Pick what suits you and tell it in your own words. Nothing has to be shared.")
    if is_test:
        text = _("This is a test: it shows what is there now, whether it is new or not.")
    return Card(
        language=language,
        title=_("New to share"),
        text=text,
        items=tuple(_item(one, language, zone, texts) for one in suggestions),
        link=f"{public_url}/app/",
        link_text=_("Open Vertel"),
    )


def _item(suggestion: Suggestion, language: str, zone: ZoneInfo, texts: NullTranslations) -> CardItem:
    titles = {primary(tag): title for tag, title in (suggestion.titles or {}).items()}
    kind = texts.gettext(KINDS[suggestion.kind])
    note = kind
    if suggestion.expires_at is not None:
        note = texts.gettext("%(kind)s, until %(day)s") % {
            "kind": kind,
            "day": _last_day(suggestion.expires_at, zone, texts),
        }
    return CardItem(titles.get(language, suggestion.title)[:LONGEST_TITLE], suggestion.kind, note)


def _last_day(expires_at: datetime, zone: ZoneInfo, texts: NullTranslations) -> str:
    """Return the last day on which it is there: the one before, when it ends at midnight."""
    return in_words((expires_at.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone).date(), texts)
