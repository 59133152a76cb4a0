"""Which event goes to which webhook next, and what follows from how it went.

A delivery is tried until the receiver takes it: at least once, always under the same ``webhook-id``. Who is about to
try moves its time on first, in a transaction of its own, so that no other node tries too; who dies amid a try leaves it
to be due again.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Delivery, DeliveryAttempt, Event, Webhook

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""How long to wait after each try that failed; together three days and nearly four hours."""

JITTER = 0.1
"""A pause is up to a tenth shorter or longer, so that what failed together is not tried together."""

LONGEST_REST = timedelta(days=1)
"""A receiver that asks for more time than this gets this much."""

LEASE = timedelta(seconds=60)
"""How long a try may take, its look-up of the address included; a delivery whose node died is due again after it."""

KEPT = timedelta(days=30)
PER_WEBHOOK = 4
"""How many tries of one webhook a node has under way at once; so one receiver that hangs holds up no other."""

GONE = 410


@dataclass(frozen=True)
class Job:
    """One event to be sent to one webhook, as it was when it was claimed."""

    delivery_id: UUID
    webhook_id: UUID
    url: str
    secrets: tuple[bytes, ...]
    event_id: UUID
    type: str
    occurred_at: datetime
    data: dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """How a try went.

    :ivar status: what the receiver answered; None when it did not.
    :ivar error: what went wrong, in plain words; None when nothing did.
    :ivar excerpt: how the answer to a try that failed begins.
    :ivar rest: how long the receiver asked to be left alone.
    """

    started_at: datetime
    milliseconds: int
    status: int | None = None
    error: str | None = None
    excerpt: str | None = None
    rest: timedelta | None = None


def due(session: Session, moment: datetime) -> list[UUID]:
    """Return the webhooks for which something is to be tried now."""
    ready = exists().where(Delivery.webhook_id == Webhook.id, Delivery.next_at <= moment)
    rested = or_(Webhook.rest_until.is_(None), Webhook.rest_until <= moment)
    return list(session.scalars(select(Webhook.id).where(Webhook.active, rested, ready).order_by(Webhook.id)))


def claim(session: Session, moment: datetime, under_way: Mapping[UUID, int], most: int) -> list[Job]:
    """Return what this node is to try now, after making sure that no other one does.

    To be called in a transaction that writes and that is committed before anything is sent.

    :param under_way: how many tries of each webhook this node has under way.
    :param most: how many to claim at most.
    """
    jobs: list[Job] = []
    for webhook_id in due(session, moment):
        room = min(PER_WEBHOOK - under_way.get(webhook_id, 0), most - len(jobs))
        mine = (
            select(Delivery)
            .where(Delivery.webhook_id == webhook_id, Delivery.next_at <= moment)
            # By ids that are random: what is held back until the same hour does not go in the order in which it came.
            .order_by(Delivery.next_at, Delivery.id)
            .limit(room)
            .with_for_update(skip_locked=True, of=Delivery)
        )
        webhook = session.get_one(Webhook, webhook_id)
        for delivery in session.scalars(mine) if room > 0 else ():
            delivery.next_at = moment + LEASE
            jobs.append(_job(webhook, delivery, moment))
    session.flush()
    return jobs


def record(session: Session, job: Job, outcome: Outcome, moment: datetime) -> str | None:
    """Store how a try went and settle what follows; return the delivery's state, None when it is gone."""
    # Always in this order, so that two who record never wait for each other; and those who store events wait for none.
    webhook = session.get(Webhook, job.webhook_id, with_for_update={"key_share": True})
    delivery = session.get(Delivery, job.delivery_id, with_for_update={"of": Delivery})
    if delivery is None or webhook is None:
        return None
    attempt = DeliveryAttempt(
        delivery_id=delivery.id, started_at=outcome.started_at, milliseconds=outcome.milliseconds,
        status=outcome.status, error=outcome.error, excerpt=outcome.excerpt,
    )  # fmt: skip
    session.add(attempt)
    delivery.tries += 1
    if outcome.error is None:
        delivery.state, delivery.next_at = "delivered", None
        webhook.last_success_at, webhook.rest_until = moment, None
    elif delivery.state == "waiting":  # a try that took longer than its lease may come after one that succeeded
        _failed(webhook, delivery, outcome, moment)
    session.flush()
    return delivery.state


def tidy(session: Session, moment: datetime) -> int:
    """Take away events that are older than they are kept, with their deliveries; return how many."""
    done = session.execute(delete(Event).where(Event.created_at < moment - KEPT))
    return int(done.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult


def waiting(session: Session, moment: datetime) -> int:
    """Return how many deliveries are still to be made to webhooks that are switched on.

    Without those that are held back until a full hour: the number would tell when they came in.
    """
    query = select(func.count()).select_from(Delivery).join(Webhook, Webhook.id == Delivery.webhook_id)
    return session.execute(
        query.where(Delivery.next_at.is_not(None), Delivery.created_at <= moment, Webhook.active)
    ).scalar_one()


def switch_off(webhook: Webhook, reason: str) -> None:
    """Stop sending to a webhook, and say why; an administrator can switch it on again."""
    webhook.active, webhook.disabled_reason = False, reason


def _job(webhook: Webhook, delivery: Delivery, moment: datetime) -> Job:
    old = webhook.old_secret if webhook.old_secret_until and webhook.old_secret_until > moment else None
    event = delivery.event
    return Job(
        delivery.id, webhook.id, webhook.url, (webhook.secret, *([old] if old else [])),
        event.id, event.type, event.occurred_at, event.data,
    )  # fmt: skip


def _failed(webhook: Webhook, delivery: Delivery, outcome: Outcome, moment: datetime) -> None:
    if outcome.status == GONE:
        delivery.state, delivery.next_at = "given_up", None
        switch_off(webhook, "The receiver answered 410 Gone: it does not want to hear from us any more.")
        return
    if delivery.tries > len(PAUSES):
        delivery.state, delivery.next_at = "given_up", None
        # One event that a receiver refuses is no reason to keep the others from it.
        if webhook.last_success_at is None or webhook.last_success_at < delivery.created_at:
            switch_off(webhook, f"Nothing was taken for three days. The last try: {outcome.error}"[:500])
        return
    pause = PAUSES[delivery.tries - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads load, no secret
    if outcome.rest is not None:
        rest = min(outcome.rest, LONGEST_REST)
        pause = max(pause, rest)
        webhook.rest_until = moment + rest
    delivery.next_at = moment + pause
