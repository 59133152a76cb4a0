"""A message as Slack's incoming webhooks take it: Block Kit.

Titles stand in ``plain_text``, in which Slack reads no formatting, and the three characters with which it writes links
and mentions are escaped, as its documentation asks for in all text objects. ``emoji`` is off, or ``:tada:`` is a
picture. The link to Vertel is text, since a button asks the webhook's app whether it can answer, which it cannot.
"""

from __future__ import annotations

from typing import Any

from vertel.domain.channels.card import Card

LONGEST_HEADER = 150
LONGEST_SECTION = 3000
LONGEST_NOTE = 2000


def message(card: Card) -> dict[str, Any]:
    """Return the document that is posted."""
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": _plain(card.title, LONGEST_HEADER)},
        {"type": "section", "text": _plain(card.text, LONGEST_SECTION)},
    ]
    for item in card.items:
        blocks += [
            {"type": "divider"},
            {"type": "section", "text": _plain(item.title, LONGEST_SECTION)},
            {"type": "context", "elements": [_plain(item.note, LONGEST_NOTE)]},
        ]
    link = f"<{escaped(card.link)}|{escaped(card.link_text)}>"
    blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": link, "verbatim": True}})
    # The text of notifications. It may hold formatting, so it holds our own words alone.
    return {"text": escaped(card.title), "blocks": blocks, "unfurl_links": False, "unfurl_media": False}


def escaped(text: str) -> str:
    """Return a text in which Slack finds no link and no mention."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str, longest: int) -> dict[str, Any]:
    # Cut before it is escaped: half of an escape is no escape. It grows five times at most.
    return {"type": "plain_text", "text": escaped(text[: longest // 5]), "emoji": False}
