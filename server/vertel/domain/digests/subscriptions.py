"""Who asked for which mail. Nobody gets one who did not, and whoever ends one has ended it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypedDict
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Employee, Mail, MailSubscription
from vertel.db.upsert import insert_if_absent
from vertel.domain.digests.slots import DAY, WEEK, WORKING_DAYS, Rhythm
from vertel.domain.mails import outbox
from vertel.domain.people import organisations, settings
from vertel.errors import ConflictError, NotFoundError, refused
from vertel.translations.active import gettext as _

KINDS = (outbox.DIGEST, outbox.WAITING)
TESTS = {outbox.DIGEST: outbox.DIGEST_TEST, outbox.WAITING: outbox.WAITING_TEST}
EDITORS = frozenset({"editor", "admin"})

FIRST_LOOKS_BACK = WEEK
"""How far the first mail goes back, for what is new."""

TEST_TRIED_FOR = timedelta(hours=1)
BETWEEN_TESTS = timedelta(minutes=1)


class Wishes(TypedDict, total=False):
    """How somebody wants a mail: loaded from a part of ``MailsPatch``."""

    active: bool
    weekday: int
    hour: int
    time_zone: str | None
    personal: bool


def is_for(employee: Employee, kind: str) -> bool:
    """Return whether somebody may ask for a mail."""
    return kind == outbox.DIGEST or (kind == outbox.WAITING and employee.role in EDITORS)


def find(session: Session, employee: Employee, kind: str) -> MailSubscription:
    """Return how somebody wants a mail; one that is off, and not stored, where they never asked.

    :raises NotFoundError: there is no such mail for them.
    """
    if not is_for(employee, kind):
        raise NotFoundError(_("There is no such mail for you."))
    found = session.get(MailSubscription, (employee.id, kind))
    return found or MailSubscription(
        employee_id=employee.id, kind=kind, active=False, weekday=1, hour=9, personal=False, told={}
    )


def _to_change(session: Session, employee: Employee, kind: str) -> MailSubscription:
    """Return how somebody wants a mail, stored and locked until the transaction ends; as :func:`find`."""
    find(session, employee, kind)
    row = {"employee_id": employee.id, "kind": kind}
    insert_if_absent(session, MailSubscription, [row], returning=MailSubscription.kind)
    return session.get_one(MailSubscription, (employee.id, kind), with_for_update=True, populate_existing=True)


def change(session: Session, employee: Employee, kind: str, wishes: Wishes) -> None:
    """Change how somebody wants a mail.

    :raises NotFoundError: there is no such mail for them.
    :raises RefusedError: there is no such time zone.
    :raises ConflictError: it is to be sent, and the organisation does not offer it.
    """
    subscription, moment = _to_change(session, employee, kind), now()
    _check_zone(kind, wishes.get("time_zone"))
    if wishes.get("active") and not subscription.active:
        if kind == outbox.DIGEST:
            settings.require_offered(session, "digests", _("Your organisation does not send these mails."))
        subscription.refused_at = None
        if not subscription.told:
            subscription.told = first_mark(kind, moment)
    for name, value in wishes.items():
        setattr(subscription, name, value)
    schedule(session, subscription, moment)
    if not subscription.active:
        _take_back(session, employee.id, [kind])
    session.flush()


def schedule(session: Session, subscription: MailSubscription, moment: datetime) -> None:
    """Set when a mail is looked at next."""
    last = subscription.queued_at
    subscription.next_at = rhythm(session, subscription).next(moment, last) if subscription.active else None


def rhythm(session: Session, subscription: MailSubscription) -> Rhythm:
    """Return when a mail comes."""
    zone = ZoneInfo(subscription.time_zone or organisations.get(session).time_zone)
    if subscription.kind == outbox.DIGEST:
        return Rhythm(frozenset({subscription.weekday}), subscription.hour, zone, WEEK)
    return Rhythm(WORKING_DAYS, subscription.hour, zone, DAY)


def stop(session: Session, employee_id: UUID, kind: str) -> None:
    """End a mail, also one that waits to be sent; nothing when it is off or the employee is gone."""
    ended = update(MailSubscription).where(MailSubscription.employee_id == employee_id, MailSubscription.kind == kind)
    session.execute(ended.values(active=False, next_at=None), execution_options={"synchronize_session": False})
    _take_back(session, employee_id, [kind])


def stop_refused(session: Session, employee_id: UUID, moment: datetime) -> None:
    """End all mails of somebody whose address the mail server refused for good."""
    ended = update(MailSubscription).where(MailSubscription.employee_id == employee_id)
    values = {"active": False, "next_at": None, "refused_at": moment}
    session.execute(ended.values(values), execution_options={"synchronize_session": False})
    _take_back(session, employee_id, KINDS)


def send_test(session: Session, employee: Employee, kind: str) -> None:
    """Have a mail sent now, to the employee who asks, whether anything in it is new or not.

    :raises NotFoundError: there is no such mail for them.
    :raises ConflictError: one was sent a moment ago.
    """
    subscription, moment = _to_change(session, employee, kind), now()
    if subscription.tested_at is not None and subscription.tested_at > moment - BETWEEN_TESTS:
        raise ConflictError(_("One was sent to you less than a minute ago. It may take a moment to arrive."))
    subscription.tested_at = moment
    outbox.queue(session, TESTS[kind], employee.id, moment + TEST_TRIED_FOR)


def stored(session: Session, mail: Mail) -> MailSubscription | None:
    """Return what a mail was sent for; None when it is for no subscription, or that is gone."""
    return session.get(MailSubscription, (mail.employee_id, mail.kind)) if mail.kind in KINDS else None


def note_sent(session: Session, mail: Mail, moment: datetime) -> None:
    """Note that a mail was handed over, or may have been: the next one tells what is new since."""
    subscription, current = stored(session, mail), session.get(Mail, mail.id)
    if subscription is not None and current is not None and current.told is not None:
        subscription.told, subscription.sent_at = current.told, moment


def note_nothing_new(session: Session, mail: Mail, told: Mapping[str, int] | None) -> None:
    """Note that a mail had nothing to say, so that a change of its day brings the next one without a week's wait.

    :param told: what of the last one is still so, where that is kept.
    """
    subscription = stored(session, mail)
    if subscription is not None:
        subscription.queued_at = None
        if told is not None:
            subscription.told = dict(told)


def first_mark(kind: str, moment: datetime) -> dict[str, str]:
    """Return the mark of a mail before which none was told."""
    return {"until": (moment - FIRST_LOOKS_BACK).isoformat()} if kind == outbox.DIGEST else {}


def _check_zone(kind: str, time_zone: str | None) -> None:
    if time_zone is not None and time_zone not in available_timezones():
        raise refused(f"/{kind}/time_zone", _("Expected a time zone such as Europe/Amsterdam, or null."))


def _take_back(session: Session, employee_id: UUID, kinds: tuple[str, ...] | list[str]) -> None:
    session.execute(
        delete(Mail).where(Mail.employee_id == employee_id, Mail.kind.in_(kinds)),
        execution_options={"synchronize_session": False},
    )


def due(session: Session, moment: datetime, most: int) -> list[MailSubscription]:
    """Return what is to be looked at now, those that wait longest first; no other node looks at them meanwhile."""
    query = select(MailSubscription).where(MailSubscription.next_at <= moment).order_by(MailSubscription.next_at)
    return list(session.scalars(query.limit(most).with_for_update(skip_locked=True)))
