"""The suggestions that were ever shared or got a link: to which groups they belong, and what is withheld of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Caption, Link, Prompt, Share, Suggestion
from vertel.domain.audience import audience_index, reach
from vertel.domain.disclosure import suppression, withholding

KINDS = ("story", "team_moment", "success", "vacancy", "event", "article")
DIMENSIONS = ("kind", "location", "language")
LONGEST_NAME = 200

Key = Any
"""What a group is told apart by; its name is for people, and two groups may have the same."""


class Entry(NamedTuple):
    """A suggestion, and the group to which it belongs in each dimension."""

    title: str
    groups: tuple[Key, ...]
    audience: str

    @property
    def kind(self) -> str:
        """The kind."""
        return str(self.groups[0])


@dataclass(frozen=True)
class SuggestionGroups:
    """All suggestions that may have a number.

    Those without a number in the period asked for belong to it too: what is withheld must not depend on the period, or
    two reports of different periods would tell together what neither tells alone.
    """

    session: Session
    entries: Mapping[UUID, Entry]
    names: Mapping[str, Mapping[Key, str | None]]

    @cached_property
    def _hidden(self) -> suppression.Suppressed[UUID]:
        reached = reach.counter(self.session)
        people = {key: reached(_audience(entry.audience)) for key, entry in self.entries.items()}
        groups = {key: entry.groups for key, entry in self.entries.items()}
        return suppression.suppressed(groups, people, len(DIMENSIONS))

    @property
    def withheld(self) -> set[UUID]:
        """Suggestions whose numbers nobody is to see."""
        return self._hidden.items

    def withheld_groups(self, dimension: str) -> set[Key]:
        """Return the groups whose numbers nobody is to see."""
        return self._hidden.groups[DIMENSIONS.index(dimension)]

    def group_of(self, suggestion: UUID | None, dimension: str) -> Key:
        """Return the group of a suggestion; None for what belongs to no suggestion."""
        return self.entries[suggestion].groups[DIMENSIONS.index(dimension)] if suggestion else None


def load(session: Session) -> SuggestionGroups:
    """Read the catalogue."""
    touched = (
        exists().where(Link.suggestion_id == Suggestion.id),
        exists().where(Share.suggestion_id == Suggestion.id),
    )
    spoken = [
        select(func.aggregate_strings(model.language, ","))
        .where(model.suggestion_id == Suggestion.id)
        .scalar_subquery()
        for model in (Caption, Prompt)
    ]
    columns = (Suggestion.id, Suggestion.title, Suggestion.kind, cast(Suggestion.audience, Text), *spoken)
    entries: dict[UUID, Entry] = {}
    names: dict[str, dict[Key, str | None]] = {"kind": {kind: kind for kind in KINDS}, "location": {}, "language": {}}
    for key, title, kind, audience, captions, prompts in session.execute(select(*columns).where(or_(*touched))):
        location, place = _locations(audience)
        language, tongue = _languages(captions, prompts)
        entries[key] = Entry(title, (kind, location, language), audience)
        # Of two ways to write the same place the first by the alphabet, so that every report has the same.
        names["location"][location] = min(place or "", names["location"].get(location) or place or "") or None
        names["language"][language] = tongue
    return SuggestionGroups(session, entries, names)


@lru_cache(maxsize=4096)
def _audience(text: str) -> withholding.Audience:
    audience: withholding.Audience = json.loads(text)
    return audience


@lru_cache(maxsize=4096)
def _locations(audience: str) -> tuple[Key, str | None]:
    """Return the locations for which a suggestion is meant, together one group, and its name."""
    named = {audience_index.delimited_word(location): location for location in sorted(_audience(audience)["locations"])}
    return tuple(sorted(named)), _together(named.values()) or None


@lru_cache(maxsize=4096)
def _languages(captions: str | None, prompts: str | None) -> tuple[Key, str]:
    """Return the languages in which a suggestion is written, together one group, and its name."""
    tags = {tag.partition("-")[0] for tag in f"{captions or ''},{prompts or ''}".split(",")} - {""}
    return tuple(sorted(tags)), _together(tags)


def _together(names: Iterable[str]) -> str:
    text = ", ".join(sorted(names, key=str.casefold))
    return text if len(text) <= LONGEST_NAME else f"{text[: LONGEST_NAME - 1]}…"
