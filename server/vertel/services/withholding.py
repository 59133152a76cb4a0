"""Which groups of people are too small for their numbers to be shown, and which others hide them from subtraction."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Text, cast, func, select
from sqlalchemy.orm import Session

from vertel.models import Employee, Link, Share, Team
from vertel.services import places
from vertel.services.links import SMALLEST_GROUP

Group = TypeVar("Group", bound=Hashable)
Audience = Mapping[str, list[str]]
EVERYONE = 1_000_000_000
"""More people than any audience has that leaves somebody out."""


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
    counted = {*session.scalars(select(Share.team_id).distinct()), *session.scalars(select(Link.team_id).distinct())}
    return {team: size for team, size in sizes if size or team.id in counted}


def withheld_teams(sizes: Mapping[Team, int]) -> set[UUID]:
    """Return the ids of the teams whose numbers nobody is to see."""
    return withheld({team.id: size for team, size in sizes.items()})


def scope_sizes(session: Session) -> dict[str, int]:
    """Return how many people stand behind the clicks of each scope: for ``personal``, those who have such a link."""
    owners = select(func.count(func.distinct(func.coalesce(Link.employee_id, Link.id)))).where(Link.scope == "personal")
    # Links that belong to no suggestion are posted by the organisation itself: they are about nobody.
    return {"personal": session.execute(owners).scalar_one(), "campaign": EVERYONE, "own": EVERYONE + 1}


def reach(session: Session) -> Callable[[Audience], int]:
    """Return a function from an audience to the number of active employees in it; everyone is never too few."""

    @cache
    def crowd() -> list[tuple[str | None, str, set[str], int]]:
        traits = (Team.slug, Employee.location, cast(Employee.languages, Text))
        query = select(*traits, func.count()).outerjoin(Team, Team.id == Employee.team_id)
        found = session.execute(query.where(Employee.active).group_by(*traits))
        return [
            (team, places.word(location or ""), {*map(places.word, places.meant_by(json.loads(spoken)))}, count)
            for team, location, spoken, count in found
        ]

    def reached(audience: Audience) -> int:
        if not any(audience.values()):
            return EVERYONE
        teams = set(audience["teams"])
        locations, languages = ({*map(places.word, audience[side])} for side in ("locations", "languages"))
        return sum(
            count
            for team, location, spoken, count in crowd()
            if (not teams or team in teams)
            and (not locations or location in locations)
            and (not languages or not spoken or languages & spoken)
        )

    return reached
