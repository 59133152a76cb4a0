"""Entries about what became of people, whatever the way in which it was told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Employee
from vertel.domain.audit.actions import AuditAction
from vertel.domain.audit.recording import Act, Subject, changes, record_all
from vertel.domain.people.provisioning import EmployeeChange

AT_A_TIME = 500


def record_people(session: Session, actor: str, changed: Sequence[EmployeeChange]) -> None:
    """Record that people were added or changed, in the transaction in which they were."""
    session.flush()
    for start in range(0, len(changed), AT_A_TIME):
        some = changed[start : start + AT_A_TIME]
        query = select(Employee.id, Employee.name).where(Employee.id.in_([change.id for change in some]))
        names = {own: name for own, name in session.execute(query)}  # noqa: C416  the types of dict() are not known
        record_all(session, actor, [_act(change, names.get(change.id)) for change in some])


def _act(change: EmployeeChange, name: str | None) -> Act:
    subject = Subject("employee", change.id, name)
    action = AuditAction.EMPLOYEE_CHANGED
    if change.is_new:
        action = AuditAction.EMPLOYEE_CREATED
    elif "active" in change.fields:
        action = AuditAction.EMPLOYEE_ENABLED if change.fields["active"] else AuditAction.EMPLOYEE_DISABLED
    return Act(action, subject, {"changes": changes(change.before, change.fields)})
