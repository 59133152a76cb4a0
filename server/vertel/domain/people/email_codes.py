"""Signing in with six digits that are sent by mail.

The digits follow from the row's id and the server's key, so that none are stored, and a mail that is sent once more
says the same. An address that nobody here has is treated alike in everything but the mail.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import keyed_hash
from vertel.db.models import EmailCode, Employee
from vertel.domain.mails import outbox
from vertel.domain.people import attempts, sign_ins
from vertel.domain.people.attempts import Limit
from vertel.errors import WrongCodeError
from vertel.translations import N_
from vertel.translations.active import gettext as _

LIFETIME = timedelta(minutes=10)
SAME_UNTIL = timedelta(minutes=5)
"""A code that is good for longer than this is sent once more when another is asked for."""

TRIES = 5
DIGITS = 6
REQUESTS = (Limit("mail for a person", 5, timedelta(hours=1)), Limit("mail for a person", 10, timedelta(days=1)))
"""How many mails a person gets."""

WRONG = (Limit("wrong code of a person", 30, timedelta(days=1)),)
"""How many wrong codes may be tried for a person, in all of their codes."""

WRONG_CODE = N_(
    "This code is wrong, was used before, or has expired. Look at the newest mail, or ask for another code."
)


def request(session: Session, email: str, keys: tuple[str, ...]) -> None:
    """Have a code sent to an employee; do as much for an address that is nobody's, and send nothing.

    :param email: in lower case.
    :param keys: ``VERTEL_SECRET_KEYS``.
    :raises TooManyAttemptsError: the address was given too often.
    """
    moment = now()
    attempts.check(session, keys[0], REQUESTS, email, moment)
    attempts.note(session, keys[0], REQUESTS, email, moment)
    employee_id = session.scalar(select(Employee.id).where(Employee.email == email, Employee.active))
    code = _newest(session, email, keys)
    if code is None or code.employee_id != employee_id or not _may_be_sent_again(code, moment):
        address_hash = keyed_hash(keys[0], "address", email)
        code = EmailCode(address_hash=address_hash, employee_id=employee_id, expires_at=moment + LIFETIME, tries=0)
        session.add(code)
        session.flush()
    outbox.queue(session, outbox.SIGN_IN_CODE, employee_id, code.expires_at, subject_id=code.id)


def digits(code_id: UUID, key: str) -> str:
    """Return the six digits of a code."""
    number = int.from_bytes(keyed_hash(key, "code by mail", code_id.hex), "big")
    return f"{number % 10**DIGITS:0{DIGITS}}"


def exchange(
    session: Session, email: str, typed: str, keys: tuple[str, ...], attempt: str | None, name: str | None
) -> sign_ins.Granted:
    """Begin a sign-in with a code, and use the code up; see :func:`sign_ins.exchange`.

    :raises WrongCodeError: the code is wrong, was used by somebody else, was tried too often or has expired.
    """
    code, employee_id = _check(session, email, typed, keys)
    granted = sign_ins.exchange(session, code, employee_id, _plain(typed), attempt, name)
    if granted is None:
        raise WrongCodeError(_(WRONG_CODE))
    return granted


def redeem(session: Session, email: str, typed: str, keys: tuple[str, ...], attempt: str) -> UUID:
    """Use a code up on a page of the server; return whose it is.

    :param attempt: an id of the visit. With the same id, a used code is good again, as after a double click.
    :raises WrongCodeError: as :func:`exchange`.
    """
    code, employee_id = _check(session, email, typed, keys)
    if not sign_ins.use_up(code, attempt):
        raise WrongCodeError(_(WRONG_CODE))
    return employee_id


def _check(session: Session, email: str, typed: str, keys: tuple[str, ...]) -> tuple[EmailCode, UUID]:
    """Return the code and whose it is when it is the right one, used or not; count it when it is wrong."""
    moment = now()
    attempts.check(session, keys[0], WRONG, email, moment)
    code = _newest(session, email, keys)
    # One that was used is good for longer: for who used it, and whose answer was lost.
    if code is not None and code.tries < TRIES and (code.expires_at > moment or code.used_at is not None):
        right = any(hmac.compare_digest(digits(code.id, key).encode(), _plain(typed).encode()) for key in keys)
        # For nobody the same question is asked, about an id that no employee has.
        active = session.scalar(select(Employee.active).where(Employee.id == (code.employee_id or code.id)))
        if right and active and code.employee_id is not None:
            return code, code.employee_id
        code.tries += 1
    attempts.note(session, keys[0], WRONG, email, moment)
    session.flush()
    raise WrongCodeError(_(WRONG_CODE))


def _newest(session: Session, email: str, keys: tuple[str, ...]) -> EmailCode | None:
    """Return the newest code of an address, locked."""
    hashes = [keyed_hash(key, "address", email) for key in keys]
    query = select(EmailCode).where(EmailCode.address_hash.in_(hashes)).order_by(EmailCode.id.desc()).limit(1)
    return session.scalars(query.with_for_update()).one_or_none()


def _may_be_sent_again(code: EmailCode, moment: datetime) -> bool:
    return code.used_at is None and code.tries == 0 and code.expires_at > moment + SAME_UNTIL


def _plain(typed: str) -> str:
    return "".join(typed.split()).replace("-", "")
