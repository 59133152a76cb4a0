"""Which groups of people are too small for their numbers to be shown, and which others hide them from subtraction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Text, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Link, Share, Team
from vertel.domain.audience import audience_index
from vertel.domain.disclosure.suppression import EVERYONE, SMALLEST_GROUP, People

NO_LINK = "none"
"""The scope of a share without a link."""

Group = TypeVar("Group", bound=Hashable)
Audience = Mapping[str, list[str]]


def withheld(sizes: Mapping[Group, int]) -> set[Group]:
    """Return the groups whose numbers nobody is to see, of all the groups that together make a total that is shown.

    Those of fewer than five people; and the next smallest ones until at least two groups with five people between them
    are withheld. Otherwise the total less the groups that are shown would tell about fewer than five people.
    """
    smallest_first = sorted(sizes, key=lambda group: (sizes[group], str(group)))
    hidden = [group for group in smallest_first if sizes[group] < SMALLEST_GROUP]
    if not hidden:
        return set()
    for group in smallest_first[len(hidden) :]:
        if sum(sizes[each] for each in hidden) >= SMALLEST_GROUP:
            break
        hidden.append(group)
    return set(hidden)


def team_sizes(session: Session) -> dict[Team, int]:
    """Return how many active employees each team has; without those that never had a number either."""
    members = func.count(Employee.id)
    query = select(Team, members).outerjoin(Employee, (Employee.team_id == Team.id) & Employee.active)
    sizes = session.execute(query.group_by(Team.id).order_by(Team.name, Team.slug)).all()
    empty = [team.id for team, size in sizes if not size]
    had_a_number = or_(exists().where(Share.team_id == Team.id), exists().where(Link.team_id == Team.id))
    # Of teams with people it need not be known, and looking at all shares would take longer than the report.
    counted = {*session.scalars(select(Team.id).where(Team.id.in_(empty), had_a_number))} if empty else set()
    return {team: size for team, size in sizes if size or team.id in counted}


def withheld_teams(sizes: Mapping[Team, int]) -> set[UUID]:
    """Return the ids of the teams whose numbers nobody is to see."""
    return withheld({team.id: size for team, size in sizes.items()})


def scope_sizes(session: Session) -> dict[str, int]:
    """Return how many people stand behind the clicks of each scope: for ``personal``, those who have such a link."""
    owners = select(func.count(func.distinct(func.coalesce(Link.employee_id, Link.id)))).where(Link.scope == "personal")
    personal = session.execute(owners).scalar_one()
    # Links that belong to no suggestion are posted by the organisation itself: they are about nobody.
    # Shares without a link are of everybody: none of them is told apart from the others.
    others = {"campaign": EVERYONE, "own": EVERYONE + 1, NO_LINK: EVERYONE + 2}
    return {"personal": personal, **others} if personal else others


def reach(session: Session) -> Callable[[Audience], People]:
    """Return a function from an audience to the active employees in it; everyone is never too few."""

    @cache
    def crowd() -> Crowd:
        return Crowd(session)

    def reached(audience: Audience) -> People:
        if not any(audience.values()):
            return People(EVERYONE)
        return crowd().reached(*(tuple(audience[side]) for side in ("teams", "locations", "languages")))

    return reached


class Crowd:
    """The active employees, counted by what an audience can ask of them."""

    def __init__(self, session: Session) -> None:
        traits = (Team.slug, Employee.location, cast(Employee.languages, Text))
        query = select(*traits, func.count()).outerjoin(Team, Team.id == Employee.team_id)
        self._all: list[Alike] = []
        self._in_team: defaultdict[str | None, list[Alike]] = defaultdict(list)
        self._at: defaultdict[str, list[Alike]] = defaultdict(list)
        for number, row in enumerate(session.execute(query.where(Employee.active).group_by(*traits))):
            team, location, spoken, count = row
            alike = Alike(number, team, audience_index.word(location or ""), _spoken(spoken), count)
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

    def _reached(self, teams: tuple[str | None, ...], locations: tuple[str, ...], languages: tuple[str, ...]) -> People:
        places_meant, languages_meant = ({*map(audience_index.word, words)} for words in (locations, languages))
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
        return People(count, frozenset(found if count < SMALLEST_GROUP else ()))


class Alike(NamedTuple):
    """Employees whom no audience tells apart."""

    number: int
    team: str | None
    location: str
    spoken: frozenset[str]
    people: int


@lru_cache(maxsize=4096)
def _spoken(languages: str) -> frozenset[str]:
    return frozenset(map(audience_index.word, audience_index.meant_by(json.loads(languages))))
