"""SCIM's groups: our teams. Members are moved one by one: who else is in a team is neither read nor written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID

from scim2_models import InvalidValueException, Meta, NotFoundException, Reference, UniquenessException
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from vertel.api.scim.models import Group, Member
from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.db.models import Employee, Team
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.people import team_members, teams
from vertel.domain.people.provisioning import EmployeeChange
from vertel.domain.people.team_members import UnknownMemberError
from vertel.errors import ConflictError

LONGEST_NAME = 100


def visible() -> Select[Team]:
    """Return the query of the teams that a directory sees: all but former ones."""
    return select(Team).where(Team.is_there())


def find(session: Session, group_id: str, *, to_change: bool) -> Team:
    """Return a team that a directory sees.

    :param to_change: lock the row.
    :raises NotFoundException: there is none.
    """
    try:
        query = visible().where(Team.id == UUID(group_id))
    except ValueError:
        raise NotFoundException(detail=f"There is no group {group_id!r}.") from None
    found = session.scalars(query.with_for_update() if to_change else query).one_or_none()
    if found is None:
        raise NotFoundException(detail=f"There is no group {group_id!r}.")
    return found


def create(session: Session, group: Group) -> Team:
    """Add a team with its members; one that was deleted before is taken up again by its name.

    :raises UniquenessException: there is a team with this name or external id.
    """
    name = _name(group.display_name)
    team = session.scalars(select(Team).where(Team.slug == teams.slugify(name))).one_or_none()
    if team is not None and not team.removed:
        raise UniquenessException(detail="There is a group with this displayName already.")
    _require_free_name(session, name, team)
    if team is None:
        team = Team(slug=teams.slugify(name))
        session.add(team)
    team.name, team.removed = name, False
    set_external_id(session, team, group.external_id)
    session.flush()
    auditing.record(AuditAction.TEAM_CREATED, ("team", team.id))
    add_members(session, team, ids_of(group.members or []))
    return team


def replace(session: Session, group: Group, team: Team) -> Team:
    """Store what a directory says of a team. One that is given without members keeps those that it has."""
    rename(session, team, group.display_name)
    set_external_id(session, team, group.external_id)
    if group.members is not None:
        set_members(session, team, ids_of(group.members))
    session.flush()
    return team


def rename(session: Session, team: Team, name: str | None) -> None:
    """Give a team another name. What is meant for the team, and what was counted, stays with it."""
    wanted = _name(name)
    if wanted == team.name:
        return
    renamed = audit.changes({"name": team.name}, {"name": wanted})
    try:
        teams.rename(session, team, wanted)
    except ConflictError as error:
        raise UniquenessException(detail=f"displayName: {error}") from error
    auditing.record(AuditAction.TEAM_RENAMED, ("team", team.id), changes=renamed)


def set_external_id(session: Session, team: Team, external_id: str | None) -> None:
    """Store the directory's id of a team.

    :raises UniquenessException: another team has it.
    """
    if external_id is not None and (len(external_id) > 200 or not external_id.isprintable()):
        raise InvalidValueException(detail="externalId: Expected one line of at most 200 characters.")
    if external_id is None or external_id == team.external_id:
        team.external_id = external_id
        return
    other = session.scalars(select(Team).where(Team.external_id == external_id)).one_or_none()
    if other is not None and not other.removed and other.part_of_id is None:
        raise UniquenessException(detail="Another group has this externalId.")
    if other is not None:
        other.external_id = None
        session.flush()
    team.external_id = external_id


def delete(session: Session, team: Team) -> None:
    """Have nobody be in a team any more, and hide it from the directory. What was counted of it stays."""
    _record(session, team_members.remove(session, team))
    teams.remove(session, team)
    auditing.record(AuditAction.TEAM_REMOVED, ("team", team.id))


def add_members(session: Session, team: Team, employee_ids: Sequence[UUID]) -> None:
    """Have users be in a team, and in no other.

    :raises InvalidValueException: there is no such user.
    """
    try:
        _record(session, team_members.add(session, team, employee_ids))
    except UnknownMemberError as error:
        raise InvalidValueException(detail=f"members: {error}") from error


def remove_members(session: Session, team: Team, employee_ids: Sequence[UUID] | None) -> None:
    """Have users not be in a team any more; None means all. Who is not in it stays where they are."""
    _record(session, team_members.remove(session, team, employee_ids))


def set_members(session: Session, team: Team, employee_ids: Sequence[UUID]) -> None:
    """Have these users be in a team and nobody else."""
    there = team_members.ids(session, team)
    remove_members(session, team, sorted(there - {*employee_ids}))
    add_members(session, team, [own for own in employee_ids if own not in there])


def ids_of(members: Iterable[Member]) -> list[UUID]:
    """Return the ids of members; see :func:`id_of`."""
    return [id_of(member.value or (member.ref or "").rpartition("/")[2]) for member in members]


def id_of(text: str) -> UUID:
    """Return the id of a member.

    :raises InvalidValueException: it is none that a user can have.
    """
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValueException(detail=f"members: There is no user {text!r}.") from None


def shown(session: Session, team: Team, *, members: bool = True, version: bool = True) -> Group:
    """Return a team as a directory sees it.

    :param members: whether to read who is in it.
    :param version: whether to compute its version, for which its members are counted.
    """
    there = (Employee.team_id == team.id, Employee.deprovisioned_at.is_(None))
    group = Group(id=str(team.id), external_id=team.external_id, display_name=team.name)
    if members:
        rows = session.scalars(select(Employee.id).where(*there).order_by(Employee.id))
        group.members = [_member(own) for own in rows] or None
    created = datetime.fromtimestamp((team.id.int >> 80) / 1000, UTC)
    group.meta = Meta(resource_type="Group", created=created, last_modified=created)
    if version:
        latest = func.max(func.coalesce(Employee.updated_at, Employee.created_at))
        count, moment = session.execute(select(func.count(), latest).where(*there)).one()
        seen = f"{team.name}\n{team.external_id}\n{count}\n{moment}"
        group.meta.version = f'W/"{hashlib.sha256(seen.encode()).hexdigest()[:32]}"'
        group.meta.last_modified = max(moment, created) if count else created
    return group


def _member(own: UUID) -> Member:
    # What comes from the database needs no check; with one, a group of thousands takes ten times as long.
    return Member.model_construct(value=str(own), ref=Reference(f"Users/{own}"), type="User")


def _name(text: str | None) -> str:
    name = " ".join((text or "").split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise InvalidValueException(detail=f"displayName: Expected one line of 1 to {LONGEST_NAME} characters.")
    return name


def _require_free_name(session: Session, name: str, team: Team | None) -> None:
    same = or_(Team.slug == teams.slugify(name), Team.name == name)
    if any(other is not team for other in session.scalars(select(Team).where(same, ~Team.removed))):
        raise UniquenessException(detail="There is a group with this displayName already.")


def _record(session: Session, changed: Sequence[EmployeeChange]) -> None:
    audit.record_people(session, principal().name, changed)
