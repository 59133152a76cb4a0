"""Webhooks and their deliveries."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import orjson
from flask import Response, url_for

from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.db.engine import begin_writing
from vertel.db.models import Delivery, DeliveryAttempt, Webhook
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.datasheet import versions
from vertel.domain.webhooks import reasons, webhooks
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.domain.webhooks.webhooks import WebhookChanges, WebhookDocument
from vertel.errors import refused
from vertel.http import cursors, idempotency
from vertel.http.context import config, db, reads_first, release, resources
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.outbound.egress_policy import AddressError, EgressPolicy
from vertel_schema import Delivery as DeliverySchema
from vertel_schema import DeliveryPage, PageQuery, WebhookPage, WebhookPatch, WebhookRequest, WebhookSecret
from vertel_schema import Webhook as WebhookSchema

blueprint = Blueprint("webhooks", __name__, description="Events out, in the form of Standard Webhooks.")

_WITH_SECRET = WebhookSecret()


@blueprint.route("/webhooks", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, WebhookPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List webhooks, the oldest first."""
    page = webhooks.browse(db(), query["limit"], cursors.decode(query.get("cursor"), 2))
    return cursors.page(page, [_shown(webhook) for webhook in page.items])


@blueprint.route("/webhooks", methods=["POST"])
@blueprint.arguments(WebhookRequest)
@blueprint.response(201, WebhookSecret)
def create(document: WebhookDocument) -> Any:
    """Add a webhook. Its secret is in the answer, this once."""
    _check(document)
    webhook, secret = webhooks.create(db(), document, SecretBox(config().secret_keys))
    auditing.record(AuditAction.WEBHOOK_CREATED, ("webhook", webhook.id), **_values(webhook))
    versions.notice(db(), config())
    return _with_secret(webhook, secret), 201, {"Location": url_for("webhooks.read", webhook_id=webhook.id)}


@blueprint.route("/webhooks/<uuid:webhook_id>", methods=["GET"])
@blueprint.response(200, WebhookSchema)
def read(webhook_id: UUID) -> Extended:
    """Read a webhook, without its secret."""
    return _shown(webhooks.find(db(), webhook_id))


@blueprint.route("/webhooks/<uuid:webhook_id>", methods=["PATCH"])
@blueprint.arguments(WebhookPatch)
@blueprint.response(200, WebhookSchema)
def change(patch: WebhookChanges, webhook_id: UUID) -> Extended:
    """Change address or types, or switch it off or on again."""
    webhook = webhooks.find(db(), webhook_id, to_change=True)
    _check(patch)
    before = _values(webhook)
    webhooks.change(db(), webhook, patch)
    changed = audit.changes(before, _values(webhook))
    auditing.record(AuditAction.WEBHOOK_CHANGED, ("webhook", webhook.id), changes=changed)
    versions.notice(db(), config())
    return _shown(webhook)


@blueprint.route("/webhooks/<uuid:webhook_id>", methods=["DELETE"])
@blueprint.response(204)
@reads_first
def remove(webhook_id: UUID) -> Response:
    """Remove a webhook, with its secret and its deliveries."""
    webhook = webhooks.find(db(), webhook_id)
    release()
    webhooks.delete_deliveries(resources().engine, webhook)
    begin_writing(db())
    webhook = webhooks.find(db(), webhook_id)
    webhooks.remove(db(), webhook)
    auditing.record(AuditAction.WEBHOOK_REMOVED, Subject("webhook", webhook_id, webhook.url))
    versions.notice(db(), config())
    return Response(status=204)


@blueprint.route("/webhooks/<uuid:webhook_id>/rotate-secret", methods=["POST"])
@blueprint.response(200, WebhookSecret)
def rotate_secret(webhook_id: UUID) -> Extended:
    """Get a new secret, this once. The old one signs beside it for 24 hours."""
    webhook = webhooks.find(db(), webhook_id, to_change=True)
    secret = webhooks.rotate(db(), webhook, SecretBox(config().secret_keys))
    auditing.record(AuditAction.WEBHOOK_SECRET_ROTATED, ("webhook", webhook_id))
    return _with_secret(webhook, secret)


@blueprint.route("/webhooks/<uuid:webhook_id>/test", methods=["POST"])
@blueprint.response(202, DeliverySchema)
def test(webhook_id: UUID) -> Delivery:
    """Send a `webhook.test`; look for it among the deliveries."""
    delivery = webhooks.test(db(), webhooks.find(db(), webhook_id))
    auditing.record(AuditAction.WEBHOOK_TESTED, ("webhook", webhook_id))
    return delivery


@blueprint.route("/webhooks/<uuid:webhook_id>/deliveries", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, DeliveryPage)
def deliveries(query: dict[str, Any], webhook_id: UUID) -> dict[str, Any]:
    """List what was sent in the last 30 days and what is waiting, the newest first."""
    webhook, after = webhooks.find(db(), webhook_id), cursors.decode(query.get("cursor"), 2)
    page = webhooks.deliveries(db(), webhook, query["limit"], after)
    return cursors.page(page, [_shown_delivery(delivery) for delivery in page.items])


@blueprint.route("/webhooks/<uuid:webhook_id>/deliveries/<uuid:delivery_id>/redeliver", methods=["POST"])
@blueprint.response(202, DeliverySchema)
def redeliver(webhook_id: UUID, delivery_id: UUID) -> Extended:
    """Send an event once more, under the same `webhook-id`."""
    delivery = webhooks.redeliver(db(), webhooks.find(db(), webhook_id, to_change=True), delivery_id)
    auditing.record(AuditAction.WEBHOOK_REDELIVERED, ("webhook", webhook_id), event_id=delivery.event_id)
    return _shown_delivery(delivery)


def _check(document: WebhookDocument | WebhookChanges) -> None:
    """Refuse a URL to which nothing may be sent. Its host is resolved at each delivery, and checked again then."""
    if "url" in document:
        try:
            EgressPolicy(config()).target(document["url"])
        except AddressError as error:
            raise refused("/url", reasons.translated(str(error))) from error


def _shown(webhook: Webhook) -> Extended:
    """Return a webhook for ``Webhook`` to write: why it is off, as it was stored, in the caller's language."""
    texts_language()  # has the answer say that it is another one for readers of another language
    return Extended(webhook, disabled_reason=webhook.disabled_reason and reasons.translated(webhook.disabled_reason))


def _shown_delivery(delivery: Delivery) -> Extended:
    texts_language()  # has the answer say that it is another one for readers of another language
    return Extended(delivery, attempts=[_shown_attempt(attempt) for attempt in delivery.attempts])


def _shown_attempt(attempt: DeliveryAttempt) -> Extended:
    return Extended(attempt, error=attempt.error and reasons.translated(attempt.error))


def _values(webhook: Webhook) -> dict[str, Any]:
    """Return what an administrator sets of a webhook, for the audit log."""
    return {"url": webhook.url, "types": webhook.types, "active": webhook.active}


def _with_secret(webhook: Webhook, secret: str) -> Extended:
    """Return a webhook with its secret in plain text; in the answer kept for a repeated request it is null."""
    idempotency.keep_instead(orjson.dumps(_WITH_SECRET.dump(Extended(webhook, secret=None))))
    return Extended(_shown(webhook), secret=secret)
