"""Whom an audience reaches, as editors are told: active employees. Who of them uses Vertel plays no part in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db import people_version
from vertel.db.models import Employee
from vertel.domain.audience import cohorts
from vertel.domain.audience.cohorts import Cohorts

SMALLEST_GROUP = 5
"""What fewer people could have done is not counted and not told."""


OLDEST = timedelta(minutes=1)
"""A node of the version before draws no token, so what it changes is noticed after this time."""


class _Counted(NamedTuple):
    token: UUID
    moment: datetime
    people: Cohorts


class _Kept:
    """What this process knows: one organisation per deployment, so there is one."""

    newest: _Counted | None = None


def active(session: Session) -> Cohorts:
    """Return the active employees as the session sees them. They are counted anew when people changed."""
    token, moment = people_version.token(session), now()
    kept = _Kept.newest
    if kept is not None and kept.token == token and timedelta() <= moment - kept.moment < OLDEST:
        return kept.people
    people = cohorts.load(session, Employee.active)
    if token is not None:
        _Kept.newest = _Counted(token, moment, people)
    return people
