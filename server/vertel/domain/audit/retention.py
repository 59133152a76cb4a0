"""How long it is kept who changed what, and what of it stays of a colleague who is erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Engine, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from vertel.db.batches import delete_in_batches
from vertel.db.models import ApiKey, AuditEntry, Event


def delete_old(engine: Engine, days: int, moment: datetime) -> int:
    """Delete entries that are older than so many days, some at a time; return how many. 0 days keeps all."""
    if not days:
        return 0
    return delete_in_batches(engine, AuditEntry, AuditEntry.at < moment - timedelta(days=days))


def by_or_about(employee_id: UUID) -> ColumnElement[bool]:
    """Return the condition that an entry is of what an employee did, or of what was done to them."""
    return or_(AuditEntry.actor == _actor(employee_id), _about(employee_id))


def forget(session: Session, employee_id: UUID) -> int:
    """Take an employee out of the entries by and about them; return how many that were.

    What was done and when stays, and that it was one person: in all of them the id becomes the same new one, which
    leads nowhere. Names, addresses and all else that was said of the person go.
    """
    other = str(uuid4())
    events = select(AuditEntry.id).where(by_or_about(employee_id))
    session.execute(delete(Event).where(Event.type == "audit.recorded", Event.id.in_(events)))
    session.execute(update(ApiKey).where(ApiKey.created_by == _actor(employee_id)).values(created_by=None))
    about = session.scalars(select(AuditEntry).where(_about(employee_id))).all()
    for entry in about:
        entry.subject_id, entry.subject_name = other, None
        entry.details = _without_values(entry.details)
    session.flush()
    acts = update(AuditEntry).where(AuditEntry.actor == _actor(employee_id))
    by = session.execute(acts.values(actor=_actor(other), actor_name=None))
    return len(about) + int(by.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult


def _actor(employee_id: UUID | str) -> str:
    return f"employee:{employee_id}"


def _about(employee_id: UUID) -> ColumnElement[bool]:
    return and_(AuditEntry.subject_id == str(employee_id), AuditEntry.subject_kind == "employee")


def _without_values(details: dict[str, object]) -> dict[str, object]:
    """Return which fields were changed, and no more."""
    changed = details.get("changes")
    if not isinstance(changed, dict):
        return {}
    return {"changes": {name: {"before": None, "after": None} for name in changed}}
