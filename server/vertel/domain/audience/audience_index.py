"""The audience index: under which keys a published suggestion is found, and under which an employee looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from vertel.domain.audience.member import AudienceMember

EVERYONE = "*"
COLUMNS = ("status", "audience", "live_from", "expires_at", "consent_ends_at")
"""Columns of a suggestion on which its entries depend."""


def entries_for(suggestion_id: UUID, suggestion: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the entries under which employees find a suggestion, by column; none unless it is published.

    :param suggestion: its columns, as far as entries depend on them.
    """
    if suggestion["status"] != "published":
        return []
    audience = suggestion["audience"]
    keys = [team_key(team) for team in audience["teams"]]
    keys = keys or [location_key(location) for location in audience["locations"]] or [EVERYONE]
    entry = {
        "suggestion_id": suggestion_id,
        "live_from": suggestion["live_from"],
        "expires_at": earliest(suggestion["expires_at"], suggestion["consent_ends_at"]),
        "locations": delimited(audience["locations"]),
        "languages": delimited(audience["languages"]),
    }
    return [entry | {"place": key} for key in dict.fromkeys(keys)]


def earliest(*moments: datetime | None) -> datetime | None:
    """Return the first of some moments; None when there is none."""
    return min((moment for moment in moments if moment is not None), default=None)


def keys_for(member: AudienceMember) -> list[str]:
    """Return the keys under which an employee looks, closest first: their team's, their location's, everyone's."""
    mine = [team_key(member.team)] if member.team else []
    mine += [location_key(member.location)] if member.location else []
    return [*mine, EVERYONE]


def matching_tags(languages: Sequence[str]) -> list[str]:
    """Return the language tags of audiences that include a speaker: ``nl-BE`` is included by ``nl`` too."""
    return list(dict.fromkeys(tag for language in languages for tag in (language, language.partition("-")[0])))


def delimited(words: Sequence[str]) -> str:
    """Return locations or languages as a column holds them: ``|zwolle||deventer|``."""
    return "".join(delimited_word(word) for word in words)


def delimited_word(word: str) -> str:
    """Return one location or language with its delimiters, as it is looked for in a column."""
    return "|" + word.casefold().replace("|", " ") + "|"


def team_key(slug: str) -> str:
    """Return the key of a team's suggestions."""
    return f"team:{slug}"


def location_key(location: str) -> str:
    """Return the key of a location's suggestions."""
    return f"location:{location.casefold()}"
