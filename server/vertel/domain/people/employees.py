"""Employees: finding, creating and changing them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Team
from vertel.domain.people import teams
from vertel.errors import NotFoundError, StaleError, refused
from vertel.ids import new_id

LONGEST_SNOOZE = timedelta(days=366)
FIELDS = ("name", "team", "location", "languages", "role")
"""What an ``EmployeeRequest`` says besides the address."""

_EMPLOYEES = cast("Table", Employee.__table__)


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
    known = find_known(session, [document["email"]]).get(document["email"])
    change = prepare(document, FIELDS if given is None else given, known)
    if change is None:
        return "unchanged"
    store(session, [change])
    return "created" if known is None else "updated"


@dataclass(frozen=True)
class KnownEmployee:
    """What a document is compared with: the employee's fields, with the slug of the team."""

    id: UUID
    fields: dict[str, Any]


@dataclass(frozen=True)
class EmployeeChange:
    """What storing a document changes: the fields, with the name of the team; the address when it is somebody new."""

    id: UUID
    fields: dict[str, Any]


def find_known(session: Session, emails: Collection[str]) -> dict[str, KnownEmployee]:
    """Return those of these addresses who are known, active or not."""
    query = select(Employee.email, Employee.id, Employee.name, Team.slug, Employee.location, Employee.languages)
    query = query.add_columns(Employee.role).outerjoin(Team, Team.id == Employee.team_id)
    rows = session.execute(query.where(Employee.email.in_(emails)))
    return {email: KnownEmployee(own, dict(zip(FIELDS, values, strict=True))) for email, own, *values in rows}


def prepare(document: Mapping[str, Any], given: Collection[str], known: KnownEmployee | None) -> EmployeeChange | None:
    """Return what storing a document changes; None when nothing.

    :param given: the fields that its writer named. Of somebody known the others stay.
    """
    if known is None:
        return EmployeeChange(new_id(), {name: document[name] for name in ("email", *FIELDS)})
    found = comparable(document)
    changed = {name: document[name] for name in FIELDS if name in given and found[name] != known.fields[name]}
    return EmployeeChange(known.id, changed) if changed else None


def comparable(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields with the slug of the team in place of its name."""
    return {**fields, "team": teams.slugify(fields["team"])} if fields.get("team") else dict(fields)


def store(session: Session, changes: Iterable[EmployeeChange]) -> None:
    """Store prepared changes; of two for the same employee the later counts. What the session holds is not refreshed.

    Raises ``StaleError`` when an employee is gone by now, ``IntegrityError`` when one was added meanwhile.
    """
    fields: dict[UUID, dict[str, Any]] = {}
    for change in changes:
        fields.setdefault(change.id, {}).update(change.fields)
    team_ids = teams.get_or_create_all(session, {own["team"] for own in fields.values() if own.get("team")})
    new: list[dict[str, Any]] = []
    known: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for employee_id, own in fields.items():
        values = {name: value for name, value in own.items() if name != "team"}
        if "team" in own:
            values["team_id"] = team_ids[teams.slugify(own["team"])] if own["team"] else None
        if "email" in own:
            new.append(values | {"id": employee_id})
        else:
            known.setdefault(tuple(values), []).append(values | {"stored": employee_id})
    if new:
        session.execute(insert(_EMPLOYEES), new)
    for rows in known.values():
        result = session.execute(update(_EMPLOYEES).where(_EMPLOYEES.c.id == bindparam("stored")), rows)
        if cast("CursorResult[Any]", result).rowcount != len(rows):
            raise StaleError("An employee was removed meanwhile. Try again.")
