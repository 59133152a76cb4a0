"""Channels that are told what is new, at moments that a test chooses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from support.world import API, World
from vertel import clock
from vertel.db.models import Channel, ChannelMessage
from vertel.domain.channels import channels
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.worker.channel_poster import ChannelPoster

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2030, 3, 4, 12, tzinfo=AMSTERDAM)
"""When channels are added, unless a test says otherwise."""

TUESDAY_AT_TEN = datetime(2030, 3, 5, 10, tzinfo=AMSTERDAM)
"""The first turn of such a channel."""

WEEK = timedelta(days=7)
SLACK = "https://hooks.slack.com/services/T024BE7LD/B024BE7LH/canary-canary-canary"
REQUEST: dict[str, Any] = {
    "kind": "slack", "name": "#general", "address": SLACK, "language": "nl", "weekday": "tuesday", "hour": 10,
}  # fmt: skip


class Wall:
    """What time it is for a poster."""

    def __init__(self, moment: datetime = MONDAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def channel_at(world: World, url: str, moment: datetime = MONDAY, **values: Any) -> UUID:
    """The id of a channel whose webhook is at an address on this machine."""
    document = REQUEST | {"team": None, "location": None, "active": True, "address": url} | values
    with clock.at(moment), world.session() as session:
        return channels.create(session, document, SecretBox(world.keys)).id  # type: ignore[arg-type]


def published(world: World, moment: datetime = MONDAY, **values: Any) -> dict[str, Any]:
    """A suggestion that went live at a moment."""
    with clock.at(moment):
        return world.suggestion(**values)


def poster_of(world: World, now: Wall, **settings: Any) -> ChannelPoster:
    """A poster of a server on this machine, which may send to this machine."""
    config = replace(world.client.application.extensions["vertel"].config, public_url="http://127.0.0.1:8000")
    return ChannelPoster(replace(config, **settings), world.engine, now)


def deliver(poster: ChannelPoster) -> int:
    """How many messages were tried."""
    tries = 0
    while poster.step():
        tries += 1
    return tries


def shown(world: World, channel_id: UUID) -> dict[str, Any]:
    """A channel as administrators read it."""
    return dict(world.client.get(f"{API}/channels/{channel_id}", headers=world.key("admin")).json)


def change(world: World, channel_id: UUID, moment: datetime, **values: Any) -> dict[str, Any]:
    """A channel, changed at a moment."""
    with clock.at(moment):
        answer = world.client.patch(f"{API}/channels/{channel_id}", json=values, headers=world.key("admin"))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.json)


@contextmanager
def stored(world: World, channel_id: UUID) -> Iterator[tuple[Channel, list[ChannelMessage]]]:
    """A channel and its messages, as they are stored; what is changed is stored too."""
    with world.session() as session:
        query = select(ChannelMessage).where(ChannelMessage.channel_id == channel_id)
        yield session.get_one(Channel, channel_id), [*session.scalars(query.order_by(ChannelMessage.created_at))]
