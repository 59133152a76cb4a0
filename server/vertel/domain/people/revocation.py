"""Ending all sign-ins of an employee, of many employees, or of everybody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import DeviceCode, EmailCode, Employee, EnrolmentCode, SignIn
from vertel.domain.people import organisations
from vertel.domain.people.sign_ins import LONG_AGO, oldest_open

AT_A_TIME = 500
"""Employees, or sign-ins, in one statement."""


def end_all(session: Session, employee_id: UUID) -> None:
    """End all sign-ins of an employee, also on the server's pages, and those that a device was promised."""
    _end(session, [employee_id])
    _void(session, DeviceCode, [employee_id])


def end_access(session: Session, employee_ids: Sequence[UUID]) -> None:
    """End all sign-ins of employees, and have the codes that they were given and did not use let nobody in."""
    for start in range(0, len(employee_ids), AT_A_TIME):
        some = employee_ids[start : start + AT_A_TIME]
        _end(session, some)
        for kind in (EnrolmentCode, EmailCode, DeviceCode):
            _void(session, kind, some)


def end_everybody(session: Session) -> None:
    """End all sign-ins of everybody, also on the server's pages, and those that devices were promised.

    They are over from now on; that it says so on each row is left to :func:`note_ends`. Invitations stay good.
    """
    moment = now()
    organisations.stored(session).sign_ins_since = moment
    promised = (DeviceCode.employee_id.is_not(None), DeviceCode.used_at.is_(None), DeviceCode.expires_at > moment)
    session.execute(update(DeviceCode).where(*promised).values(expires_at=moment))
    session.flush()


def note_ends(engine: Engine, days: int, moment: datetime) -> int:
    """Note on the rows that sign-ins are over which ended by age or with everybody's; return how many."""
    noted = 0
    while True:
        with make_session(engine, writes=False) as session:
            since = max(oldest_open(days, moment), organisations.get(session).sign_ins_since or LONG_AGO)
            over = (SignIn.ended_at.is_(None), SignIn.created_at <= since)
            some = session.scalars(select(SignIn.id).where(*over).limit(AT_A_TIME)).all()
        if not some:
            return noted
        with make_session(engine, writes=True) as session:
            session.execute(update(SignIn).where(SignIn.id.in_(some), *over).values(ended_at=moment))
            session.commit()
        noted += len(some)


def _end(session: Session, employee_ids: Sequence[UUID]) -> None:
    open_ones = (SignIn.employee_id.in_(employee_ids), SignIn.ended_at.is_(None))
    session.execute(update(SignIn).where(*open_ones).values(ended_at=now()))
    session.execute(update(Employee).where(Employee.id.in_(employee_ids)).values(signed_out_at=now()))


def _void(session: Session, kind: type[EnrolmentCode | EmailCode | DeviceCode], employee_ids: Sequence[UUID]) -> None:
    moment = now()
    unused = (kind.employee_id.in_(employee_ids), kind.used_at.is_(None), kind.expires_at > moment)
    session.execute(update(kind).where(*unused).values(expires_at=moment))
