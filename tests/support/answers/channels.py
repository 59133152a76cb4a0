"""Answers about channels of chat programs."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from support.answers.common import Answers, Sent
from support.channels import REQUEST
from support.world import API, Headers, World
from vertel.clock import now
from vertel.db.models import Channel, ChannelMessage


def channels(world: World) -> tuple[str, Headers, Answers]:
    """Two channels, one with all that can be known of it, one switched off; where the first is, and the answers."""
    admin, path = world.key("admin"), f"{API}/channels"
    world.employee(team="Techniek")
    whole = REQUEST | {"team": "Techniek", "location": "Zwolle"}
    made = [world.client.post(path, json=request, headers=admin) for request in (whole, REQUEST)]
    first, second = (f"{path}/{answer.json['id']}" for answer in made)
    with world.session() as session:
        told = session.get_one(Channel, UUID(made[0].json["id"]))
        told.looked_at = told.last_sent_at = now()
        session.add_all([_message(told.id, "weekly"), _message(told.id, "test")])
        gone = session.get_one(Channel, UUID(made[1].json["id"]))
        gone.active, gone.disabled_reason = False, "The webhook is gone: The receiver answered 410 Gone."
    return first, admin, [*made, *(world.client.get(one, headers=admin) for one in (first, second))]


def channel(world: World) -> Answers:
    _, _, answers = channels(world)
    return answers


def channel_page(world: World) -> Answers:
    _, admin, _ = channels(world)
    first = world.client.get(f"{API}/channels?limit=1", headers=admin)
    return [first, world.client.get(f"{API}/channels?cursor={first.json['next_cursor']}", headers=admin)]


def channel_preview(world: World) -> Answers:
    world.suggestion(expires_at="2099-01-15T23:00:00Z")
    first, admin, _ = channels(world)
    return [world.client.get(f"{first}/preview", headers=admin)]


def channel_message(world: World) -> Answers:
    _, _, answers = channels(world)
    return [Sent(answers[2].json[name]) for name in ("last_message", "last_test")]


def _message(channel_id: UUID, purpose: str) -> ChannelMessage:
    """A message that was refused once and waits."""
    return ChannelMessage(
        channel_id=channel_id, purpose=purpose, state="waiting", tries=1, tried_at=now(),
        next_try_at=now() + timedelta(minutes=5), status=503, error="The receiver answered 503.", excerpt="Later",
    )  # fmt: skip
