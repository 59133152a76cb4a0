"""The list of employees as administrators search it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Team
from vertel.db.pagination import Page, Position, keyset_page
from vertel.errors import NotFoundError
from vertel.translations.active import gettext as _

LONGEST_NAME = 200
"""Characters of a folded name that are searched: a few characters of Unicode fold to many."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What an administrator asks for; ``team`` is a slug."""

    q: str | None = None
    team: str | None = None
    active: bool | None = None


def page(session: Session, filters: Filters, limit: int, after: Position | None = None) -> Page[Employee]:
    """Return a page of employees by name, those of the same name by address."""
    query = select(Employee)
    if filters.q is not None:
        query = query.where(
            *(Employee.search_text.contains(word, autoescape=True) for word in folded(filters.q).split())
        )
    if filters.team is not None:
        query = query.where(Employee.team_id == select(Team.id).where(Team.slug == filters.team).scalar_subquery())
    if filters.active is not None:
        query = query.where(Employee.active if filters.active else ~Employee.active)
    return keyset_page(session, query, [Employee.search_text, Employee.id], limit, after)


def find(session: Session, employee_id: UUID, *, to_change: bool = False) -> Employee:
    """Return an employee, active or not.

    :param to_change: lock the row until the end of the transaction.
    :raises NotFoundError: there is none with this id.
    """
    lock = {"of": Employee} if to_change else None
    found = session.get(Employee, employee_id, with_for_update=lock, populate_existing=to_change)
    if found is None:
        raise NotFoundError(_("There is no employee with this id."))
    return found


def find_all(session: Session, ids: Iterable[UUID]) -> dict[UUID, Employee]:
    """Return those of these employees who are there, active or not, by id."""
    return {employee.id: employee for employee in session.scalars(select(Employee).where(Employee.id.in_([*ids])))}


def imported(session: Session) -> Sequence[tuple[UUID, str, str, str | None]]:
    """Return id, address, name and external id of the active employees whom imports brought, the oldest first."""
    query = select(Employee.id, Employee.email, Employee.name, Employee.external_id)
    query = query.where(Employee.source == "import", Employee.active).order_by(Employee.id)
    return [(own, email, name, external_id) for own, email, name, external_id in session.execute(query)]


def known_addresses(session: Session, emails: Iterable[str]) -> set[str]:
    """Return those of these addresses that somebody has."""
    found: set[str] = set()
    waiting = iter(emails)
    while some := list(islice(waiting, 500)):
        found.update(session.scalars(select(Employee.email).where(Employee.email.in_(some))))
    return found


def search_text(name: str, email: str) -> str:
    """Return what is stored of a name and an address for searching and ordering."""
    return f"{folded(name)[:LONGEST_NAME]}\n{folded(email)}"


def folded(text: str) -> str:
    """Return a text without accents, and in which capitals do not matter."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
