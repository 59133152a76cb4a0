"""What an audience can be made of, for whoever chooses one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Team
from vertel.domain.people import organisations

MOST_TEAMS, MOST_LOCATIONS, MOST_LANGUAGES = 5000, 2000, 200


class TeamChoice(NamedTuple):
    """A team."""

    slug: str
    name: str


class Choices(NamedTuple):
    """Teams, locations and languages, each in order."""

    teams: Sequence[TeamChoice]
    locations: Sequence[str]
    languages: Sequence[str]


def read(session: Session) -> Choices:
    """Return the teams that are there, where active employees are, and the languages that they use."""
    teams = session.execute(select(Team.slug, Team.name).where(Team.is_there()).limit(MOST_TEAMS))
    places = (
        select(Employee.location)
        .where(Employee.active, Employee.location.is_not(None))
        .distinct()
        .limit(MOST_LOCATIONS)
    )
    # One spelling of each: an audience makes no difference between Zwolle and zwolle.
    locations = {place.casefold(): place for place in session.scalars(places) if place}
    spoken = session.scalars(select(cast(Employee.languages, Text)).where(Employee.active).distinct())
    languages = {language for some in spoken for language in json.loads(some)} | {*organisations.get(session).languages}
    return Choices(
        sorted((TeamChoice(*team) for team in teams), key=lambda team: (team.name.casefold(), team.slug)),
        [locations[key] for key in sorted(locations)],
        sorted(languages)[:MOST_LANGUAGES],
    )
