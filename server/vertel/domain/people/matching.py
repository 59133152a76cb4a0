"""Whom a document of HR's systems is about: by external id, and then by address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Team
from vertel.domain.people import teams
from vertel.errors import ConflictError
from vertel.translations.active import gettext as _

FIELDS = ("email", "name", "team", "location", "languages", "role", "active", "external_id")
"""What is known of an employee that HR says, as an ``EmployeeRequest`` has it."""


class TakenError(ConflictError):
    """The address or the external id is somebody else's; ``pointer`` says which of the two."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer


@dataclass(frozen=True)
class KnownEmployee:
    """What a document is compared with: the employee's fields, with the slug of the team, and the entry's source.

    :ivar team_slugs: those of all names that the team has or had.
    """

    id: UUID
    fields: dict[str, Any]
    source: str
    team_slugs: frozenset[str] = frozenset()

    def says(self, name: str, value: Any) -> bool:
        """Return whether a field has this value already; a team's may be any of its names."""
        if name == "team" and value:
            return teams.slugify(value) in self.team_slugs
        return bool(self.fields[name] == value)


class Known:
    """Those employees whom some documents may be about."""

    def __init__(self, employees: Iterable[KnownEmployee]) -> None:
        self._by_email: dict[str, KnownEmployee] = {}
        self._by_external_id: dict[str, KnownEmployee] = {}
        for each in employees:
            self._by_email[each.fields["email"]] = each
            if each.fields["external_id"] is not None:
                self._by_external_id[each.fields["external_id"]] = each

    def match(self, document: Mapping[str, Any]) -> KnownEmployee | None:
        """Return whom a document is about, by external id and then by address; None when it is somebody new.

        :raises TakenError: the address belongs to somebody else.
        """
        external_id = document.get("external_id")
        with_address = self._by_email.get(document["email"])
        if external_id is None:
            return with_address
        found = self._by_external_id.get(external_id)
        if with_address is None or with_address is found:
            return found
        if found is None and with_address.fields["external_id"] is None:
            return with_address
        raise TakenError("/email", address_taken(document["email"], with_address.fields["external_id"]))


def find_known(session: Session, documents: Iterable[Mapping[str, Any]]) -> Known:
    """Return the employees whom some documents may be about, active or not."""
    emails, names = set(), set()
    for document in documents:
        emails.add(document["email"])
        names.add(document.get("external_id"))
    query = _KNOWN.where(or_(Employee.email.in_(emails), Employee.external_id.in_(names - {None})))
    return Known(_known_ones(session, query))


def find_having(session: Session, document: Mapping[str, Any]) -> list[KnownEmployee]:
    """Return who has a document's address or external id."""
    same = [Employee.email == document["email"]]
    if document.get("external_id") is not None:
        same.append(Employee.external_id == document["external_id"])
    return _known_ones(session, _KNOWN.where(or_(*same)))


def find_one(session: Session, employee: Employee) -> KnownEmployee:
    """Return what a document about an employee is compared with."""
    (found,) = _known_ones(session, _KNOWN.where(Employee.id == employee.id))
    return found


def address_taken(email: str, external_id: str | None) -> str:
    """Return the message for an address that belongs to somebody else, who has this external id."""
    message = _("The address %(email)s belongs to another colleague. Change or erase that entry first.")
    if external_id:
        message = _(
            "The address %(email)s belongs to another colleague, whose external id is %(external_id)r. Change or erase "
            "that entry first."
        )
    return message % {"email": email, "external_id": external_id}


def external_id_taken(external_id: str, email: str) -> str:
    """Return the message for an external id that belongs to somebody else, who has this address."""
    message = _("The external id %(external_id)r belongs to %(email)s. Change that entry first.")
    return message % {"external_id": external_id, "email": email}


def _known_ones(session: Session, query: Any) -> list[KnownEmployee]:
    former = teams.former_slugs(session)
    found = []
    for own, source, team_id, *values in session.execute(query):
        fields = dict(zip(FIELDS, values, strict=True))
        slugs = frozenset({fields["team"], *former.get(team_id, ())}) if team_id else frozenset()
        found.append(KnownEmployee(own, fields, source, slugs))
    return found


_KNOWN = select(
    Employee.id,
    Employee.source,
    Employee.team_id,
    Employee.email,
    Employee.name,
    Team.slug,
    Employee.location,
    Employee.provisioned_languages,
    Employee.role,
    Employee.active,
    Employee.external_id,
).outerjoin(Team, Team.id == Employee.team_id)
