"""The judge of messages to Teams, held to messages that are broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from support.adaptive_cards import faults_of_teams_message
from vertel.domain.channels import payloads
from vertel.domain.channels.card import Card, CardItem

ITEM = CardItem("Lasser, Zwolle", "vacancy", "Vacature, tot en met 15 januari 2031")
CARD = Card(
    "nl", "Nieuw om te delen", "Kies wat bij je past.", (ITEM,), "https://vertel.example.com/app/", "Naar Vertel"
)
BROKEN: dict[str, Callable[[dict[str, Any], dict[str, Any]], Any]] = {
    "no version": lambda card, _: card.pop("version"),
    "a version that Teams does not show": lambda card, _: card.update(version="1.6"),
    "no address behind the button": lambda card, _: card["actions"][0].pop("url"),
    "an unknown size of text": lambda card, _: card["body"][0]["inlines"][0].update(size="huge"),
    "an unknown element": lambda card, _: card["body"].append({"type": "Marquee"}),
    "an unknown property": lambda card, _: card["body"][0].update(colour="accent"),
    "a text in place of a list": lambda card, _: card["body"][2].update(items="Lasser"),
    "something beside the card": lambda _, message: message.update(text="Hi"),
    "two cards": lambda _, message: message["attachments"].append(message["attachments"][0]),
}


def message() -> dict[str, Any]:
    sent: dict[str, Any] = json.loads(payloads.body("teams", CARD))
    return sent


def test_our_own_message_is_as_microsoft_has_it() -> None:
    assert faults_of_teams_message(message()) == []


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_message_is_found(fault: str) -> None:
    broken = message()
    BROKEN[fault](broken["attachments"][0]["content"], broken)
    assert faults_of_teams_message(broken) != []
