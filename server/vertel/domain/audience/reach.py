"""How many people an audience reaches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Team
from vertel.domain.audience import audience_index

SMALLEST_GROUP = 5
"""A group of fewer people is never told apart from the others."""

EVERYONE = 1_000_000_000
"""More people than any audience has that leaves somebody out."""

Audience = Mapping[str, list[str]]


class Reach(NamedTuple):
    """How many people something is meant for.

    :ivar few: when they are fewer than five, who: pairs of a number for those who are alike, and how many these are.
    """

    number: int
    few: frozenset[tuple[int, int]] = frozenset()


def counter(session: Session) -> Callable[[Audience], Reach]:
    """Return a function from an audience to the active employees in it; everyone is never too few."""

    @cache
    def audience_counter() -> AudienceCounter:
        return AudienceCounter(session)

    def reached(audience: Audience) -> Reach:
        if not any(audience.values()):
            return Reach(EVERYONE)
        return audience_counter().reached(*(tuple(audience[side]) for side in ("teams", "locations", "languages")))

    return reached


class AudienceCounter:
    """The active employees, counted by what an audience can ask of them."""

    def __init__(self, session: Session) -> None:
        traits = (Team.slug, Employee.location, cast(Employee.languages, Text))
        query = select(*traits, func.count()).outerjoin(Team, Team.id == Employee.team_id)
        self._all: list[Cohort] = []
        self._in_team: defaultdict[str | None, list[Cohort]] = defaultdict(list)
        self._at: defaultdict[str, list[Cohort]] = defaultdict(list)
        for number, row in enumerate(session.execute(query.where(Employee.active).group_by(*traits))):
            team, location, spoken, count = row
            alike = Cohort(number, team, audience_index.delimited_word(location or ""), _spoken(spoken), count)
            self._all.append(alike)
            self._in_team[team].append(alike)
            self._at[alike.location].append(alike)
        self.reached = cache(self._reached)

    def behind(self, team: str | None, audience: Audience) -> int:
        """Return how many people can have asked for a suggestion's campaign link of a team.

        :param team: its slug; None for the link that small teams and people without a team share.
        :param audience: for whom the suggestion is meant.
        """
        small = [
            slug for slug in self._in_team if slug is None or self.reached((slug,), (), ()).number < SMALLEST_GROUP
        ]
        slugs = [team] if team is not None else small
        meant = [slug for slug in slugs if not audience["teams"] or slug in audience["teams"]]
        sides = tuple(audience["locations"]), tuple(audience["languages"])
        return sum(self.reached((slug,), *sides).number for slug in meant)

    def _reached(self, teams: tuple[str | None, ...], locations: tuple[str, ...], languages: tuple[str, ...]) -> Reach:
        places_meant, languages_meant = (
            {*map(audience_index.delimited_word, words)} for words in (locations, languages)
        )
        if teams:
            candidates = [alike for team in {*teams} for alike in self._in_team[team]]
        elif places_meant:
            candidates = [alike for place in places_meant for alike in self._at[place]]
        else:
            candidates = self._all
        found = [
            (alike.number, alike.people)
            for alike in candidates
            if (not places_meant or alike.location in places_meant)
            and (not languages_meant or not alike.spoken or languages_meant & alike.spoken)
        ]
        count = sum(number for _, number in found)
        return Reach(count, frozenset(found if count < SMALLEST_GROUP else ()))


class Cohort(NamedTuple):
    """Employees whom no audience tells apart."""

    number: int
    team: str | None
    location: str
    spoken: frozenset[str]
    people: int


@lru_cache(maxsize=4096)
def _spoken(languages: str) -> frozenset[str]:
    return frozenset(map(audience_index.delimited_word, audience_index.matching_tags(json.loads(languages))))
