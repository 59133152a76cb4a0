"""Erasing an employee: nothing that is left leads back to them, and what they shared keeps working.

A tracked link on LinkedIn lives for years, so a personal link stays and forgets whose it was; a share stays a number.
"""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from vertel.models import Employee, EnrolmentCode, Event, IdempotencyKey, Link, RefreshToken, Share, SignIn
from vertel.services.personal_data import caller_name


def erase(session: Session, employee: Employee) -> dict[str, int]:
    """Erase an employee; return how many of each were deleted or detached, for the record of it."""
    sign_ins = select(SignIn.id).where(SignIn.employee_id == employee.id)
    steps = {
        "links kept, no longer theirs": update(Link)
        .where(Link.employee_id == employee.id)
        .values(employee_id=None, owner=None),
        "shares kept, no longer theirs": update(Share).where(Share.employee_id == employee.id).values(employee_id=None),
        "refresh tokens deleted": delete(RefreshToken).where(RefreshToken.sign_in_id.in_(sign_ins)),
        "sign-ins deleted": delete(SignIn).where(SignIn.employee_id == employee.id),
        "enrolment codes deleted": delete(EnrolmentCode).where(EnrolmentCode.employee_id == employee.id),
        "kept answers deleted": delete(IdempotencyKey).where(IdempotencyKey.caller == caller_name(employee.id)),
        "signed events deleted": delete(Event).where(Event.employee_id == employee.id),
        "employees deleted": delete(Employee).where(Employee.id == employee.id),
    }
    counts = {}
    for what, step in steps.items():
        counts[what] = session.execute(step).rowcount  # type: ignore[attr-defined]  # DML answers a CursorResult
    session.expire_all()
    return counts
