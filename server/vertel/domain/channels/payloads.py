"""The forms that products want a message in, by the kind of a channel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from vertel.domain.channels import google_chat, slack, teams
from vertel.domain.channels.card import Card

MESSAGES: dict[str, Callable[[Card], dict[str, Any]]] = {
    "slack": slack.message,
    "teams": teams.message,
    "google_chat": google_chat.message,
}
MOST_BYTES = {"slack": 40_000, "teams": 28_000, "google_chat": 32_000}
"""What products take at most: Slack in characters, Teams 28 KB, Google Chat 32,000 bytes.

A card stays far below by what it is made of: three titles of 200 characters, and words of our own.
"""


def body(kind: str, card: Card) -> bytes:
    """Return the body that is posted, as JSON."""
    return orjson.dumps(MESSAGES[kind](card))
