"""Which deliveries are tried next, and what follows from how a try went.

Deliveries are at least once, always under the same ``webhook-id``. Before a node tries, it moves ``next_at`` on by a
lease, in a transaction of its own: no other node tries meanwhile, and if the node dies the delivery is due again.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from vertel.db.models import Delivery, DeliveryAttempt, Webhook
from vertel.domain.webhooks import reasons

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
"""The pause after each failed try; together three days and nearly four hours."""

JITTER = 0.1
"""By which part a pause is shorter or longer, so that deliveries that failed together are not tried together."""

LONGEST_REST = timedelta(days=1)
"""The longest pause that a receiver can ask for with ``Retry-After``."""

LEASE = timedelta(seconds=60)
"""How long a try can take, with its DNS query."""

KEPT = timedelta(days=30)
"""How long an event is kept, with its deliveries."""

PER_WEBHOOK = 4
"""Tries of one webhook that a node makes at the same time: a receiver that hangs does not hold up the others."""

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

    :ivar status: of the receiver's answer; None without one.
    :ivar error: what went wrong, in plain words; None when nothing did.
    :ivar excerpt: the beginning of the answer to a failed try.
    :ivar rest: the pause that the receiver asked for.
    :ivar left: whether anything may have reached the receiver.
    """

    started_at: datetime
    milliseconds: int
    status: int | None = None
    error: str | None = None
    excerpt: str | None = None
    rest: timedelta | None = None
    left: bool = True


def due(session: Session, moment: datetime) -> list[UUID]:
    """Return the active webhooks that have deliveries to be tried now."""
    ready = exists().where(Delivery.webhook_id == Webhook.id, Delivery.next_at <= moment)
    rested = or_(Webhook.rest_until.is_(None), Webhook.rest_until <= moment)
    return list(session.scalars(select(Webhook.id).where(Webhook.active, rested, ready).order_by(Webhook.id)))


def claim(session: Session, moment: datetime, under_way: Mapping[UUID, int], most: int) -> list[Job]:
    """Lease deliveries to this node and return them, to be sent after the transaction is committed.

    :param under_way: how many tries of each webhook this node is making.
    :param most: how many to claim at most.
    """
    jobs: list[Job] = []
    for webhook_id in due(session, moment):
        room = min(PER_WEBHOOK - under_way.get(webhook_id, 0), most - len(jobs))
        mine = (
            select(Delivery)
            .where(Delivery.webhook_id == webhook_id, Delivery.next_at <= moment)
            # Ids are random: events that are held back until the same hour are not sent in the order of their storing.
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
    """Store how a try went, and when to try again; return the delivery's state, None when it was removed."""
    # Locked in this order by every node, so that they do not deadlock. KEY SHARE does not hold up new deliveries.
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


def waiting(session: Session, moment: datetime) -> int:
    """Return how many deliveries to active webhooks are still to be made.

    Those that are held back until a full hour are not counted before: the number would show when their events happened.
    """
    query = select(func.count()).select_from(Delivery).join(Webhook, Webhook.id == Delivery.webhook_id)
    return session.execute(
        query.where(Delivery.next_at.is_not(None), Delivery.created_at <= moment, Webhook.active)
    ).scalar_one()


def pause_after(tries: int, rest: timedelta | None) -> timedelta:
    """Return how long to wait after a try that failed.

    :param tries: how many there were, as many as there are :data:`PAUSES` at most.
    :param rest: the pause that the receiver asked for.
    """
    pause = PAUSES[tries - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  spreads load, no secret
    return max(pause, min(rest, LONGEST_REST)) if rest is not None else pause


def switch_off(webhook: Webhook, reason: str) -> None:
    """Stop sending to a webhook, for a reason in plain words. An administrator can switch it on again."""
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
        switch_off(webhook, reasons.GONE)
        return
    if delivery.tries > len(PAUSES):
        delivery.state, delivery.next_at = "given_up", None
        # A receiver that took anything else since then only refuses this one event.
        if webhook.last_success_at is None or webhook.last_success_at < delivery.created_at:
            switch_off(webhook, (reasons.NOTHING_TAKEN % {"error": outcome.error})[: reasons.LONGEST])
        return
    if outcome.rest is not None:
        webhook.rest_until = moment + min(outcome.rest, LONGEST_REST)
    delivery.next_at = moment + pause_after(delivery.tries, outcome.rest)
