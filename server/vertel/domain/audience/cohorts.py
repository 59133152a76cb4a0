"""People in cohorts, from which those in an audience are counted without another query."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Text, Uuid, cast, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql._typing import _ColumnExpressionArgument

from vertel.db.models import Employee, Team
from vertel.domain.audience import audience_index

Audience = Mapping[str, list[str]]
MOST_AUDIENCES = 16_384
"""Audiences whose members are kept; many suggestions have the same one."""


class Cohort(NamedTuple):
    """Employees with the same team, location and languages: every audience has all of them or none.

    :ivar team: its slug.
    :ivar location: as :func:`audience_index.delimited_word` has it.
    :ivar spoken: the language tags of audiences that include them, in the same form; empty when they named none.
    """

    team_id: UUID | None
    team: str | None
    location: str
    spoken: frozenset[str]
    people: int


class Members(NamedTuple):
    """Whom an audience has.

    :ivar number: of people.
    :ivar bits: of their cohorts, one for each in the order in which they were given.
    """

    number: int
    bits: int


class Cohorts:
    """The cohorts of some employees."""

    def __init__(self, cohorts: Iterable[Cohort]) -> None:
        self._all = [*cohorts]
        self._in_team: defaultdict[str | None, list[Cohort]] = defaultdict(list)
        self._at: defaultdict[str, list[Cohort]] = defaultdict(list)
        for cohort in self._all:
            self._in_team[cohort.team].append(cohort)
            self._at[cohort.location].append(cohort)
        self._languages = frozenset[str]().union(*(cohort.spoken for cohort in self._all))
        self._bits = {id(cohort): bit for bit, cohort in enumerate(self._all)}
        self._members = lru_cache(maxsize=MOST_AUDIENCES)(self._look_up)

    def matching(self, audience: Audience) -> Iterable[Cohort]:
        """Return the cohorts for whom something is meant."""
        locations, languages = _words(audience["locations"]), _words(audience["languages"])
        if audience["teams"]:
            candidates = [cohort for team in {*audience["teams"]} for cohort in self._in_team.get(team, ())]
        elif locations:
            candidates = [cohort for location in locations for cohort in self._at.get(location, ())]
        else:
            candidates = self._all
        return (
            cohort
            for cohort in candidates
            if (not locations or cohort.location in locations)
            and (not languages or not cohort.spoken or languages & cohort.spoken)
        )

    def number(self, audience: Audience) -> int:
        """Return for how many people something is meant."""
        return self.members(audience).number

    def members(self, audience: Audience) -> Members:
        """Return for whom something is meant."""
        return self._members(*(tuple(audience[side]) for side in ("teams", "locations", "languages")))

    def people_in(self, bits: int) -> int:
        """Return how many people are in the cohorts of some bits."""
        number = 0
        while bits:
            bit = bits.bit_length() - 1
            number += self._all[bit].people
            bits ^= 1 << bit
        return number

    def has_team(self, slug: str) -> bool:
        """Return whether anybody is in a team."""
        return slug in self._in_team

    def has_location(self, location: str) -> bool:
        """Return whether anybody is at a location."""
        return audience_index.delimited_word(location) in self._at

    def has_language(self, language: str) -> bool:
        """Return whether anybody says that they use a language."""
        return audience_index.delimited_word(language) in self._languages

    def _look_up(self, teams: tuple[str, ...], locations: tuple[str, ...], languages: tuple[str, ...]) -> Members:
        audience = {"teams": [*teams], "locations": [*locations], "languages": [*languages]}
        number, bits = 0, bytearray(len(self._all) // 8 + 1)
        for cohort in self.matching(audience):
            bit = self._bits[id(cohort)]
            number += cohort.people
            bits[bit // 8] |= 1 << bit % 8
        return Members(number, int.from_bytes(bits, "little"))


def load(session: Session, *who: _ColumnExpressionArgument[bool]) -> Cohorts:
    """Return the cohorts of the employees who fulfil some conditions."""
    slugs: dict[UUID | None, str] = dict(session.execute(select(Team.id, Team.slug)).all())
    # Without the teams, which would be looked up for each employee before these are grouped.
    # The cast keeps SQLite from walking along the index of teams, which takes it to each row of the table by itself.
    traits = (cast(Employee.team_id, Uuid), Employee.location, cast(Employee.languages, Text))
    rows = session.execute(select(*traits, func.count()).where(*who).group_by(*traits)).all()
    return Cohorts(
        Cohort(team_id, slugs.get(team_id), _place(location), _stored_languages(languages), number)
        for team_id, location, languages, number in rows
    )


def includes(audience: Audience, employee: Employee) -> bool:
    """Return whether something is meant for an employee."""
    slug = employee.team.slug if employee.team else None
    alone = _cohort(employee.team_id, slug, employee.location, employee.languages, 1)
    return any(Cohorts([alone]).matching(audience))


def _cohort(team_id: UUID | None, slug: str | None, location: str | None, languages: Any, people: int) -> Cohort:
    return Cohort(team_id, slug, _place(location), _spoken(tuple(languages)), people)


@lru_cache(maxsize=4096)
def _place(location: str | None) -> str:
    return audience_index.delimited_word(location or "")


@lru_cache(maxsize=4096)
def _stored_languages(text: str) -> frozenset[str]:
    return _spoken(tuple(json.loads(text)))


@lru_cache(maxsize=4096)
def _spoken(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(audience_index.delimited_word, audience_index.matching_tags(languages)))


def _words(words: Sequence[str]) -> set[str]:
    return {audience_index.delimited_word(word) for word in words}
