"""API keys, with which programs call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import orjson

from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.auth.principal import principal
from vertel.db.models import ApiKey
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.people import api_keys
from vertel.http import cursors, idempotency
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import KeyPage, KeyRequest, KeySecret, PageQuery

blueprint = Blueprint("keys", __name__, description="API keys, with which programs call.")

_WITH_SECRET = KeySecret()


@blueprint.route("/keys", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, KeyPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List keys, the newest first, without the keys themselves."""
    page = api_keys.browse(db(), query["limit"], cursors.decode(query.get("cursor"), 2))
    return cursors.page(page, _with_makers(page.items))


@blueprint.route("/keys", methods=["POST"])
@blueprint.arguments(KeyRequest)
@blueprint.response(201, KeySecret)
def create(document: dict[str, Any]) -> Extended:
    """Make a key. It is in the answer, this once."""
    secret = api_keys.create(db(), **document, created_by=principal().name)
    key = api_keys.get(db(), secret)
    auditing.record(AuditAction.KEY_CREATED, ("key", key.id), role=key.role, expires_at=key.expires_at)
    (made,) = _with_makers([key])
    idempotency.keep_instead(orjson.dumps(_WITH_SECRET.dump(Extended(made, secret=None))))
    return Extended(made, secret=secret)


@blueprint.route("/keys/<uuid:key_id>", methods=["DELETE"])
@blueprint.response(204)
def revoke(key_id: UUID) -> None:
    """Revoke a key: it is refused from the next request on."""
    key = api_keys.revoke_by_id(db(), key_id)
    auditing.record(AuditAction.KEY_REVOKED, ("key", key.id), role=key.role)


def _with_makers(keys: Sequence[ApiKey]) -> list[Extended]:
    makers = audit.parties(db(), {key.created_by for key in keys if key.created_by})
    return [Extended(key, created_by=makers.get(key.created_by or "")) for key in keys]
