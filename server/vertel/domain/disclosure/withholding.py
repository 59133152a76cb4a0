"""Which groups of people are too small for their numbers to be shown, and which others hide them from subtraction."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Link, Share, Team
from vertel.domain.audience.reach import EVERYONE, SMALLEST_GROUP

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
