"""Who hears of events: adding webhooks, changing them, and looking at what they were sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.models import Delivery, Webhook
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.webhooks import events
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.errors import ConflictError, NotFoundError
from vertel.ids import new_id
from vertel.standard_webhooks import new_secret

OLD_SECRET_LIVES = timedelta(hours=24)
MOST = 100
"""A deployment has a handful; each one more is one more request for every event."""


def create(session: Session, document: Mapping[str, Any], box: SecretBox) -> tuple[Webhook, str]:
    """Add a webhook whose address was checked; return it, and its secret for the one time it can be seen.

    :param document: a loaded ``WebhookRequest``.
    """
    if len(session.scalars(select(Webhook.id).limit(MOST)).all()) >= MOST:
        raise ConflictError(f"There are {MOST} webhooks already. Remove one that is not needed any more.")
    secret = new_secret()
    webhook = Webhook(id=new_id(), secret=box.encrypt(secret))
    _write(webhook, document)
    session.add(webhook)
    session.flush()
    return webhook, secret


def find(session: Session, webhook_id: UUID, *, to_change: bool = False) -> Webhook:
    """Return a webhook; ``to_change`` makes other writers wait."""
    found = session.get(Webhook, webhook_id, with_for_update={"key_share": True} if to_change else None)
    if found is None:
        raise NotFoundError("There is no webhook with this id.")
    return found


def change(session: Session, webhook: Webhook, patch: Mapping[str, Any]) -> None:
    """Change address, types or whether it is active. Switched on, it begins with a clean slate and what still waits.

    :param patch: a loaded ``WebhookPatch`` whose address was checked.
    """
    _write(webhook, patch)
    if patch.get("active"):
        webhook.disabled_reason = webhook.rest_until = None
    session.flush()


def remove(session: Session, webhook: Webhook) -> None:
    """Remove a webhook, with all that was and would be sent to it."""
    session.delete(webhook)
    session.flush()


def rotate(session: Session, webhook: Webhook, box: SecretBox) -> str:
    """Give a webhook a new secret and return it; the one it had signs beside it for a day."""
    secret = new_secret()
    webhook.old_secret, webhook.old_secret_until = webhook.secret, now() + OLD_SECRET_LIVES
    webhook.secret = box.encrypt(secret)
    session.flush()
    return secret


def browse(session: Session, limit: int, after: Position | None) -> Page[Webhook]:
    """Return a page of webhooks, the oldest first."""
    return keyset_page(session, select(Webhook), [Webhook.created_at, Webhook.id], limit, after)


def deliveries(session: Session, webhook: Webhook, limit: int, after: Position | None) -> Page[Delivery]:
    """Return a page of what was sent to a webhook or waits to be sent, the newest first.

    A delivery that is held back until a full hour is left out until then, or its place in the list would tell when the
    event happened.
    """
    query = select(Delivery).where(Delivery.webhook_id == webhook.id, Delivery.created_at <= now())
    return keyset_page(session, query, [Delivery.created_at.desc(), Delivery.id.desc()], limit, after)


def test(session: Session, webhook: Webhook) -> Delivery:
    """Send a webhook an event that means nothing."""
    _require_active(webhook)
    delivery = events.test(session, webhook)
    session.flush()
    return delivery


def redeliver(session: Session, webhook: Webhook, delivery_id: UUID) -> Delivery:
    """Send an event once more, under the same ``webhook-id``, with all its tries before it."""
    _require_active(webhook)
    delivery = session.get(Delivery, delivery_id, with_for_update={"of": Delivery})
    if delivery is None or delivery.webhook_id != webhook.id or delivery.created_at > now():
        raise NotFoundError("There is no delivery with this id; they are kept for 30 days.")
    delivery.state, delivery.tries, delivery.next_at = "waiting", 0, now()
    webhook.rest_until = None
    session.flush()
    return delivery


def _write(webhook: Webhook, document: Mapping[str, Any]) -> None:
    for name, value in document.items():
        setattr(webhook, name, list(dict.fromkeys(value)) if name == "types" else value)


def _require_active(webhook: Webhook) -> None:
    if not webhook.active:
        raise ConflictError('This webhook is switched off. Switch it on first: PATCH it with {"active": true}.')
