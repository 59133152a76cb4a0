"""A message as a workflow of Teams takes it: an Adaptive Card in the envelope of a message.

Titles stand in text runs, in which no Markdown is read. Dates in double braces are read there too, so the braces are
kept apart. A mention needs an entry in ``msteams.entities``, which the card does not have.
"""

from __future__ import annotations

import re
from typing import Any

from vertel.domain.channels.card import Card, CardItem

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.4"
"""The newest that Teams' clients on all systems show."""

WORD_JOINER = "\u2060"
"""Has no width, and separates nothing."""


def message(card: Card) -> dict[str, Any]:
    """Return the document that is posted."""
    content = {
        "$schema": SCHEMA,
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": card.language,
        "fallbackText": card.title,
        "body": [
            _text(card.title, size="large", weight="bolder"),
            _text(card.text),
            *(_item(item) for item in card.items),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": card.link_text, "url": card.link}],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": content}
    return {"type": "message", "attachments": [attachment]}


def without_functions(text: str) -> str:
    """Return a text in which no ``{{DATE(...)}}`` is found; it looks the same."""
    return re.sub(r"\{(?=\{)", "{" + WORD_JOINER, text)


def _item(item: CardItem) -> dict[str, Any]:
    note = _text(item.note, isSubtle=True)
    return {
        "type": "Container",
        "separator": True,
        "spacing": "medium",
        "items": [_text(item.title, weight="bolder"), note | {"spacing": "small"}],
    }


def _text(text: str, **look: Any) -> dict[str, Any]:
    run = {"type": "TextRun", "text": without_functions(text)} | look
    return {"type": "RichTextBlock", "inlines": [run]}
