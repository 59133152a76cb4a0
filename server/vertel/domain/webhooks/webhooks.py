"""Webhooks: adding and changing them, and looking at what they were sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TypedDict
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db.batches import delete_in_batches
from vertel.db.models import Delivery, Webhook
from vertel.db.pagination import Page, Position, keyset_page
from vertel.domain.webhooks import events
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.errors import ConflictError, NotFoundError
from vertel.ids import new_id
from vertel.standard_webhooks import new_secret
from vertel.translations.active import gettext as _

OLD_SECRET_LIVES = timedelta(hours=24)
MOST = 100
"""Webhooks of one deployment. Each is one more request for every event."""


class WebhookDocument(TypedDict):
    """A loaded ``WebhookRequest``."""

    url: str
    types: list[str]
    active: bool


class WebhookChanges(TypedDict, total=False):
    """A loaded ``WebhookPatch``."""

    url: str
    types: list[str]
    active: bool


def create(session: Session, document: WebhookDocument, box: SecretBox) -> tuple[Webhook, str]:
    """Add a webhook whose URL was checked; return it with its secret, which cannot be read again.

    :raises ConflictError: there are 100 already.
    """
    if len(session.scalars(select(Webhook.id).limit(MOST)).all()) >= MOST:
        raise ConflictError(
            _("There are %(most)s webhooks already. Remove one that is not needed any more.") % {"most": MOST}
        )
    secret = new_secret()
    webhook = Webhook(
        id=new_id(),
        url=document["url"],
        types=_unique(document["types"]),
        active=document["active"],
        secret=box.encrypt(secret),
    )
    session.add(webhook)
    session.flush()
    return webhook, secret


def find(session: Session, webhook_id: UUID, *, to_change: bool = False) -> Webhook:
    """Return a webhook, with ``to_change`` locked against other writers.

    :raises NotFoundError: there is none.
    """
    found = session.get(Webhook, webhook_id, with_for_update={"key_share": True} if to_change else None)
    if found is None:
        raise NotFoundError(_("There is no webhook with this id."))
    return found


def change(session: Session, webhook: Webhook, patch: WebhookChanges) -> None:
    """Change a webhook. One that is switched on is sent what waits for it, at once.

    :param patch: its URL was checked.
    """
    webhook.url = patch.get("url", webhook.url)
    webhook.types = _unique(patch.get("types", webhook.types))
    webhook.active = patch.get("active", webhook.active)
    if patch.get("active"):
        webhook.disabled_reason = webhook.rest_until = None
    session.flush()


def delete_deliveries(engine: Engine, webhook: Webhook) -> None:
    """Delete what was sent to a webhook and what waits, in short transactions: there may be a month's worth."""
    delete_in_batches(engine, Delivery, Delivery.webhook_id == webhook.id)


def remove(session: Session, webhook: Webhook) -> None:
    """Remove a webhook with the deliveries that it still has."""
    session.delete(webhook)
    session.flush()


def rotate(session: Session, webhook: Webhook, box: SecretBox) -> str:
    """Give a webhook a new secret and return it. For 24 hours deliveries are signed with the old one as well."""
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
    """Send a webhook a ``webhook.test``.

    :raises ConflictError: the webhook is switched off.
    """
    _require_active(webhook)
    delivery = events.test(session, webhook)
    session.flush()
    return delivery


def redeliver(session: Session, webhook: Webhook, delivery_id: UUID) -> Delivery:
    """Send an event once more, under the same ``webhook-id``, and try it as often as a new one.

    :raises NotFoundError: it is none of the webhook's deliveries.
    :raises ConflictError: the webhook is switched off.
    """
    _require_active(webhook)
    delivery = session.get(Delivery, delivery_id, with_for_update={"of": Delivery})
    if delivery is None or delivery.webhook_id != webhook.id or delivery.created_at > now():
        raise NotFoundError(_("There is no delivery with this id; they are kept for 30 days."))
    delivery.state, delivery.tries, delivery.next_at = "waiting", 0, now()
    webhook.rest_until = None
    session.flush()
    return delivery


def _unique(types: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(types))


def _require_active(webhook: Webhook) -> None:
    if not webhook.active:
        raise ConflictError(_('This webhook is switched off. Switch it on first: PATCH it with {"active": true}.'))
