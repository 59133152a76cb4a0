"""Channels of chat programs that are told what is new."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, url_for

from vertel.api.serializers import Extended
from vertel.auth import auditing
from vertel.clock import now
from vertel.db.models import Channel, ChannelMessage, Team
from vertel.domain import audit
from vertel.domain.audit import AuditAction, Subject
from vertel.domain.channels import addresses, card, channels, news, payloads, reasons
from vertel.domain.channels.channels import ChannelChanges, ChannelDocument
from vertel.domain.channels.schedule import WEEKDAYS
from vertel.domain.datasheet import versions
from vertel.domain.people import organisations
from vertel.domain.suggestions import suggestions
from vertel.domain.suggestions.warnings import Expectations, about_audience
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.errors import refused
from vertel.http import cursors
from vertel.http.context import config, db
from vertel.http.languages import texts_language
from vertel.http.parsing import Blueprint
from vertel.outbound.egress_policy import AddressError
from vertel_schema import Channel as ChannelSchema
from vertel_schema import ChannelMessage as ChannelMessageSchema
from vertel_schema import ChannelPage, ChannelPatch, ChannelPreview, ChannelRequest, PageQuery

blueprint = Blueprint("channels", __name__, description="Channels of Slack, Teams and Google Chat: what is new.")


@blueprint.route("/channels", methods=["GET"])
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, ChannelPage)
def browse(query: dict[str, Any]) -> dict[str, Any]:
    """List channels, the oldest first."""
    page = cursors.page(channels.browse(db(), query["limit"], cursors.decode(query.get("cursor"), 2)))
    expected = suggestions.expectations(db(), texts_language())
    return page | {"items": [_told(channel, expected) for channel in page["items"]]}


@blueprint.route("/channels", methods=["POST"])
@blueprint.arguments(ChannelRequest)
@blueprint.response(201, ChannelSchema)
def create(document: ChannelDocument) -> Any:
    """Add a channel. Its address is stored encrypted and never read out."""
    _check(document["kind"], document["address"])
    channel = channels.create(db(), document, SecretBox(config().secret_keys))
    auditing.record(AuditAction.CHANNEL_CREATED, ("channel", channel.id), **channels.values(db(), channel))
    versions.notice(db(), config())
    return _told(channel), 201, {"Location": url_for("channels.read", channel_id=channel.id)}


@blueprint.route("/channels/<uuid:channel_id>", methods=["GET"])
@blueprint.response(200, ChannelSchema)
def read(channel_id: UUID) -> Extended:
    """Read a channel, and how telling it went."""
    return _told(channels.find(db(), channel_id))


@blueprint.route("/channels/<uuid:channel_id>", methods=["PATCH"])
@blueprint.arguments(ChannelPatch)
@blueprint.response(200, ChannelSchema)
def change(patch: ChannelChanges, channel_id: UUID) -> Extended:
    """Change a channel, pause it or have it go on."""
    channel = channels.find(db(), channel_id, to_change=True)
    if "address" in patch:
        _check(channel.kind, patch["address"])
    before = channels.values(db(), channel)
    channels.change(db(), channel, patch, SecretBox(config().secret_keys))
    details: dict[str, Any] = {"address": "replaced"} if "address" in patch else {}
    changed = audit.changes(before, channels.values(db(), channel))
    auditing.record(AuditAction.CHANNEL_CHANGED, ("channel", channel.id), changes=changed, **details)
    versions.notice(db(), config())
    return _told(channel)


@blueprint.route("/channels/<uuid:channel_id>", methods=["DELETE"])
@blueprint.response(204)
def remove(channel_id: UUID) -> Response:
    """Remove a channel, with its address."""
    channel = channels.find(db(), channel_id, to_change=True)
    subject = Subject("channel", channel_id, channel.name)
    channels.remove(db(), channel)
    auditing.record(AuditAction.CHANNEL_REMOVED, subject)
    versions.notice(db(), config())
    return Response(status=204)


@blueprint.route("/channels/<uuid:channel_id>/preview", methods=["GET"])
@blueprint.response(200, ChannelPreview)
def preview(channel_id: UUID) -> dict[str, Any]:
    """Read what the channel would be told now. Nothing is sent."""
    channel, moment = channels.find(db(), channel_id), now()
    found = news.since_last_told(db(), channel, moment).suggestions
    shown = found or news.newest(db(), channel, moment)
    zone = organisations.calendar(db()).zone
    written = card.write(shown, channel.language, zone, config().public_url)
    fields = {name: getattr(written, name) for name in ("title", "text", "items", "link", "link_text")}
    return fields | {"is_new": bool(found), "payload": payloads.body(channel.kind, written).decode()}


@blueprint.route("/channels/<uuid:channel_id>/test", methods=["POST"])
@blueprint.response(202, ChannelMessageSchema)
def test(channel_id: UUID) -> ChannelMessage:
    """Send what is there now to the channel as a test, new or not; the channel's `last_test` says how it went."""
    message = channels.test(db(), channels.find(db(), channel_id, to_change=True))
    auditing.record(AuditAction.CHANNEL_TESTED, ("channel", channel_id))
    return message


def _check(kind: str, address: str) -> None:
    """Refuse an address that is not one of the product's own. Its host is resolved and checked again at each try."""
    try:
        addresses.check(kind, address, config())
    except AddressError as error:
        raise refused("/address", reasons.translated(str(error))) from error


def _told(channel: Channel, expected: Expectations | None = None) -> Extended:
    """Return a channel for ``Channel`` to write.

    :param expected: what audiences are held against, where it was read already.
    """
    expected = expected or suggestions.expectations(db(), texts_language())
    team = news.current_team(db(), channel)
    return Extended(
        channel,
        weekday=WEEKDAYS[channel.weekday],
        team=team.name if team else None,
        next_at=channels.next_at(db(), channel),
        disabled_reason=channel.disabled_reason and reasons.translated(channel.disabled_reason),
        last_message=_in_words(channels.latest(db(), channel, "weekly")),
        last_test=_in_words(channels.latest(db(), channel, "test")),
        warnings=_warnings(channel, team, expected),
    )


def _warnings(channel: Channel, team: Team | None, expected: Expectations) -> list[dict[str, str]]:
    """Return what is told of a team or a location that nobody is in."""
    meant = {"teams": [team.slug] if team else [], "locations": [channel.location] if channel.location else []}
    fields = {"/audience/teams/0": "/team", "/audience/locations/0": "/location"}
    found = about_audience(suggestions.OPEN_AUDIENCE | meant, expected)
    return [one | {"pointer": fields[one["pointer"]]} for one in found if one["pointer"] in fields]


def _in_words(message: ChannelMessage | None) -> Extended | None:
    """Return a message with what went wrong, as it was stored, in the caller's language."""
    if message is None:
        return None
    return Extended(message, error=message.error and reasons.translated(message.error))
