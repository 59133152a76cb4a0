"""Connecting a browser or a terminal: the device authorization grant, RFC 8628.

The device gets a code that it keeps, and one that it shows. A colleague who is signed in on the server's own page sees
the second one there, compares, and says yes or no; meanwhile the device asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import DEVICE_CODE, keyed_hash, new_secret, new_user_code, secret_hash, typed_code
from vertel.db.models import DeviceCode, Employee
from vertel.domain.people import attempts, sign_ins
from vertel.domain.people.attempts import Limit
from vertel.errors import (
    AccessDeniedError,
    AuthorizationPendingError,
    ExpiredTokenError,
    NotSignedInError,
    SlowDownError,
    UnknownUserCodeError,
)
from vertel.translations import N_
from vertel.translations.active import gettext as _

LIFETIME = timedelta(minutes=10)
INTERVAL = 5
"""Seconds between two questions of a device."""

LENIENCE = 1
"""Seconds by which a question may come early: the way of one is shorter than that of the one before."""

SLOWER = 5
"""Seconds by which the interval grows each time that a device asks too early; section 3.5 of RFC 8628."""

WRONG_USER_CODES = (Limit("wrong code of a device", 20, timedelta(minutes=10)),)
"""How many codes that are nobody's an employee may type."""

PENDING = N_("Nobody has said yes or no yet. Ask again after the interval.")
UNKNOWN = N_("This device code is unknown or was used before. Begin again with POST /auth/device.")
NOBODYS = N_("No browser is waiting under this code, or not any more. Look at the code again, or begin again there.")


@dataclass(frozen=True)
class Asked:
    """The two codes of a device that asks to be connected."""

    device_code: str
    user_code: str


def ask(session: Session, name: str, keys: tuple[str, ...]) -> Asked:
    """Let a device ask to be connected.

    :param name: what it calls itself.
    :param keys: ``VERTEL_SECRET_KEYS``.
    """
    moment, asked = now(), Asked(new_secret(DEVICE_CODE), new_user_code())
    user_code_hash = _user_code_hash(asked.user_code, keys[0])
    session.add(
        DeviceCode(
            code_hash=secret_hash(asked.device_code),
            user_code_hash=user_code_hash,
            name=name,
            created_at=moment,
            expires_at=moment + LIFETIME,
            interval=INTERVAL,
        )
    )
    session.flush()
    return asked


def waiting(session: Session, user_code: str, keys: tuple[str, ...], employee_id: UUID) -> DeviceCode:
    """Return the device that shows a code and waits for an answer.

    :param employee_id: who has the code before them.
    :raises UnknownUserCodeError: there is none. The caller counts it with :func:`note_wrong`.
    :raises TooManyAttemptsError: they tried too many codes that are nobody's.
    """
    return _waiting(session, _by_user_code(user_code, keys), keys, employee_id)


def note_wrong(session: Session, keys: tuple[str, ...], employee_id: UUID) -> None:
    """Count a code that is nobody's."""
    attempts.note(session, keys[0], WRONG_USER_CODES, employee_id.hex, now())


def decide(session: Session, user_code: str, keys: tuple[str, ...], employee_id: UUID, *, agreed: bool) -> None:
    """Say yes or no to the device that shows a code; raise as :func:`waiting`, and count a code that is nobody's."""
    try:
        device = _waiting(session, _by_user_code(user_code, keys).with_for_update(), keys, employee_id)
    except UnknownUserCodeError:
        note_wrong(session, keys, employee_id)
        raise
    device.employee_id, device.agreed = employee_id, agreed
    session.flush()


def exchange(session: Session, device_code: str, attempt: str | None) -> sign_ins.Granted:
    """Begin the sign-in of a device, and use its code up; see :func:`sign_ins.exchange`.

    :raises NotSignedInError: the code is unknown, or was used by somebody else.
    :raises DeviceFlowError: nobody has agreed yet, somebody said no, it took too long, or the device asks too often.
    """
    found = session.get(DeviceCode, secret_hash(device_code), with_for_update=True)
    if found is None:
        raise NotSignedInError(_(UNKNOWN))
    moment = now()
    if found.used_at is None:
        _require_agreement(found, moment)
    employee = session.get(Employee, found.employee_id)
    if employee is None or not employee.active:
        raise AccessDeniedError(_("This colleague may not sign in. Ask an administrator."))
    granted = sign_ins.exchange(session, found, employee.id, device_code, attempt, found.name)
    if granted is None:
        raise NotSignedInError(_(UNKNOWN))
    return granted


def _by_user_code(user_code: str, keys: tuple[str, ...]) -> Select[DeviceCode]:
    return select(DeviceCode).where(DeviceCode.user_code_hash.in_([_user_code_hash(user_code, key) for key in keys]))


def _waiting(session: Session, query: Select[DeviceCode], keys: tuple[str, ...], employee_id: UUID) -> DeviceCode:
    moment = now()
    attempts.check(session, keys[0], WRONG_USER_CODES, employee_id.hex, moment)
    found = session.scalars(query).one_or_none()
    if found is None or found.agreed is not None or found.expires_at <= moment:
        raise UnknownUserCodeError(_(NOBODYS))
    return found


def _require_agreement(device: DeviceCode, moment: datetime) -> None:
    """Raise unless a colleague has agreed, in time."""
    if device.agreed is False:
        raise AccessDeniedError(_("Somebody said no on the sign-in page. Begin again if that was a mistake."))
    if device.expires_at <= moment:
        raise ExpiredTokenError(_("It took too long. Begin again with POST /auth/device."))
    if device.agreed:
        return
    asked_before, device.asked_at = device.asked_at, moment
    if asked_before is not None and asked_before + timedelta(seconds=device.interval - LENIENCE) > moment:
        device.interval += SLOWER
        raise SlowDownError(
            _("You ask too often. Wait %(interval)s seconds before each question from now on.")
            % {"interval": device.interval}
        )
    raise AuthorizationPendingError(_(PENDING))


def _user_code_hash(user_code: str, key: str) -> bytes:
    return keyed_hash(key, "user code", typed_code(user_code))
