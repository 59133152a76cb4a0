"""The organisation, its teams and its employees."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Organisation, Team
from vertel.errors import NotFoundError, refused

LONGEST_SNOOZE = timedelta(days=366)


def organisation(session: Session) -> Organisation:
    """Return the organisation, made with plain defaults when this is the first time anyone asks."""
    found = session.get(Organisation, 1)
    return found or Organisation(
        id=1, name="Vertel", languages=["nl", "en"], time_zone="Europe/Amsterdam", fold_desktop=210, fold_phone=140
    )


def today(session: Session) -> date:
    """Return the day that it is for the organisation."""
    return now().astimezone(ZoneInfo(organisation(session).time_zone)).date()


def employee(session: Session, employee_id: UUID) -> Employee:
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


def save(session: Session, document: Mapping[str, Any], given: Collection[str] | None = None) -> str:
    """Create or change the employee with the document's address; return ``created``, ``updated`` or ``unchanged``.

    :param document: a loaded ``EmployeeRequest``.
    :param given: the fields that its writer named. Of somebody known the others stay; None means that all were named.
    """
    values = {name: document[name] for name in ("name", "location", "languages", "role")}
    values["team_id"] = team_named(session, document["team"]).id if document["team"] else None
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


def team_named(session: Session, name: str) -> Team:
    """Return the team of that name; make it when it is new."""
    slug = slugify(name)
    found = session.scalars(select(Team).where(Team.slug == slug)).one_or_none()
    if found is None:
        found = Team(slug=slug, name=name)
        session.add(found)
        session.flush()
    return found


def slugify(name: str) -> str:
    """Return a name in lower-case ASCII letters, digits and hyphens, at most 64 long.

    A name that loses letters by it, such as one in Greek, gets a few digits that tell it from other such names.
    """
    letters = [letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter)]
    plain = "".join(letter if letter.isascii() else "-" for letter in letters)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if slug and all(letter.isascii() or not letter.isalnum() for letter in letters):
        return slug[:64].strip("-")
    digits = hashlib.sha256("".join(letters).encode()).hexdigest()[:8]
    return f"{slug[:55].strip('-') or 'team'}-{digits}"
