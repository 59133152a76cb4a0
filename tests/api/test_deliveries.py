"""Sending events: signed so that a library that is not ours takes them, until they are taken, and to each once."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from standardwebhooks.webhooks import Webhook as Library
from standardwebhooks.webhooks import WebhookVerificationError

from support.receiver import Received, Receiver, make_certificate, receiver
from support.visitors import wait_for
from support.world import API, World
from vertel import clock
from vertel.config import Config
from vertel.models import Delivery, DeliveryAttempt, Event, Webhook
from vertel.services import deliveries, events
from vertel.services.deliveries import JITTER, LEASE, PAUSES
from vertel.settings_file import merged
from vertel.webhooks import deliverer as deliverer_module
from vertel.webhooks import sending
from vertel.webhooks.deliverer import Deliverer
from vertel.webhooks.sending import Answer, Sender
from vertel.webhooks.vault import Vault

PATIENCE = 10.0
Hook = dict[str, Any]


class Clock:
    """What time it is for a deliverer: so much later than it is."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return clock.now() + self.ahead

    def on(self, by: timedelta) -> None:
        self.ahead += by


@pytest.fixture
def time() -> Clock:
    return Clock()


@pytest.fixture
def local(config: Config) -> Config:
    """Settings of a server on this machine, which may send to this machine."""
    return replace(config, public_url="http://127.0.0.1:8000")


@pytest.fixture
def deliverer(world: World, local: Config, time: Clock) -> Deliverer:
    return Deliverer(local, world.engine, time)


@pytest.fixture
def place() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


def listen(world: World, url: str, *types: str) -> Hook:
    """A webhook, as it was answered when it was made."""
    webhook = Webhook(url=url, types=list(types or events.TYPES), active=True)
    with world.session() as session:
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        webhook.secret = world.client.application.extensions["vertel"].vault.lock(secret)
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


def test_an_event_arrives_signed_as_the_public_library_expects(
    world: World, deliverer: Deliverer, place: Receiver
) -> None:
    hook = listen(world, place.url)
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
    hook = listen(world, place.url)
    world.suggestion()
    settle(deliverer)
    (received,) = place.received
    verified(hook, received)
    with pytest.raises(WebhookVerificationError):
        verified(hook, change(received))


def test_after_a_rotation_both_secrets_verify_for_a_day_and_then_the_new_one(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
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
    certificate = make_certificate(tmp_path)
    with receiver(certificate) as place:
        hook = listen(world, place.url)
        world.suggestion()
        settle(Deliverer(local, world.engine))
        assert place.received == [], "an unknown certificate"
        assert "certificate was not accepted" in log(world, hook)[0]["attempts"][0]["error"]

        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        world.suggestion()
        settle(Deliverer(local, world.engine))
        assert verified(hook, place.received[0])["type"] == "suggestion.published"


def test_what_is_not_taken_is_tried_again_over_three_days_and_then_given_up(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    place.answer(*[503] * 20)
    moments = []
    for _ in range(len(PAUSES) + 1):
        assert settle(deliverer) == 1
        moments.append(time())
        following = log(world, hook)[0]["next_try_at"]
        if following:
            time.on(datetime.fromisoformat(following) - time() - timedelta(seconds=0.5))
            assert settle(deliverer) == 0, "not before its time"
            time.on(timedelta(seconds=1.5))
    pauses = [after - before for before, after in pairwise(moments)]
    for pause, meant in zip(pauses, PAUSES, strict=True):
        assert meant * (1 - JITTER) <= pause <= meant * (1 + JITTER) + timedelta(seconds=2.5)
    assert len(set(place.ids)) == 1, "always the same id"
    (delivery,) = log(world, hook)
    assert (delivery["state"], delivery["next_try_at"], len(delivery["attempts"])) == ("given_up", None, 10)
    assert delivery["attempts"][0]["error"] == "The receiver answered 503 Service Unavailable."
    answer = world.client.get(hook["path"], headers=world.key("admin")).json
    assert (answer["active"], "three days" in answer["disabled_reason"]) == (False, True)


def test_one_event_that_is_refused_for_days_keeps_no_others_from_a_receiver(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    for _ in range(len(PAUSES)):
        place.answer(400)
        settle(deliverer)
        time.on(timedelta(days=2))
    world.suggestion()
    place.answer(400)
    assert settle(deliverer) == 2
    assert sorted(delivery["state"] for delivery in log(world, hook)) in (
        ["delivered", "given_up"], ["delivered", "waiting"], ["given_up", "waiting"],
    )  # fmt: skip
    place.answers.clear()
    with world.session() as session:
        session.execute(update(Webhook).values(last_success_at=time(), active=True))
        session.execute(update(Delivery).values(state="waiting", tries=len(PAUSES), next_at=time()))
    place.answer(400, 400)
    assert settle(deliverer) == 2
    assert stored(world, hook).active


def test_a_receiver_that_asks_for_time_gets_it_and_so_do_its_other_events(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    listen(world, place.url)
    world.suggestion()
    place.answer(429, Retry_After="120")
    assert settle(deliverer) == 1
    world.suggestion()
    time.on(timedelta(seconds=110))
    assert settle(deliverer) == 0
    time.on(timedelta(seconds=11))
    assert settle(deliverer) == 2
    assert len(place.received) == 3


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("30", timedelta(seconds=30)),
        ("Wed, 21 Oct 2026 07:28:30 GMT", timedelta(seconds=30)),
        ("Wed, 21 Oct 2015 07:28:00 GMT", timedelta(0)),
        ("soon", None),
        ("-5", None),
        ("9" * 30, None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(asked: str | None, given: timedelta | None) -> None:
    assert sending._rest(asked, datetime.fromisoformat("2026-10-21T07:28:00+00:00")) == given


def test_nobody_is_left_alone_for_longer_than_a_day(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    listen(world, place.url)
    world.suggestion()
    place.answer(503, Retry_After="999999999")
    settle(deliverer)
    time.on(timedelta(days=1, seconds=1))
    assert settle(deliverer) == 1


def test_a_receiver_that_is_gone_is_switched_off_and_can_be_switched_on_again(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook, admin = listen(world, place.url), world.key("admin")
    world.suggestion()
    place.answer(410)
    settle(deliverer)
    answer = world.client.get(hook["path"], headers=admin).json
    assert (answer["active"], "410 Gone" in answer["disabled_reason"]) == (False, True)
    world.suggestion()
    time.on(timedelta(days=1))
    assert settle(deliverer) == 0

    answer = world.client.patch(hook["path"], json={"active": True}, headers=admin).json
    assert (answer["active"], answer["disabled_reason"]) == (True, None)
    world.suggestion()
    assert settle(deliverer) == 1


def test_a_redirect_is_not_followed_and_of_the_answer_little_is_kept(
    world: World, deliverer: Deliverer, place: Receiver
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    place.answers.append((302, {"Location": f"{place.url}&again"}, b"<b>Elders\x1b[2J</b>" + b"x" * 5000))
    settle(deliverer)
    assert len(place.received) == 1
    (attempt,) = log(world, hook)[0]["attempts"]
    assert "Redirects are not followed" in attempt["error"]
    assert attempt["excerpt"].startswith("<b>Elders\ufffd[2J</b>xxx")
    assert len(attempt["excerpt"]) == 200


def test_a_receiver_that_hangs_holds_up_nobody_else(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    with receiver() as hanging:
        hanging.until = threading.Event()
        listen(world, hanging.url)
        listen(world, place.url)
        for _ in range(3 * deliveries.PER_WEBHOOK):
            world.suggestion()
        end = clock.now() + timedelta(seconds=PATIENCE)
        while len(place.received) < 3 * deliveries.PER_WEBHOOK:
            deliverer.step()
            deliverer.wait(0.2)
            assert clock.now() < end
        assert len(hanging.received) <= deliveries.PER_WEBHOOK
        hanging.until.set()
        assert deliverer.finish(PATIENCE)


def test_a_try_that_takes_too_long_is_cut_off(world: World, local: Config, place: Receiver) -> None:
    place.until = threading.Event()
    hook = listen(world, place.url)
    world.suggestion()
    deliverer = Deliverer(local, world.engine)
    deliverer._sender._seconds = 0.1
    settle(deliverer)
    (attempt,) = log(world, hook)[0]["attempts"]
    assert attempt["status"] is None
    assert "did not answer within" in attempt["error"]


def test_a_node_that_dies_between_sending_and_noting_sends_it_again_under_the_same_id(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    with monkeypatch.context() as dying:
        dying.setattr(deliveries, "record", _die)
        settle(deliverer)
    assert len(place.received) == 1
    assert log(world, hook)[0]["attempts"] == []
    assert settle(deliverer) == 0, "another node leaves it alone as long as it may be under way"
    time.on(LEASE + timedelta(seconds=1))
    assert settle(deliverer) == 1
    assert len(place.received) == 2
    assert len(set(place.ids)) == 1
    assert log(world, hook)[0]["state"] == "delivered"


def _die(*_: object) -> None:
    """End before anything is noted; to the database it is all the same what ended it."""
    raise OperationalError("", {}, Exception())


def test_two_nodes_at_once_try_each_event_once(
    world: World, local: Config, place: Receiver, deliverer: Deliverer, time: Clock
) -> None:
    hook = listen(world, place.url)
    for _ in range(12):
        world.suggestion()
    other = Deliverer(local, world.engine, time)
    tries: list[int] = []
    start = threading.Barrier(2)

    def work(node: Deliverer) -> None:
        start.wait()
        tries.extend(settle(node) for _ in range(4))

    threads = [threading.Thread(target=work, args=[node]) for node in (deliverer, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(tries) == 12
    assert len(place.ids) == len(set(place.ids)) == 12
    assert {len(delivery["attempts"]) for delivery in log(world, hook)} == {1}


def test_a_late_answer_does_not_undo_that_it_was_delivered(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    listen(world, place.url)
    world.suggestion()
    with world.session() as session:
        (job,) = deliveries.claim(session, time(), {}, 1)
    time.on(LEASE * 2)
    settle(deliverer)
    with world.session() as session:
        failed = deliveries.Outcome(time(), 1, status=500, error="The receiver answered 500.")
        assert deliveries.record(session, job, failed, time()) == "delivered"
    with world.session() as session:
        assert session.scalars(select(Delivery.next_at)).one() is None


def test_what_was_removed_meanwhile_is_nobodys_error(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    with world.session() as session:
        (job,) = deliveries.claim(session, time(), {}, 1)
    assert world.client.delete(hook["path"], headers=world.key("admin")).status_code == 204
    with world.session() as session:
        assert deliveries.record(session, job, deliveries.Outcome(time(), 1, status=204), time()) is None
        assert session.scalars(select(DeliveryAttempt)).all() == []


def test_a_delivery_can_be_sent_again_under_its_id(world: World, deliverer: Deliverer, place: Receiver) -> None:
    hook = listen(world, place.url)
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
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    settle(deliverer)
    time.on(deliveries.KEPT - timedelta(minutes=2))
    settle(deliverer)
    assert len(log(world, hook)) == 1
    time.on(timedelta(minutes=5))
    settle(deliverer)
    assert log(world, hook) == []
    with world.session() as session:
        assert session.scalars(select(Event)).all() == session.scalars(select(DeliveryAttempt)).all() == []


def test_a_change_of_secret_keys_leaves_signatures_as_they_are(
    world: World, local: Config, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    both = replace(local, secret_keys=("a new key that is only good for the tests", *local.secret_keys))
    world.suggestion()
    settle(Deliverer(both, world.engine, time))
    verified(hook, place.received[0])
    only_new = replace(both, secret_keys=both.secret_keys[:1])
    world.suggestion()
    settle(Deliverer(only_new, world.engine, time))
    verified(hook, place.received[1])
    assert Vault(local.secret_keys).open(stored(world, hook).secret) is None


def test_a_secret_that_cannot_be_read_any_more_is_said_to_be_so(
    world: World, local: Config, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url)
    world.suggestion()
    lost = replace(local, secret_keys=("a new key that is only good for the tests",))
    settle(Deliverer(lost, world.engine, time))
    assert place.received == []
    assert "VERTEL_SECRET_KEYS" in log(world, hook)[0]["attempts"][0]["error"]


def test_the_secret_is_nowhere_as_it_is(world: World, deliverer: Deliverer, place: Receiver) -> None:
    hook = listen(world, place.url)
    key = hook["secret"].removeprefix("whsec_")
    world.suggestion()
    settle(deliverer)
    assert key.encode() not in stored(world, hook).secret
    assert key not in json.dumps(log(world, hook))


def test_nothing_goes_into_a_private_network_whatever_a_name_resolves_to(
    world: World, config: Config, place: Receiver, time: Clock
) -> None:
    hook = listen(world, place.url.replace("http://127.0.0.1", "https://localhost"))
    world.suggestion()
    settle(Deliverer(config, world.engine, time))
    assert place.received == []
    assert "private network" in log(world, hook)[0]["attempts"][0]["error"]


def test_a_try_may_fail_in_any_way_and_is_only_a_try(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = listen(world, place.url)
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
    hook = listen(world, place.url)
    world.suggestion()
    with world.session() as session:
        session.execute(update(Event).values(data={"shares": 1}))
    settle(deliverer)
    assert place.received == []
    assert "a fault in Vertel" in log(world, hook)[0]["attempts"][0]["error"]


def test_a_node_delivers_until_it_is_asked_to_end_and_waits_for_what_is_under_way(
    world: World, local: Config, place: Receiver
) -> None:
    hook, stopped = listen(world, place.url), threading.Event()
    place.until = threading.Event()
    node = threading.Thread(target=deliverer_module.run, args=[local, stopped])
    node.start()
    try:
        world.suggestion()
        wait_for(lambda: place.received, "a try")
        stopped.set()
        node.join(0.2)
        assert node.is_alive(), "it has something under way"
    finally:
        stopped.set()
        place.until.set()
        node.join(PATIENCE)
    assert not node.is_alive()
    assert log(world, hook)[0]["state"] == "delivered"


def test_a_step_that_fails_is_not_the_last_one(world: World, local: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped, steps = threading.Event(), []

    def step(_: Deliverer) -> int:
        steps.append(1)
        if len(steps) == 2:
            stopped.set()
        raise OperationalError("", {}, Exception())

    monkeypatch.setattr(Deliverer, "step", step)
    monkeypatch.setattr(deliverer_module, "AGAIN_SECONDS", 0)
    deliverer_module.run(local, stopped)
    assert len(steps) == 2


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
    assert deliverer_module._keys(local) == ("b" * 32, "a" * 32)
    file.write_text("VERTEL_SECRET_KEYS=short\n")
    assert deliverer_module._keys(local) == local.secret_keys
