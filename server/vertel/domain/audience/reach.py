"""How many active employees an audience reaches, as editors are told. Who of them uses Vertel plays no part in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy.orm import Session

from vertel.db.models import Employee
from vertel.domain.audience import cohorts
from vertel.domain.audience.cohorts import Audience, Cohorts

SMALLEST_GROUP = 5
"""What fewer people could have done is not counted and not told."""


def counter(session: Session) -> Callable[[Audience], int]:
    """Return a function from an audience to how many active employees are in it."""

    @cache
    def active() -> Cohorts:
        return cohorts.load(session, Employee.active)

    return lambda audience: sum(cohort.people for cohort in active().matching(audience))
