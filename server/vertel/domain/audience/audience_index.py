"""Where a published suggestion is found, and where an employee looks; see :class:`vertel.db.models.Place`."""

from __future__ import annotations

from collections.abc import Sequence

from vertel.db.models import Employee, Place, Suggestion

EVERYONE = "*"


def of(suggestion: Suggestion) -> list[Place]:
    """Return the places at which employees find a suggestion; none unless it is published."""
    if suggestion.status != "published":
        return []
    audience = suggestion.audience
    names = [_team(team) for team in audience["teams"]]
    names = names or [_location(location) for location in audience["locations"]] or [EVERYONE]
    return [
        Place(
            place=name,
            suggestion_id=suggestion.id,
            live_from=suggestion.live_from,
            expires_at=suggestion.expires_at,
            locations=_enclosed(audience["locations"]),
            languages=_enclosed(audience["languages"]),
        )
        for name in dict.fromkeys(names)
    ]


def looked_at_by(employee: Employee) -> list[str]:
    """Return the places at which an employee looks, closest first."""
    mine = [_team(employee.team.slug)] if employee.team else []
    mine += [_location(employee.location)] if employee.location else []
    return [*mine, EVERYONE]


def word(text: str) -> str:
    """Return a location or language as it stands among others in a place's column."""
    return "|" + text.casefold().replace("|", " ") + "|"


def meant_by(languages: Sequence[str]) -> list[str]:
    """Return the tags that mean a speaker of these languages: who speaks ``nl-BE`` is meant by ``nl`` too."""
    return list(dict.fromkeys(tag for language in languages for tag in (language, language.partition("-")[0])))


def _team(slug: str) -> str:
    return f"team:{slug}"


def _location(location: str) -> str:
    return f"location:{location.casefold()}"


def _enclosed(words: Sequence[str]) -> str:
    return "".join(word(text) for text in words)
