"""A message as Google Chat's incoming webhooks take it: a card of ``cardsV2``.

The texts of a card may hold some of HTML's tags, so what HTML reads as markup is escaped. The mentions of Google Chat
are read in a message's ``text``, which this one does not have.
"""

from __future__ import annotations

import html
from typing import Any

from vertel.domain.channels.card import Card, CardItem


def message(card: Card) -> dict[str, Any]:
    """Return the document that is posted."""
    link = {"text": card.link_text, "onClick": {"openLink": {"url": card.link}}}
    widgets: list[dict[str, Any]] = [{"textParagraph": {"text": escaped(card.text)}}]
    widgets += [_item(item) for item in card.items]
    widgets.append({"buttonList": {"buttons": [link]}})
    shown = {"header": {"title": card.title}, "sections": [{"widgets": widgets}]}
    return {"fallbackText": card.title, "cardsV2": [{"cardId": "vertel", "card": shown}]}


def escaped(text: str) -> str:
    """Return a text in which Google Chat finds no tag and no entity but those that stand for the text itself."""
    return html.escape(text, quote=False)


def _item(item: CardItem) -> dict[str, Any]:
    return {"decoratedText": {"text": escaped(item.title), "bottomLabel": escaped(item.note), "wrapText": True}}
