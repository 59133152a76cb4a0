"""Beginning, carrying on and ending one sign-in; :mod:`revocation` ends those of many.

A refresh token is used once and has one successor. Answers are lost, so who used it may ask again, however late: they
know the id with which they asked. Two tabs may refresh at the same moment, and older clients have no id, so for a grace
minute anybody who holds the token gets that same successor; after that its use with another id means that two parties
hold it, and the whole family ends.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Select, Uuid, bindparam, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import (
    REFRESH_TOKEN,
    derived_secret,
    keyed_hash,
    new_code,
    new_secret,
    secret_hash,
    typed_code,
)
from vertel.db.models import Employee, EnrolmentCode, OneTime, RefreshToken, SignIn, Team
from vertel.db.models.base import UtcDateTime
from vertel.domain.audience.member import AudienceMember
from vertel.domain.people import organisations
from vertel.errors import NotSignedInError, ReusedTokenError
from vertel.translations import N_
from vertel.translations.active import gettext as _

ENROLMENT_LIFETIME = timedelta(days=14)
REFRESH_LIFETIME = timedelta(days=180)
GRACE = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WRONG_CODE = N_("This enrolment code is wrong, was used before, or has expired. Ask for a new one.")
SIGN_IN_AGAIN = N_("You are no longer signed in. Ask your administrator for a new enrolment code.")
USED_BEFORE = N_("This refresh token was used before, so the session was ended.")


# Asked on every request: built once, and of columns alone.
_SIGN_INS, _EMPLOYEES, _TEAMS = SignIn.__table__.c, Employee.__table__.c, Team.__table__.c
_OPEN = (
    select(_EMPLOYEES.role, _EMPLOYEES.id, _TEAMS.slug, _EMPLOYEES.location, _EMPLOYEES.languages)
    .join(SignIn.__table__, _SIGN_INS.employee_id == _EMPLOYEES.id)
    .outerjoin(Team.__table__, _TEAMS.id == _EMPLOYEES.team_id)
    .where(
        _SIGN_INS.id == bindparam("id", type_=Uuid),
        SignIn.is_open(),
        _SIGN_INS.created_at > bindparam("oldest", type_=UtcDateTime),
        _EMPLOYEES.active,
    )
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


def invite(session: Session, employee: Employee, keys: tuple[str, ...]) -> str:
    """Return a one-time enrolment code for an employee; this is the only time it can be seen.

    :param keys: ``VERTEL_SECRET_KEYS``.
    """
    code = new_code()
    _store(session, employee, code, keys, now() + ENROLMENT_LIFETIME)
    return code


def invite_by_mail(
    session: Session, employee: Employee, code: str, keys: tuple[str, ...], expires_at: datetime
) -> bool:
    """Make the code of a mail good; return False when it was, and is not any more.

    :param code: the same for each try to send the mail.
    """
    found = session.scalars(_by_code(code, keys)).one_or_none()
    if found is None:
        found = _store(session, employee, code, keys, expires_at)
    return found.used_at is None and found.expires_at > now()


def _store(
    session: Session, employee: Employee, code: str, keys: tuple[str, ...], expires_at: datetime
) -> EnrolmentCode:
    code_hash = _code_hash(code, keys[0])
    stored = EnrolmentCode(code_hash=code_hash, employee_id=employee.id, expires_at=expires_at)
    session.add(stored)
    session.flush()
    return stored


def enrol(
    session: Session, code: str, keys: tuple[str, ...], attempt: str | None = None, name: str | None = None
) -> Granted:
    """Begin a sign-in with an enrolment code, and use the code up.

    :param keys: ``VERTEL_SECRET_KEYS``. A code that was made under an older one of them is good until it expires.
    :param attempt: an id that the caller made and stored. With the same id, a used code gives the same sign-in again.
    :param name: what the device is called.
    :raises NotSignedInError: the code is wrong, was used by somebody else, or has expired.
    """
    found = _enrolment_code(session, code, keys)
    granted = exchange(session, found, found.employee_id, typed_code(code), attempt, name)
    if granted is None:
        raise NotSignedInError(_(WRONG_CODE))
    return granted


def enrolled(session: Session, code: str, keys: tuple[str, ...], attempt: str) -> UUID:
    """Use an enrolment code up on a page of the server; return whose it is.

    :param attempt: an id of the visit. With the same id, a used code is good again, as after a double click.
    :raises NotSignedInError: the code is wrong, was used by somebody else, or has expired.
    """
    found = _enrolment_code(session, code, keys)
    if not use_up(found, attempt):
        raise NotSignedInError(_(WRONG_CODE))
    return found.employee_id


def exchange(
    session: Session, code: OneTime, employee_id: UUID, secret: str, attempt: str | None, name: str | None
) -> Granted | None:
    """Begin a sign-in with a code that is good, and use the code up.

    With a code that was used, return the same sign-in to who knows with which ``attempt``; None to others.

    :param code: locked until the end of the transaction.
    :param secret: the code itself.
    """
    if code.used_at is not None:
        return _exchanged_before(session, code, secret, attempt)
    use_up(code, attempt)
    code.salt = secrets.token_bytes(32)
    sign_in = SignIn(employee_id=employee_id, name=name)
    session.add(sign_in)
    session.flush()
    token = _first_token(code.salt, secret, attempt) if attempt else new_secret(REFRESH_TOKEN)
    return _issue(session, sign_in.id, token, now())


def use_up(code: OneTime, attempt: str | None) -> bool:
    """Mark a code as used; return whether it was free, or was used with the same ``attempt``."""
    if code.used_at is not None:
        return _is_same(code.attempt_hash, attempt)
    code.used_at = now()
    code.attempt_hash = secret_hash(attempt) if attempt else None
    return True


def refresh(session: Session, token: str, attempt: str | None = None, oldest: datetime = LONG_AGO) -> Granted:
    """Exchange a refresh token for the next one, of which there is one only.

    :param attempt: an id that the caller made and stored. With the same id, a used token gives its successor again.
    :param oldest: as :func:`oldest_open` returned it.
    :raises NotSignedInError: the sign-in is over.
    :raises ReusedTokenError: the token was used with another id more than a minute ago, so two parties hold it. The
        sign-in is ended.
    """
    moment = now()
    found = session.get(RefreshToken, secret_hash(token), with_for_update={"of": RefreshToken})
    if found is None or not _is_open(session, found.sign_in, oldest) or found.expires_at <= moment:
        raise NotSignedInError(_(SIGN_IN_AGAIN))
    if found.used_at is None:
        found.used_at, found.attempt_hash = moment, secret_hash(attempt) if attempt else None
    elif not _is_same(found.attempt_hash, attempt) and found.used_at + GRACE < moment:
        end(session, found.sign_in_id)
        raise ReusedTokenError(f"{_(USED_BEFORE)} {_(SIGN_IN_AGAIN)}")
    found.salt = found.salt or secrets.token_bytes(32)  # the version before uses tokens without one
    return _issue(session, found.sign_in_id, derived_secret(REFRESH_TOKEN, found.salt, token), moment)


def find(connection: Connection, sign_in_id: UUID, oldest: datetime = LONG_AGO) -> OpenSignIn | None:
    """Return a sign-in that is open and whose employee is active.

    :param oldest: as :func:`oldest_open` returned it.
    """
    row = connection.execute(_OPEN, {"id": sign_in_id, "oldest": oldest}).one_or_none()
    if row is None:
        return None
    return OpenSignIn(sign_in_id, row.role, AudienceMember(row.id, row.slug, row.location, row.languages))


def end(session: Session, sign_in_id: UUID) -> None:
    """End a sign-in: its access and refresh tokens are refused from now on."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(ended_at=now()))


def oldest_open(days: int, moment: datetime) -> datetime:
    """Return the moment after which a sign-in began that is not over by its age.

    :param days: after how many a sign-in ends however much it is used; 0 for never.
    """
    return moment - timedelta(days=days) if days else LONG_AGO


def _is_open(session: Session, sign_in: SignIn, oldest: datetime = LONG_AGO) -> bool:
    began_after = max(oldest, organisations.get(session).sign_ins_since or LONG_AGO)
    return sign_in.ended_at is None and sign_in.created_at > began_after and sign_in.employee.active


def _is_same(attempt_hash: bytes | None, attempt: str | None) -> bool:
    return attempt_hash is not None and attempt is not None and secret_hash(attempt) == attempt_hash


def _enrolment_code(session: Session, code: str, keys: tuple[str, ...]) -> EnrolmentCode:
    """Return an enrolment code that has not expired, locked, used or not."""
    found = session.scalars(_by_code(code, keys).with_for_update()).one_or_none()
    employee = session.get(Employee, found.employee_id) if found else None
    if found is None or found.expires_at <= now() or employee is None or not employee.active:
        raise NotSignedInError(_(WRONG_CODE))
    return found


def _by_code(code: str, keys: tuple[str, ...]) -> Select[EnrolmentCode]:
    hashes = [_code_hash(code, key) for key in keys]
    # Servers before 0.9.0 stored the SHA-256 alone. The codes that they made are good until they expire, two weeks.
    hashes.append(secret_hash(typed_code(code)))
    return select(EnrolmentCode).where(EnrolmentCode.code_hash.in_(hashes))


def _code_hash(code: str, key: str) -> bytes:
    return keyed_hash(key, "enrolment code", typed_code(code))


def _exchanged_before(session: Session, used: OneTime, secret: str, attempt: str | None) -> Granted | None:
    """Return what a used code gave, to who knows with which id it was used."""
    if used.salt is None or attempt is None or not _is_same(used.attempt_hash, attempt):
        return None
    token = _first_token(used.salt, secret, attempt)
    first = session.get(RefreshToken, secret_hash(token))
    return Granted(first.sign_in_id, token) if first is not None and _is_open(session, first.sign_in) else None


def _first_token(salt: bytes, secret: str, attempt: str) -> str:
    """Return the refresh token of a sign-in that began with a code. The id is in it: a code alone could be guessed."""
    return derived_secret(REFRESH_TOKEN, salt, secret, attempt)


def _issue(session: Session, sign_in_id: UUID, token: str, moment: datetime) -> Granted:
    """Store a refresh token, unless it is stored already."""
    if session.get(RefreshToken, secret_hash(token)) is None:
        expires_at = moment + REFRESH_LIFETIME
        session.add(RefreshToken(token_hash=secret_hash(token), sign_in_id=sign_in_id, expires_at=expires_at))
        session.flush()
    return Granted(sign_in_id, token)
