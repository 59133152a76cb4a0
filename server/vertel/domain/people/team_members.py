"""Who is in a team, changed without reading who else is in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Team
from vertel.domain.people.provisioning import EmployeeChange
from vertel.errors import NotFoundError

AT_A_TIME = 500


class UnknownMemberError(NotFoundError):
    """Nobody has this id. Nobody was moved."""


def add(session: Session, team: Team, employee_ids: Collection[UUID]) -> list[EmployeeChange]:
    """Have employees be in a team, and in no other; return what became of those who were not in it.

    :raises UnknownMemberError: one of them is not there, or a directory deleted them.
    """
    wanted = sorted(set(employee_ids))
    found: dict[UUID, tuple[UUID | None, str | None]] = {}
    for start in range(0, len(wanted), AT_A_TIME):
        query = select(Employee.id, Employee.team_id, Team.slug).outerjoin(Team, Team.id == Employee.team_id)
        some = (Employee.id.in_(wanted[start : start + AT_A_TIME]), Employee.deprovisioned_at.is_(None))
        # Always in the same order, so that two such requests do not wait for each other.
        query = query.where(*some).order_by(Employee.id).with_for_update(of=Employee)
        found |= {own: (team_id, slug) for own, team_id, slug in session.execute(query)}
    missing = [own for own in wanted if own not in found]
    if missing:
        raise UnknownMemberError(f"There is no user {missing[0]}.")
    moved = {own: slug for own, (team_id, slug) in found.items() if team_id != team.id}
    _set_team(session, list(moved), team.id)
    return [EmployeeChange(own, {"team": team.name}, before={"team": slug}) for own, slug in moved.items()]


def remove(session: Session, team: Team, employee_ids: Collection[UUID] | None = None) -> list[EmployeeChange]:
    """Have employees be in no team if they are in this one; return what became of them. None means all its members."""
    leaving = sorted(set(employee_ids)) if employee_ids is not None else sorted(ids(session, team))
    gone: list[UUID] = []
    for start in range(0, len(leaving), AT_A_TIME):
        some = (Employee.id.in_(leaving[start : start + AT_A_TIME]), Employee.team_id == team.id)
        query = select(Employee.id).where(*some).order_by(Employee.id).with_for_update()
        gone += session.scalars(query)
    _set_team(session, gone, None)
    return [EmployeeChange(own, {"team": None}, before={"team": team.slug}) for own in gone]


def ids(session: Session, team: Team) -> set[UUID]:
    """Return the members of a team, without those whom a directory deleted."""
    return set(session.scalars(select(Employee.id).where(*_of(team))))


def _of(team: Team) -> tuple[ColumnElement[bool], ...]:
    return Employee.team_id == team.id, Employee.deprovisioned_at.is_(None)


def _set_team(session: Session, employee_ids: Sequence[UUID], team_id: UUID | None) -> None:
    for start in range(0, len(employee_ids), AT_A_TIME):
        some = Employee.id.in_(employee_ids[start : start + AT_A_TIME])
        session.execute(update(Employee).where(some).values(team_id=team_id, updated_at=now()))
