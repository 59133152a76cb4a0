"""Whose account at an OpenID provider somebody signed in with.

An account is known by its issuer and subject, never by an address: addresses are given to others. Which colleague it
belongs to is decided once, when it first comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import secret_hash
from vertel.db.models import Employee, EnrolmentCode, Identity, UsedState
from vertel.db.upsert import insert_if_absent
from vertel.domain.people import administrators, provisioning, teams
from vertel.errors import ForbiddenError

Linked = Literal["before", "by external id", "by invitation", "created"]
Reason = Literal["disabled", "nobody", "not_invited", "other_account"]


@dataclass(frozen=True)
class Account:
    """What a provider says of somebody who signed in with it.

    :ivar external_id: who they are in HR's systems; None when no claim says it.
    :ivar email: their address, when it is known to be theirs.
    :ivar role: what they may do; None when the provider has no say in it.
    :ivar team: the name of their team; None when the provider does not say.
    """

    issuer: str
    subject: str
    external_id: str | None = None
    email: str | None = None
    name: str | None = None
    role: str | None = None
    team: str | None = None


class NotLetInError(ForbiddenError):
    """The provider knows them, and they may not sign in here all the same.

    :ivar reason: which of the cases it is.
    """

    def __init__(self, reason: Reason) -> None:
        super().__init__("The provider knows them, and nobody has let them in here.")
        self.reason = reason


@dataclass(frozen=True)
class Recognised:
    """Who signed in.

    :ivar linked: since when, or by what, the account is known to be theirs.
    :ivar changes: fields that claims changed, each as ``{"before": ..., "after": ...}``.
    :ivar is_last_administrator: whether a claim took the role from the last administrator, who keeps it.
    """

    employee: Employee
    linked: Linked
    changes: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    is_last_administrator: bool = False


def use_up(session: Session, state: str, expires_at: datetime) -> bool:
    """Note that the answer to a sign-in was used; return whether this is the first time."""
    row = {"state_hash": secret_hash(state), "expires_at": expires_at}
    return bool(insert_if_absent(session, UsedState, [row], returning=UsedState.state_hash))


def recognise(session: Session, account: Account, *, may_create: bool) -> Recognised:
    """Return whose account it is; link it when it comes for the first time.

    :param may_create: whether somebody whom nobody knows becomes a new colleague.
    :raises NotLetInError: they are disabled, or nobody let them in.
    """
    identity = session.get(Identity, (account.issuer, account.subject))
    linked: Linked = "before"
    if identity is None:
        try:
            employee, linked = _find(session, account, may_create=may_create)
        except NotLetInError:
            # Who comes twice at the same moment may have been linked since this was looked up.
            identity = session.get(Identity, (account.issuer, account.subject))
            if identity is None:
                raise
    if identity is not None:
        employee = identity.employee
    else:
        row = {"issuer": account.issuer, "subject": account.subject, "employee_id": employee.id}
        insert_if_absent(session, Identity, [row], returning=Identity.employee_id)
    if not employee.active:
        raise NotLetInError("disabled")
    changes, is_last = _apply(session, employee, account)
    return Recognised(employee, linked, changes, is_last)


def forget(session: Session, employee: Employee) -> int:
    """Forget an employee's accounts; return how many there were."""
    forgotten = session.execute(delete(Identity).where(Identity.employee_id == employee.id))
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult


def _find(session: Session, account: Account, *, may_create: bool) -> tuple[Employee, Linked]:
    """Return whom a new account belongs to."""
    if account.external_id is not None:
        found = session.scalars(select(Employee).where(Employee.external_id == account.external_id)).one_or_none()
        if found is not None:
            return found, "by external id"
    if account.email is None:
        raise NotLetInError("nobody")
    found = session.scalars(select(Employee).where(Employee.email == account.email)).one_or_none()
    if found is not None:
        _accept_invitation(session, found, account)
        return found, "by invitation"
    if not may_create:
        raise NotLetInError("nobody")
    document = {"email": account.email, "name": account.name, "external_id": account.external_id}
    return provisioning.provision(session, document, source="sign-in").employee, "created"


def _accept_invitation(session: Session, employee: Employee, account: Account) -> None:
    """Use up the codes that somebody was invited with; raise :class:`NotLetInError` when there are none."""
    if not employee.active:
        raise NotLetInError("disabled")
    if employee.external_id is not None and account.external_id is not None:
        raise NotLetInError("other_account")  # HR says that this is somebody else
    known = select(Identity.subject).where(Identity.employee_id == employee.id, Identity.issuer == account.issuer)
    if session.scalars(known).first() is not None:
        raise NotLetInError("other_account")  # the address was given to somebody new, and the invitation was not theirs
    mine, moment = EnrolmentCode.employee_id == employee.id, now()
    is_open = (mine, EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > moment)
    used = session.execute(update(EnrolmentCode).where(*is_open).values(used_at=moment))
    if not used.rowcount:  # type: ignore[attr-defined]  # DML answers a CursorResult
        raise NotLetInError("not_invited")


def _apply(session: Session, employee: Employee, account: Account) -> tuple[dict[str, dict[str, Any]], bool]:
    """Give somebody the role and team that claims say; return what changed, and whether a role could not be taken."""
    before = {"role": employee.role, "team": employee.team.name if employee.team else None}
    wanted: dict[str, Any] = {}
    if account.role is not None and account.role != employee.role:
        wanted["role"] = account.role
    if account.team is not None and (employee.team is None or employee.team.slug != teams.slugify(account.team)):
        wanted["team"] = account.team
    is_last = wanted.get("role", "admin") != "admin" and administrators.lock(session) == {employee.id}
    if is_last:
        del wanted["role"]
    if wanted:
        document = {"email": employee.email, **wanted}
        provisioning.provision(session, document, source="sign-in", given=set(wanted), employee=employee)
    return {name: {"before": before[name], "after": value} for name, value in wanted.items()}, is_last
