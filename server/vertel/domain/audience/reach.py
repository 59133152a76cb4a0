"""Whom an audience reaches, as editors are told: active employees. Who of them uses Vertel plays no part in it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from vertel.db.models import Employee
from vertel.domain.audience import cohorts
from vertel.domain.audience.cohorts import Cohorts

SMALLEST_GROUP = 5
"""What fewer people could have done is not counted and not told."""


def active(session: Session) -> Cohorts:
    """Return the active employees."""
    return cohorts.load(session, Employee.active)


def rounded(number: int) -> int | None:
    """Return a number of people as editors are told it: rounded down to fives; None for one to four.

    Two audiences that differ by one colleague would otherwise tell what only they have.
    """
    return number - number % SMALLEST_GROUP if number == 0 or number >= SMALLEST_GROUP else None
