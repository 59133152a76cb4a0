"""Entries about what became of people, whatever the way in which it was told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from vertel.domain.audit.actions import AuditAction
from vertel.domain.audit.recording import Act, Subject, changes, record_all
from vertel.domain.people.provisioning import EmployeeChange

AT_A_TIME = 500


def record_people(session: Session, actor: str, changed: Sequence[EmployeeChange]) -> None:
    """Record that people were added or changed, in the transaction in which they were."""
    for start in range(0, len(changed), AT_A_TIME):
        record_all(session, actor, [_act(change) for change in changed[start : start + AT_A_TIME]])


def _act(change: EmployeeChange) -> Act:
    subject = Subject("employee", change.id, change.name)
    action = AuditAction.EMPLOYEE_CHANGED
    if change.is_new:
        action = AuditAction.EMPLOYEE_CREATED
    elif "active" in change.fields:
        action = AuditAction.EMPLOYEE_ENABLED if change.fields["active"] else AuditAction.EMPLOYEE_DISABLED
    return Act(action, subject, {"changes": changes(change.before, change.fields)})
