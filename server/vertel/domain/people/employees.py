"""Employees: finding, creating and changing them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee
from vertel.domain.people import teams
from vertel.errors import NotFoundError, refused

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
        raise refused("/snoozed_until", "Expected a time from now on, a year ahead at most; null to end it.")
    for name, value in wishes.items():
        setattr(employee, name, value)
    session.flush()


def find_by_email(session: Session, email: str) -> Employee:
    """Return the active employee with that address."""
    found = session.scalars(select(Employee).where(Employee.email == email.strip().lower())).one_or_none()
    if found is None or not found.active:
        raise NotFoundError(f"No active employee has the address {email}.")
    return found


def upsert(session: Session, document: Mapping[str, Any], given: Collection[str] | None = None) -> str:
    """Create or change the employee with the document's address; return ``created``, ``updated`` or ``unchanged``.

    :param document: a loaded ``EmployeeRequest``.
    :param given: the fields that its writer named. Of somebody known the others stay; None means that all were named.
    """
    values = {name: document[name] for name in ("name", "location", "languages", "role")}
    values["team_id"] = teams.get_or_create(session, document["team"]).id if document["team"] else None
    found = session.scalars(select(Employee).where(Employee.email == document["email"])).one_or_none()
    if found is None:
        session.add(Employee(email=document["email"], **values))
        session.flush()
        return "created"
    named = values.keys() if given is None else {"team_id" if name == "team" else name for name in given}
    changed = [name for name, value in values.items() if name in named and getattr(found, name) != value]
    for name in changed:
        setattr(found, name, values[name])
    session.flush()
    return "updated" if changed else "unchanged"
