"""Who could cause a counted event: active employees with an open sign-in who have not paused the counting.

Counting them all takes a moment in a large organisation, so a process keeps the result for as long as the token in
``people_version`` is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import exists
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db import people_version
from vertel.db.models import Employee, SignIn
from vertel.domain.audience import cohorts
from vertel.domain.audience.cohorts import Audience, Cohorts

OLDEST = timedelta(minutes=1)
"""A node of the version before draws no token, so what it changes is noticed after this time."""

_OPEN = exists().where(SignIn.employee_id == Employee.id, SignIn.is_open())


class Eligible:
    """The eligible people at a moment."""

    def __init__(self, token: UUID | None, people: Cohorts, moment: datetime) -> None:
        self.token, self.moment = token, moment
        self._people = people
        self._by_team = cache(self._count)

    def by_team(self, audience: Audience) -> Mapping[UUID | None, int]:
        """Return how many of an audience there are in each team; those without a team under None."""
        return self._by_team(*(tuple(audience[side]) for side in ("teams", "locations", "languages")))

    def number(self, audience: Audience) -> int:
        """Return how many of an audience there are."""
        return sum(self.by_team(audience).values())

    def _count(self, teams: tuple[str, ...], locations: tuple[str, ...], languages: tuple[str, ...]) -> Counter[Any]:
        audience = {"teams": [*teams], "locations": [*locations], "languages": [*languages]}
        found: Counter[Any] = Counter()
        for cohort in self._people.matching(audience):
            found[cohort.team_id] += cohort.people
        return found


class _Kept:
    """What this process knows: one organisation per deployment, so there is one."""

    newest: Eligible | None = None


def current(session: Session) -> Eligible:
    """Return the people who are eligible as the session sees them.

    To be called in a transaction that only reads before it is called in one that writes: the second is then fast.
    """
    token, moment = people_version.token(session), now()
    kept = _Kept.newest
    if kept is not None and kept.token == token and _fresh(kept, moment):
        return kept
    found = Eligible(token, cohorts.load(session, Employee.active, Employee.counting, _OPEN), moment)
    if token is not None:
        _Kept.newest = found
    return found


def _fresh(kept: Eligible, moment: datetime) -> bool:
    return timedelta() <= moment - kept.moment < OLDEST
