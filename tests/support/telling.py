"""Telling other programs: what is stored to be told, and how it is sent to a receiver."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from standardwebhooks.webhooks import Webhook as Library

from support.receiver import Received
from support.world import API, World
from vertel import clock
from vertel.db.models import Employee, Event, Idea, Webhook
from vertel.domain.webhooks import events
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.ids import new_id
from vertel.worker import event_payloads
from vertel.worker.deliverer import Deliverer

MINUTE = timedelta(minutes=1)
PATIENCE = 10.0
Hook = dict[str, Any]


@dataclass
class Now:
    """What time it is for everything that tells."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


USUAL = tuple(kind for kind in events.TYPES if kind not in {"audit.recorded", "datasheet.changed"})
"""What a test listens to that says nothing else: its own acts as an administrator would be told beside the rest."""


def listen(world: World, *types: str) -> UUID:
    with world.session() as session:
        webhook = Webhook(url="https://hooks.example.com/", types=list(types or USUAL), active=True, secret=b"x")
        session.add(webhook)
        session.flush()
        return webhook.id


def told(world: World) -> list[dict[str, Any]]:
    """The payloads of all events, oldest first, as they would be sent: each in the form of its document."""
    with world.session() as session:
        found = session.scalars(select(Event).order_by(Event.created_at, Event.id)).all()
        return [json.loads(event_payloads.body(event.type, event.occurred_at, event.data)) for event in found]


def stored_idea(world: World, employee: Employee | None = None) -> UUID:
    """The id of an idea, stored without an event."""
    employee = employee or world.employee()
    with world.session() as session:
        idea = Idea(id=new_id(), employee_id=employee.id, signed=False, status="waiting", sent_on=date(2030, 3, 4))
        session.add(idea)
        return idea.id


def tell(world: World, what: Callable[..., list[UUID]], **values: Any) -> list[UUID]:
    with world.session() as session:
        return what(session, **values)


class Clock:
    """What time it is for a deliverer: so much later than it is."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return clock.now() + self.ahead

    def on(self, by: timedelta) -> None:
        self.ahead += by


def listening_at(world: World, url: str, *types: str) -> Hook:
    """A webhook, as it was answered when it was made."""
    webhook = Webhook(url=url, types=list(types or USUAL), active=True)
    with world.session() as session:
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        webhook.secret = SecretBox(world.client.application.extensions["vertel"].config.secret_keys).encrypt(secret)
        session.add(webhook)
        session.flush()
        return {"id": str(webhook.id), "secret": secret, "path": f"{API}/webhooks/{webhook.id}"}


def settle(deliverer: Deliverer) -> int:
    """Take a step and wait for its tries; return how many there were."""
    tries = deliverer.step()
    assert deliverer.finish(PATIENCE)
    return tries


def log(world: World, hook: Hook) -> list[dict[str, Any]]:
    return list(world.client.get(f"{hook['path']}/deliveries", headers=world.key("admin")).json["items"])


def stored(world: World, hook: Hook) -> Webhook:
    with world.session() as session:
        return session.get_one(Webhook, UUID(hook["id"]))


def verified(hook: Hook, received: Received) -> Any:
    return Library(hook["secret"]).verify(received.body, received.headers)
