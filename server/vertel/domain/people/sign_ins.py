"""Beginning, carrying on and ending an employee's sign-in.

A refresh token is used once. Two tabs may refresh at the same moment, so the token just used is honoured for a grace
minute more; after that its use means that two parties hold it, and the whole family ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import REFRESH_TOKEN, code_hash, new_code, new_secret, secret_hash
from vertel.db.models import Employee, EnrolmentCode, RefreshToken, SignIn, Team
from vertel.domain.audience.member import AudienceMember
from vertel.errors import NotSignedInError, ReusedTokenError

ENROLMENT_LIFETIME = timedelta(days=14)
REFRESH_LIFETIME = timedelta(days=180)
GRACE = timedelta(minutes=1)
SIGN_IN_AGAIN = "You are no longer signed in. Ask your administrator for a new enrolment code."


# Asked on every request: built once, and of columns alone.
_SIGN_INS, _EMPLOYEES, _TEAMS = SignIn.__table__.c, Employee.__table__.c, Team.__table__.c
_OPEN = (
    select(_EMPLOYEES.role, _EMPLOYEES.id, _TEAMS.slug, _EMPLOYEES.location, _EMPLOYEES.languages)
    .join(SignIn.__table__, _SIGN_INS.employee_id == _EMPLOYEES.id)
    .outerjoin(Team.__table__, _TEAMS.id == _EMPLOYEES.team_id)
    .where(_SIGN_INS.id == bindparam("id", type_=Uuid), _SIGN_INS.ended_at.is_(None), _EMPLOYEES.active)
)


class OpenSignIn(NamedTuple):
    """A sign-in that is open, and whose it is."""

    id: UUID
    role: str
    member: AudienceMember


@dataclass(frozen=True)
class Granted:
    """A sign-in and its newest refresh token."""

    sign_in_id: UUID
    refresh_token: str


def invite(session: Session, employee: Employee) -> str:
    """Return a one-time enrolment code for an employee; this is the only time it can be seen."""
    code = new_code()
    expires_at = now() + ENROLMENT_LIFETIME
    session.add(EnrolmentCode(code_hash=code_hash(code), employee_id=employee.id, expires_at=expires_at))
    session.flush()
    return code


def enrol(session: Session, code: str) -> Granted:
    """Begin a sign-in with an enrolment code, and use the code up."""
    moment = now()
    used = session.execute(
        update(EnrolmentCode)
        .where(EnrolmentCode.code_hash == code_hash(code))
        .where(EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > moment)
        .values(used_at=moment)
        .returning(EnrolmentCode.employee_id)
    ).scalar_one_or_none()
    employee = session.get(Employee, used) if used else None
    if employee is None or not employee.active:
        raise NotSignedInError("This enrolment code is wrong, was used before, or has expired. Ask for a new one.")
    sign_in = SignIn(employee_id=employee.id)
    session.add(sign_in)
    session.flush()
    return Granted(sign_in.id, _issue(session, sign_in.id, moment))


def refresh(session: Session, token: str) -> Granted:
    """Exchange a refresh token for the next one."""
    moment = now()
    found = session.get(RefreshToken, secret_hash(token), with_for_update={"of": RefreshToken})
    if found is None or not _is_open(found.sign_in) or found.expires_at <= moment:
        raise NotSignedInError(SIGN_IN_AGAIN)
    if found.used_at is not None and found.used_at + GRACE < moment:
        end(session, found.sign_in_id)
        raise ReusedTokenError("This refresh token was used before, so the session was ended. " + SIGN_IN_AGAIN)
    found.used_at = found.used_at or moment
    return Granted(found.sign_in_id, _issue(session, found.sign_in_id, moment))


def find(session: Session, sign_in_id: UUID) -> OpenSignIn | None:
    """Return a sign-in that is open and whose employee is active."""
    row = session.execute(_OPEN, {"id": sign_in_id}).one_or_none()
    if row is None:
        return None
    return OpenSignIn(sign_in_id, row.role, AudienceMember(row.id, row.slug, row.location, row.languages))


def end(session: Session, sign_in_id: UUID) -> None:
    """End a sign-in: its access and refresh tokens are refused from now on."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now()))


def _is_open(sign_in: SignIn) -> bool:
    return sign_in.ended_at is None and sign_in.employee.active


def _issue(session: Session, sign_in_id: UUID, moment: datetime) -> str:
    token = new_secret(REFRESH_TOKEN)
    expires_at = moment + REFRESH_LIFETIME
    session.add(RefreshToken(token_hash=secret_hash(token), sign_in_id=sign_in_id, expires_at=expires_at))
    session.flush()
    return token
