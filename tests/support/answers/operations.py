"""Answers about the server itself, and what it sends to other programs."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
from sqlalchemy import select

from support.answers.common import Answers, Sent, whole_suggestion
from support.devices import connected
from support.telling import stored_idea
from support.world import API, HOST, Headers, World
from vertel.app import create_app
from vertel.config import Config
from vertel.db.models import Event, Webhook
from vertel.domain.people import sign_ins
from vertel.domain.webhooks import deliveries, events
from vertel.worker import event_payloads
from vertel_schema.words import EVENT_TYPES


def token_response(world: World) -> Answers:
    with world.session() as session:
        code = sign_ins.invite(session, world.employee(), world.keys)
    request = {"grant_type": "enrolment_code", "code": code}
    first = world.client.post(f"{API}/auth/token", json=request)
    renewal = {"grant_type": "refresh_token", "refresh_token": first.json["refresh_token"]}
    return [first, world.client.post(f"{API}/auth/token", json=renewal)]


def email_code_response(world: World) -> Answers:
    return [world.client.post(f"{API}/auth/email", json={"email": "noor@example.com"})]


def device_response(world: World) -> Answers:
    return [world.client.post(f"{API}/auth/device", json={"name": "Chrome on Windows"})]


def device_page(world: World) -> Answers:
    noor = world.employee()
    me, _ = world.sign_in(noor), connected(world, noor)
    return [
        world.client.get(f"{API}/me/devices?limit=1", headers=me),
        world.client.get(f"{API}/me/devices", headers=me),
    ]


def sign_in_options(world: World) -> Answers:
    return [world.client.get(f"{API}/auth/options")]


def health(world: World) -> Answers:
    config: Config = world.client.application.extensions["vertel"].config
    nowhere = Path(config.database_url.removeprefix("sqlite:///")).with_name("no-tables.sqlite3")
    settings = {"VERTEL_SECRET_KEYS": config.secret_keys[0], "VERTEL_DATABASE_URL": f"sqlite:///{nowhere}"}
    app = create_app(Config.from_environment(settings))
    sick = app.test_client().get("/readyz")
    app.extensions["vertel"].dispose()
    assert sick.status_code == 503
    return [world.client.get("/readyz"), sick]


def problem(world: World) -> Answers:
    """A refusal of every kind; 500 and 503 are made by the tests of faults."""
    client, key = world.client, world.key()
    path = f"{API}/suggestions/{world.suggestion()['id']}"
    taken = {"destination_url": f"https://{HOST}/", "code": "taken"}
    client.post(f"{API}/links", json=taken, headers=key)
    answers = {
        400: client.post(f"{API}/suggestions", data=b"{", content_type="application/json", headers=key),
        401: client.get(f"{API}/me"),
        403: client.get(f"{API}/suggestions?view=manage", headers=world.sign_in()),
        404: client.get(f"{API}/suggestions/{uuid.uuid4()}", headers=key),
        405: client.put(f"{API}/me", headers=key),
        409: client.post(f"{API}/links", json=taken, headers=key),
        412: client.delete(path, headers=key | {"If-Match": '"stale"'}),
        413: client.post(f"{API}/suggestions", data=b" " * 2_000_000, content_type="application/json", headers=key),
        415: client.post(f"{API}/suggestions", data=b"{}", content_type="text/plain", headers=key),
        422: client.post(f"{API}/suggestions", json={"title": "", "kind": "advert", "x": 1}, headers=key),
        428: client.delete(path, headers=key),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    assert {answer.content_type for answer in answers.values()} == {"application/problem+json"}
    return [*answers.values()]


def webhooks(world: World) -> tuple[str, Headers, Answers]:
    """Two webhooks: one as it was made and changed, and one that was switched off; where they are, and the answers."""
    admin, path = world.key("admin"), f"{API}/webhooks"
    request = {"url": f"https://{HOST}/hook", "types": ["suggestion.published"]}
    made = [world.client.post(path, json=request, headers=admin) for _ in range(2)]
    with world.session() as session:
        gone = session.get_one(Webhook, uuid.UUID(made[1].json["id"]))
        deliveries.switch_off(gone, "The receiver answered 410 Gone.")
    first, second = (f"{path}/{answer.json['id']}" for answer in made)
    rotated = [world.client.post(f"{one}/rotate-secret", headers=admin) for one in (first, second)]
    return first, admin, [*made, *rotated]


def webhook(world: World) -> Answers:
    first, admin, _ = webhooks(world)
    answers = [world.client.get(f"{API}/webhooks?limit=1", headers=admin)]
    cursor = answers[0].json["next_cursor"]
    answers.append(world.client.get(f"{API}/webhooks?limit=1&cursor={cursor}", headers=admin))
    return [*answers, world.client.patch(first, json={"active": True}, headers=admin)]


def delivery_page(world: World) -> Answers:
    first, admin, _ = webhooks(world)
    for _ in range(2):
        world.client.post(f"{first}/test", headers=admin)
    moment = datetime.now(UTC)
    failed = deliveries.Outcome(moment, 15, status=503, error="The receiver answered 503.", excerpt="Later")
    for outcome in (failed, deliveries.Outcome(moment, 12, status=204)):
        with world.session() as session:
            for job in deliveries.claim(session, moment + timedelta(hours=1), {}, 1):
                deliveries.record(session, job, outcome, moment)
    return [world.client.get(f"{first}/deliveries?limit=1", headers=admin),
            world.client.get(f"{first}/deliveries", headers=admin)]  # fmt: skip


def delivery(world: World) -> Answers:
    pages = delivery_page(world)
    return [Sent(item) for page in pages for item in page.json["items"]]


SHEET_CHANGED = {
    "version": "1" * 64,
    "previous_version": "0" * 64,
    "changes": [{"part": "setting", "kind": "changed", "name": "own-consent", "sentence": "Was no, is now yes."}],
    "count": 1,
}
"""What a webhook is told when the data sheet changed."""


def sent(kind: str) -> Callable[[World], Answers]:
    """A function that has the server send every kind of event, and gives those of one type."""

    def every(world: World) -> Answers:
        first, admin, _ = webhooks(world)
        world.client.patch(first, json={"types": list(EVENT_TYPES)}, headers=admin)
        world.client.post(f"{first}/test", headers=admin)
        shown = uuid.UUID(whole_suggestion(world)["id"])
        for _ in range(5):
            noor = world.employee(team="Techniek", location="Zwolle")
        idea = stored_idea(world, noor)
        moment = datetime.now(UTC)
        said = {"reaction": "not_for_me", "reason": "other", "comment": "Nee."}
        with world.session() as session:
            for by in (noor.id, None):
                events.idea_received(
                    session, idea_id=idea, text="Een verhaal", signed_by=by, question_id=idea if by else None
                )
                events.feedback_received(session, suggestion_id=shown, **said, signed_by=by)
            events.application_reported(session, suggestion_id=shown, day=moment.date())
            events.data_sheet_changed(session, SHEET_CHANGED)
            events.shares_created(session, suggestion_id=shown, since=moment, until=moment, shares=5)
            found = [event for event in session.scalars(select(Event)) if event.type == kind]
        return [Sent(orjson.loads(event_payloads.body(event.type, event.occurred_at, event.data))) for event in found]

    return every
