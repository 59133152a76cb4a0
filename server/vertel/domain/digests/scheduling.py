"""Storing the mails that are due to be sent: each on its day, or not at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from vertel.db.models import Employee, MailSubscription
from vertel.domain.digests import subscriptions
from vertel.domain.mails import outbox
from vertel.domain.people import organisations, settings

BATCH = 100
"""Mails that are looked at in one transaction, so that it is short."""


def queue_due(session: Session, moment: datetime) -> int:
    """Store the mails that are due, up to :data:`BATCH`; return how many were looked at."""
    found = subscriptions.due(session, moment, BATCH)
    for subscription in found:
        _queue(session, subscription, moment)
    session.flush()
    return len(found)


def _queue(session: Session, subscription: MailSubscription, moment: datetime) -> None:
    rhythm = subscriptions.rhythm(session, subscription)
    slot = subscription.next_at or moment
    in_time = moment < rhythm.end(slot) and rhythm.allows(moment, subscription.queued_at)
    employee = session.get_one(Employee, subscription.employee_id)
    if in_time and is_wanted(session, employee, subscription.kind, moment):
        outbox.queue(session, subscription.kind, employee.id, rhythm.end(moment))
        subscription.queued_at = moment
    subscriptions.schedule(session, subscription, moment)


def is_wanted(session: Session, employee: Employee, kind: str, moment: datetime) -> bool:
    """Return whether somebody who asked for a mail gets it now."""
    snoozed = employee.snoozed_until is not None and employee.snoozed_until > moment
    offered = kind != outbox.DIGEST or settings.offers_of(organisations.get(session))["digests"]
    return employee.active and not snoozed and offered and subscriptions.is_for(employee, kind)
