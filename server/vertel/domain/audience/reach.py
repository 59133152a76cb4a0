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
"""Numbers about fewer people are not shown."""

EVERYONE = 1_000_000_000
"""Stands for the number of people in an audience that leaves out nobody."""

Audience = Mapping[str, list[str]]


class Reach(NamedTuple):
    """How many people something is meant for.

    :ivar few: when they are fewer than five, their cohorts, each as its number and how many people it has.
    """

    number: int
    few: frozenset[tuple[int, int]] = frozenset()


def counter(session: Session) -> Callable[[Audience], Reach]:
    """Return a function from an audience to how many active employees are in it; ``EVERYONE`` for an open audience."""

    @cache
    def audience_counter() -> AudienceCounter:
        return AudienceCounter(session)

    def reached(audience: Audience) -> Reach:
        if not any(audience.values()):
            return Reach(EVERYONE)
        return audience_counter().reached(*(tuple(audience[side]) for side in ("teams", "locations", "languages")))

    return reached


class AudienceCounter:
    """The active employees in cohorts, from which those in an audience are counted without another query."""

    def __init__(self, session: Session) -> None:
        traits = (Team.slug, Employee.location, cast(Employee.languages, Text))
        query = select(*traits, func.count()).outerjoin(Team, Team.id == Employee.team_id)
        self._all: list[Cohort] = []
        self._in_team: defaultdict[str | None, list[Cohort]] = defaultdict(list)
        self._at: defaultdict[str, list[Cohort]] = defaultdict(list)
        for number, row in enumerate(session.execute(query.where(Employee.active).group_by(*traits))):
            team, location, spoken, count = row
            cohort = Cohort(number, team, audience_index.delimited_word(location or ""), _spoken(spoken), count)
            self._all.append(cohort)
            self._in_team[team].append(cohort)
            self._at[cohort.location].append(cohort)
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

    def has_team(self, slug: str) -> bool:
        """Return whether anybody is in a team."""
        return slug in self._in_team

    def has_location(self, location: str) -> bool:
        """Return whether anybody is at a location."""
        return audience_index.delimited_word(location) in self._at

    def has_language(self, language: str) -> bool:
        """Return whether anybody says that they use a language."""
        word = audience_index.delimited_word(language)
        return any(word in cohort.spoken for cohort in self._all)

    def _reached(self, teams: tuple[str | None, ...], locations: tuple[str, ...], languages: tuple[str, ...]) -> Reach:
        wanted_locations = {audience_index.delimited_word(location) for location in locations}
        wanted_languages = {audience_index.delimited_word(language) for language in languages}
        if teams:
            candidates = [cohort for team in {*teams} for cohort in self._in_team[team]]
        elif wanted_locations:
            candidates = [cohort for location in wanted_locations for cohort in self._at[location]]
        else:
            candidates = self._all
        found = [
            (cohort.number, cohort.people)
            for cohort in candidates
            if (not wanted_locations or cohort.location in wanted_locations)
            and (not wanted_languages or not cohort.spoken or wanted_languages & cohort.spoken)
        ]
        count = sum(number for _, number in found)
        return Reach(count, frozenset(found if count < SMALLEST_GROUP else ()))


class Cohort(NamedTuple):
    """Employees with the same team, location and languages: every audience has all of them or none."""

    number: int
    team: str | None
    location: str
    spoken: frozenset[str]
    people: int


@lru_cache(maxsize=4096)
def _spoken(languages: str) -> frozenset[str]:
    return frozenset(map(audience_index.delimited_word, audience_index.matching_tags(json.loads(languages))))
