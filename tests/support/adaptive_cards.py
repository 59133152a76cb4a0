"""What Microsoft's schema says of an Adaptive Card, as far as our cards go, and the message that holds one.

Written by hand after the published schema of version 1.5 (adaptivecards.io/schemas/1.5.0/adaptive-card.json) and the
page on each element at learn.microsoft.com/adaptive-cards: the elements that our cards use, each with all of its
properties, closed as they are closed there. What other elements a card may have is left out, so a card that uses one
fails here and has it added.
"""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

Schema = dict[str, Any]


def words(*allowed: str) -> Schema:
    """A word in any case, as the published schema has them."""
    return {"type": "string", "pattern": f"^(?i:{'|'.join(allowed)})$"}


TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": ["boolean", "null"]}
COLORS = words("default", "dark", "light", "accent", "good", "warning", "attention")
ALIGNMENT = words("left", "center", "right")
FONT = {"fontType": words("default", "monospace"), "weight": words("default", "lighter", "bolder"),
        "size": words("default", "small", "medium", "large", "extraLarge")}  # fmt: skip
ELEMENT = {
    "id": TEXT,
    "isVisible": {"type": "boolean"},
    "separator": {"type": "boolean"},
    "height": words("auto", "stretch"),
    "spacing": words("default", "none", "small", "medium", "large", "extraLarge", "padding"),
    "fallback": words("drop"),
    "requires": {"type": "object", "additionalProperties": TEXT},
}


def closed(name: str, required: list[str], properties: Schema) -> Schema:
    """An object of one type, with no other properties."""
    return {
        "type": "object",
        "required": ["type", *required],
        "properties": {"type": {"const": name}} | properties,
        "additionalProperties": False,
    }


OPEN_URL = closed(
    "Action.OpenUrl",
    ["url"],
    {
        "url": {"type": "string", "pattern": "^https?://"},
        "title": TEXT, "iconUrl": TEXT, "id": TEXT, "tooltip": TEXT, "isEnabled": {"type": "boolean"},
        "style": words("default", "positive", "destructive"), "mode": words("primary", "secondary"),
        "fallback": words("drop"), "requires": ELEMENT["requires"],
    },
)  # fmt: skip
TEXT_RUN = closed(
    "TextRun",
    ["text"],
    {"text": TEXT, "color": COLORS, "isSubtle": FLAG, "selectAction": OPEN_URL, **FONT}
    | {name: {"type": "boolean"} for name in ("highlight", "italic", "strikethrough", "underline")},
)
RICH_TEXT_BLOCK = closed(
    "RichTextBlock",
    ["inlines"],
    {"inlines": {"type": "array", "items": {"oneOf": [TEXT, TEXT_RUN]}}, "horizontalAlignment": ALIGNMENT, **ELEMENT},
)
CONTAINER = closed(
    "Container",
    ["items"],
    {
        "items": {"type": "array", "items": RICH_TEXT_BLOCK},
        "selectAction": OPEN_URL,
        "style": words("default", "emphasis", "good", "attention", "warning", "accent"),
        "verticalContentAlignment": words("top", "center", "bottom"),
        "bleed": {"type": "boolean"}, "minHeight": TEXT, "rtl": FLAG,
        **ELEMENT,
    },
)  # fmt: skip
CARD = closed(
    "AdaptiveCard",
    ["version", "body"],
    {
        "$schema": {"const": "http://adaptivecards.io/schemas/adaptive-card.json"},
        "version": {"enum": ["1.2", "1.3", "1.4", "1.5"]},
        "body": {"type": "array", "items": {"oneOf": [RICH_TEXT_BLOCK, CONTAINER]}},
        "actions": {"type": "array", "items": OPEN_URL},
        "selectAction": OPEN_URL,
        "lang": {"type": "string", "pattern": "^[a-z]{2}$"},
        "fallbackText": TEXT, "speak": TEXT, "minHeight": TEXT, "rtl": FLAG,
        "verticalContentAlignment": words("top", "center", "bottom"),
    },
)  # fmt: skip
TEAMS_MESSAGE: Schema = {
    "type": "object",
    "required": ["type", "attachments"],
    "properties": {
        "type": {"const": "message"},
        "attachments": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["contentType", "content"],
                "properties": {
                    "contentType": {"const": "application/vnd.microsoft.card.adaptive"},
                    "contentUrl": {"type": "null"},
                    "content": CARD,
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What the trigger "When a Teams webhook request is received" takes."""

_VALIDATOR = Draft202012Validator(TEAMS_MESSAGE)


def faults_of_teams_message(document: Any) -> list[str]:
    """What is wrong with a message to Teams; nothing is the empty list."""
    return [f"{error.json_path}: {error.message}" for error in _VALIDATOR.iter_errors(document)]
