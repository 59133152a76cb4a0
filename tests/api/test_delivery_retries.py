"""What is not taken is tried again: for three days, by whichever node is there, and never twice at once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from support.receiver import Receiver, receiver
from support.telling import PATIENCE, Clock, listening_at, log, settle, stored
from support.visitors import wait_for
from support.world import World
from vertel import clock
from vertel.config import Config
from vertel.db.models import Delivery, Webhook
from vertel.domain.webhooks import deliveries
from vertel.domain.webhooks.deliveries import JITTER, LEASE, PAUSES
from vertel.worker import deliverer as deliverer_module
from vertel.worker import webhook_sender
from vertel.worker.deliverer import Deliverer


def test_what_is_not_taken_is_tried_again_over_three_days_and_then_given_up(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook = listening_at(world, place.url)
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
    hook = listening_at(world, place.url)
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
    listening_at(world, place.url)
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
    assert webhook_sender._rest(asked, datetime.fromisoformat("2026-10-21T07:28:00+00:00")) == given


def test_nobody_is_left_alone_for_longer_than_a_day(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    listening_at(world, place.url)
    world.suggestion()
    place.answer(503, Retry_After="999999999")
    settle(deliverer)
    time.on(timedelta(days=1, seconds=1))
    assert settle(deliverer) == 1


def test_a_receiver_that_is_gone_is_switched_off_and_can_be_switched_on_again(
    world: World, deliverer: Deliverer, place: Receiver, time: Clock
) -> None:
    hook, admin = listening_at(world, place.url), world.key("admin")
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
    hook = listening_at(world, place.url)
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
        listening_at(world, hanging.url)
        listening_at(world, place.url)
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
    hook = listening_at(world, place.url)
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
    hook = listening_at(world, place.url)
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
    hook = listening_at(world, place.url)
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
    listening_at(world, place.url)
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


def test_a_node_delivers_until_it_is_asked_to_end_and_waits_for_what_is_under_way(
    world: World, local: Config, place: Receiver
) -> None:
    hook, stopped = listening_at(world, place.url), threading.Event()
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
