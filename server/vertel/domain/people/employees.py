"""Employees: finding them, and what they set themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee
from vertel.errors import NotFoundError, refused
from vertel.translations.active import gettext as _

LONGEST_SNOOZE = timedelta(days=366)


def get(session: Session, employee_id: UUID) -> Employee:
    """Return an employee who is known to exist."""
    return session.get_one(Employee, employee_id)


def change(session: Session, employee: Employee, wishes: Mapping[str, Any]) -> None:
    """Change how an employee likes it.

    :param wishes: a loaded ``MePatch``.
    """
    until = wishes.get("snoozed_until")
    if until is not None and not now() < until <= now() + LONGEST_SNOOZE:
        raise refused("/snoozed_until", _("Expected a time from now on, a year ahead at most; null to end it."))
    for name, value in wishes.items():
        setattr(employee, name, value)
    if "languages" in wishes:
        employee.languages_chosen = True
    session.flush()


def find_by_email(session: Session, email: str) -> Employee:
    """Return the active employee with that address."""
    found = session.scalars(select(Employee).where(Employee.email == email.strip().lower())).one_or_none()
    if found is None or not found.active:
        raise NotFoundError(_("No active employee has the address %(email)s.") % {"email": email})
    return found
