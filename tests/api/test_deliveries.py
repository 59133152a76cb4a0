"""Sending events: signed so that a library that is not ours takes them, and to where they may go."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from standardwebhooks.webhooks import WebhookVerificationError

from support.certificates import write_certificate
from support.receiver import Received, Receiver, receiver
from support.telling import Clock, listening_at, log, settle, stored, verified
from support.world import World
from vertel import clock
from vertel.config import Config
from vertel.db.models import DeliveryAttempt, Event
from vertel.domain.privacy import retention
from vertel.domain.webhooks import deliveries
from vertel.domain.webhooks.deliveries import LEASE
from vertel.domain.webhooks.secret_box import SecretBox
from vertel.settings_file import merged, reread
from vertel.worker.deliverer import Deliverer
from vertel.worker.webhook_sender import Answer, Sender


def test_an_event_arrives_signed_as_the_public_library_expects(
    world: World, deliverer: Deliverer, place: Receiver
) -> None:
    hook = listening_at(world, place.url)
    suggestion = world.suggestion()
    assert settle(deliverer) == 1
    (received,) = place.received
    event = verified(hook, received)
    assert event["type"] == "suggestion.published"
    assert event["data"]["id"] == suggestion["id"]
    assert received.path == "/hook?from=vertel"
    assert received.headers["content-type"] == "application/json"
    (delivery,) = log(world, hook)
    assert (delivery["state"], delivery["next_try_at"]) == ("delivered", None)
    assert [(attempt["status"], attempt["error"]) for attempt in delivery["attempts"]] == [(204, None)]
    assert delivery["event_id"] == received.headers["webhook-id"]
    assert settle(deliverer) == 0, "once is enough"


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, body=one.body.replace(b"vacancy", b"article")),
        lambda one: replace(one, headers=one.headers | {"webhook-id": "another"}),
        lambda one: replace(one, headers=one.headers | {"webhook-timestamp": str(int(clock.now().timestamp()) - 60)}),
        lambda one: replace(one, headers=one.headers | {"webhook-signature": "v1,AAAA"}),
    ],
)
def test_what_was_tampered_with_is_refused_by_the_library(
    world: World, deliverer: Deliverer, place: Receiver, change: Callable[[Received], Received]
) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    settle(deliverer)
    (received,) = place.received
    verified(hook, received)
    with pytest.raises(WebhookVerificationError):
        verified(hook, change(received))


def test_after_a_rotation_both_secrets_verify_for_a_day_and_then_the_new_one(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url)
    new = hook | {
        "secret": world.client.post(f"{hook['path']}/rotate-secret", headers=world.key("admin")).json["secret"]
    }
    assert new["secret"] != hook["secret"]
    world.suggestion()
    settle(deliverer)
    for each in (hook, new):
        assert verified(each, place.received[0])["type"] == "suggestion.published"
    assert len(place.received[0].headers["webhook-signature"].split()) == 2

    time.on(timedelta(hours=24, minutes=1))
    world.suggestion()
    settle(deliverer)
    assert len(place.received[1].headers["webhook-signature"].split()) == 1


def test_by_https_to_a_receiver_whose_certificate_is_trusted(
    world: World, local: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = write_certificate(tmp_path, "127.0.0.1")
    with receiver(certificate) as place:
        hook = listening_at(world, place.url)
        world.suggestion()
        settle(Deliverer(local, world.engine))
        assert place.received == [], "an unknown certificate"
        assert "certificate was not accepted" in log(world, hook)[0]["attempts"][0]["error"]

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        world.suggestion()
        settle(Deliverer(local, world.engine))
        assert verified(hook, place.received[0])["type"] == "suggestion.published"


def test_what_was_removed_meanwhile_is_nobodys_error(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    with world.session() as session:
        (job,) = deliveries.claim(session, time(), {}, 1)
    assert world.client.delete(hook["path"], headers=world.key("admin")).status_code == 204
    with world.session() as session:
        assert deliveries.record(session, job, deliveries.Outcome(time(), 1, status=204), time()) is None
        assert session.scalars(select(DeliveryAttempt)).all() == []


def test_a_delivery_can_be_sent_again_under_its_id(world: World, deliverer: Deliverer, place: Receiver) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    settle(deliverer)
    (delivery,) = log(world, hook)
    path = f"{hook['path']}/deliveries/{delivery['id']}/redeliver"
    again = world.client.post(path, headers=world.key("admin")).json
    assert (again["state"], again["event_id"]) == ("waiting", delivery["event_id"])
    settle(deliverer)
    assert place.ids == [delivery["event_id"]] * 2
    assert len(log(world, hook)[0]["attempts"]) == 2


def test_events_and_how_they_were_delivered_are_kept_for_thirty_days(
    world: World, deliverer: Deliverer, place: Receiver
) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    settle(deliverer)
    retention.tidy(world.engine, 0, clock.now() + deliveries.KEPT - timedelta(minutes=2))
    assert len(log(world, hook)) == 1
    retention.tidy(world.engine, 0, clock.now() + deliveries.KEPT + timedelta(minutes=5))
    assert log(world, hook) == []
    with world.session() as session:
        assert session.scalars(select(Event)).all() == session.scalars(select(DeliveryAttempt)).all() == []


def test_a_change_of_secret_keys_leaves_signatures_as_they_are(
    world: World, local: Config, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url)
    both = replace(local, secret_keys=("a new key that is only good for the tests", *local.secret_keys))
    world.suggestion()
    settle(Deliverer(both, world.engine, time))
    verified(hook, place.received[0])
    only_new = replace(both, secret_keys=both.secret_keys[:1])
    world.suggestion()
    settle(Deliverer(only_new, world.engine, time))
    verified(hook, place.received[1])
    assert SecretBox(local.secret_keys).decrypt(stored(world, hook).secret) is None


def test_a_secret_that_cannot_be_read_any_more_is_said_to_be_so(
    world: World, local: Config, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    lost = replace(local, secret_keys=("a new key that is only good for the tests",))
    settle(Deliverer(lost, world.engine, time))
    assert place.received == []
    assert "VERTEL_SECRET_KEYS" in log(world, hook)[0]["attempts"][0]["error"]


def test_the_secret_is_nowhere_as_it_is(world: World, deliverer: Deliverer, place: Receiver) -> None:
    hook = listening_at(world, place.url)
    key = hook["secret"].removeprefix("whsec_")
    world.suggestion()
    settle(deliverer)
    assert key.encode() not in stored(world, hook).secret
    assert key not in json.dumps(log(world, hook))


def test_nothing_goes_into_a_private_network_whatever_a_name_resolves_to(
    world: World, config: Config, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url.replace("http://127.0.0.1", "https://localhost"))
    world.suggestion()
    settle(Deliverer(config, world.engine, time))
    assert place.received == []
    assert "private network" in log(world, hook)[0]["attempts"][0]["error"]


def test_a_try_may_fail_in_any_way_and_is_only_a_try(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    with monkeypatch.context() as broken:
        broken.setattr(Sender, "send", lambda *_: 1 / 0)
        settle(deliverer)
    assert log(world, hook)[0]["state"] == "waiting"
    time.on(LEASE + timedelta(seconds=1))
    settle(deliverer)
    assert log(world, hook)[0]["state"] == "delivered"
    assert Answer(204).error is None


def test_an_event_that_is_not_in_its_form_is_not_sent(world: World, deliverer: Deliverer, place: Receiver) -> None:
    hook = listening_at(world, place.url)
    world.suggestion()
    with world.session() as session:
        session.execute(update(Event).values(data={"shares": 1}))
    settle(deliverer)
    assert place.received == []
    assert "a fault in Vertel" in log(world, hook)[0]["attempts"][0]["error"]


def test_new_secret_keys_in_the_settings_file_are_found(
    local: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.env"
    file.write_text(f"VERTEL_SECRET_KEYS={'a' * 32}\n")
    for name in [name for name in os.environ if name.startswith("VERTEL_")]:
        monkeypatch.delenv(name)
    for name, value in merged(file, {}).items():
        monkeypatch.setenv(name, value)
    file.write_text(f"VERTEL_SECRET_KEYS={'b' * 32},{'a' * 32}\n")
    assert reread(local).secret_keys == ("b" * 32, "a" * 32)
    file.write_text("VERTEL_SECRET_KEYS=short\n")
    assert reread(local).secret_keys == local.secret_keys


def test_a_clock_that_was_ahead_and_is_set_back_stops_no_housekeeping(
    deliverer: Deliverer, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[object] = []
    monkeypatch.setattr("vertel.worker.deliverer.share_counts.due", lambda _session, moment: looks.append(moment))
    time.on(timedelta(days=365))
    deliverer.step()
    time.on(timedelta(days=-365))
    deliverer.step()
    deliverer.step()
    assert len(looks) == 2
