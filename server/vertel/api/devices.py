"""Where the employee who asks is signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from vertel.api.me import myself
from vertel.auth.principal import principal
from vertel.db.pagination import Page
from vertel.domain.people import devices
from vertel.http import cursors
from vertel.http.context import db
from vertel.http.parsing import Blueprint
from vertel_schema import DevicePage, PageQuery

blueprint = Blueprint("devices", __name__, description="Where the employee who asks is signed in.")


@blueprint.route("/me/devices", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, DevicePage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List where I am signed in, the newest first. Nobody else can ask for it."""
    after = cursors.decode(query.get("cursor"), 1)
    found: Page[devices.Device] = devices.browse(db(), myself().id, principal().sign_in_id, query["limit"], after)
    return cursors.page(found)


@blueprint.route("/me/devices/<uuid:device_id>", methods=["DELETE"])
@blueprint.response(204)
def end(device_id: UUID) -> None:
    """Sign one of my devices out; its next request is refused."""
    devices.end(db(), myself().id, device_id)
