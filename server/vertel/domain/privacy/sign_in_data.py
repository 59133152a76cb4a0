"""What is held about how one employee signs in; without the hashes of codes and tokens."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import DeviceCode, EmailCode, Employee, EnrolmentCode, Identity, SignIn
from vertel.domain.privacy.row_dicts import Rows, rows


def enrolment_codes(session: Session, employee: Employee) -> Rows:
    """Return which one-time codes an employee was given, and which were used."""
    query = select(EnrolmentCode.expires_at, EnrolmentCode.used_at).where(EnrolmentCode.employee_id == employee.id)
    return rows(session, query.order_by(EnrolmentCode.expires_at))


def sign_ins(session: Session, employee: Employee) -> Rows:
    """Return on which devices an employee is or was signed in."""
    columns = (SignIn.created_at.label("began_at"), SignIn.ended_at, SignIn.name.label("device"))
    query = select(*columns).where(SignIn.employee_id == employee.id)
    return rows(session, query.order_by(SignIn.created_at, SignIn.id))


def identities(session: Session, employee: Employee) -> Rows:
    """Return as whom an employee is known at the company's own sign-in."""
    query = select(Identity.issuer, Identity.subject).where(Identity.employee_id == employee.id)
    return rows(session, query.order_by(Identity.issuer, Identity.subject))


def email_codes(session: Session, employee: Employee) -> Rows:
    """Return which codes were mailed to an employee."""
    query = select(EmailCode.expires_at, EmailCode.used_at, EmailCode.tries).where(EmailCode.employee_id == employee.id)
    return rows(session, query.order_by(EmailCode.id))


def device_codes(session: Session, employee: Employee) -> Rows:
    """Return which devices asked an employee to let them in."""
    columns = (DeviceCode.name, DeviceCode.created_at, DeviceCode.expires_at, DeviceCode.used_at, DeviceCode.agreed)
    query = select(*columns).where(DeviceCode.employee_id == employee.id)
    return rows(session, query.order_by(DeviceCode.created_at, DeviceCode.code_hash))
