"""A mail that somebody asked for comes once or not at all, whatever the mail server and the nodes do."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from support.asked_mails import DAY, MONDAY, TUESDAY, WEEK, Office
from support.mail_server import mail_server
from support.world import API, Headers, World
from vertel import clock
from vertel.config import Config
from vertel.db.models import Employee, Mail
from vertel.domain.digests import subscriptions
from vertel.domain.mails import outbox
from vertel.outbound.mail import Letter, MailError
from vertel.worker.mailer import Postman

ADDRESS = "noor@example.com"


@pytest.fixture
def office(world: World, config: Config) -> Iterator[Office]:
    with mail_server() as server:
        yield Office(world, config, server)


@pytest.fixture
def noor(office: Office) -> Headers:
    """Noor, for whom there is something new on Tuesday."""
    with office.on_monday():
        me = office.world.sign_in(email=ADDRESS, languages=["en"])
        office.asks(me)
        office.world.suggestion()
        return me


def kinds(world: World) -> list[str]:
    with world.session() as session:
        return [*session.scalars(select(Mail.kind))]


def test_a_recipient_who_is_refused_for_good_gets_no_more(office: Office, noor: Headers) -> None:
    office.server.refusals["RCPT"] = ["550 5.1.1 {address} is unknown here"]
    with capture_logs() as lines:
        assert office.deliver_at(TUESDAY) == 0
    assert [(line["event"], line["kind"]) for line in lines] == [("mail_given_up", "digest")]
    assert ADDRESS not in str(lines)
    with office.on_monday():
        stands = office.stands(noor)
    assert (stands["active"], stands["next_at"]) == (False, None)
    assert stands["refused_at"] is not None
    with clock.at(TUESDAY + DAY):
        office.world.suggestion()
    assert office.deliver_at(TUESDAY + WEEK) == 0
    with office.on_monday():
        assert office.asks(noor)["refused_at"] is None, "asked for anew"


@pytest.mark.parametrize("command", ["RCPT", "DATA", "MAIL"])
def test_a_failure_that_may_pass_is_tried_again_on_that_day(office: Office, noor: Headers, command: str) -> None:
    office.server.refusals[command] = ["451 4.7.1 come back"] * 3
    assert office.deliver_at(TUESDAY) == 0
    assert office.deliver_at(TUESDAY) == 0, "not at once"
    later = [
        TUESDAY + sum((timedelta(seconds=pause) for pause in outbox.PAUSES[: number + 1]), timedelta())
        for number in range(4)
    ]
    assert [office.deliver_at(moment) for moment in later] == [0, 0, 1, 0]
    assert office.deliver_at(TUESDAY + WEEK) == 0


def test_a_connection_that_is_lost_before_the_mail_is_tried_again(office: Office, noor: Headers) -> None:
    office.server.hangs_up.append("RCPT")
    assert office.deliver_at(TUESDAY) == 0
    assert kinds(office.world) == ["digest"]
    assert office.deliver_at(TUESDAY + timedelta(minutes=1)) == 1


def test_a_connection_that_is_lost_after_the_mail_is_not(office: Office, noor: Headers) -> None:
    office.server.hangs_up.append("DATA")
    with capture_logs() as lines:
        assert office.deliver_at(TUESDAY) == 1
    assert [line["event"] for line in lines] == ["mail_perhaps_not_taken"]
    assert office.deliver_at(TUESDAY + timedelta(hours=1)) == 0
    assert kinds(office.world) == []
    assert office.deliver_at(TUESDAY + WEEK) == 0, "what it told is not new any more"


def test_a_code_whose_connection_was_lost_is_sent_again(office: Office) -> None:
    office.world.employee(email=ADDRESS)
    with office.on_monday():
        office.world.client.post(f"{API}/auth/email", json={"email": ADDRESS})
    office.server.hangs_up.append("DATA")
    assert office.deliver_at(MONDAY) == 1
    assert office.deliver_at(MONDAY + timedelta(seconds=outbox.PAUSES[0])) == 1


def test_several_nodes_send_it_once(office: Office, noor: Headers) -> None:
    postmen = [office.postman() for _ in range(4)]
    together = threading.Barrier(len(postmen))

    def work(postman: Postman) -> None:
        with clock.at(TUESDAY):
            together.wait(30)
            postman.queue_due()
            together.wait(30)
            while postman.step():
                pass

    with ThreadPoolExecutor(len(postmen)) as pool:
        for done in [pool.submit(work, postman) for postman in postmen]:
            done.result()
    assert len(office.server.received) == 1
    assert kinds(office.world) == []


class EndsWhileSending:
    """A mailer whose node is killed."""

    def __init__(self, *, begun: bool) -> None:
        self._begun = begun

    def send(self, _letter: Letter, before: Callable[[], None]) -> None:
        if self._begun:
            before()
        raise KeyboardInterrupt


@pytest.mark.parametrize("begun", [False, True])
def test_a_node_that_ends_before_handing_over_loses_none_and_one_that_ends_in_it_sends_none_twice(
    office: Office, noor: Headers, begun: bool
) -> None:
    killed = Postman(office.config, office.world.engine, clock.now, EndsWhileSending(begun=begun))  # type: ignore[arg-type]
    with clock.at(TUESDAY):
        killed.queue_due()
        with pytest.raises(KeyboardInterrupt):
            killed.step()
    assert office.deliver_at(TUESDAY + timedelta(minutes=1)) == 0, "it is the other node's for a while"
    with capture_logs() as lines:
        came = office.deliver_at(TUESDAY + outbox.LEASE + timedelta(seconds=1))
    assert (came, [line["event"] for line in lines]) == ((0, ["mail_perhaps_not_taken"]) if begun else (1, []))
    assert kinds(office.world) == []


def test_a_node_that_was_stopped_for_longer_than_its_lease_does_not_send_what_another_has(
    office: Office, noor: Headers
) -> None:
    came: list[int] = []

    class Stopped:
        """A mailer whose node is stopped before it hands over, and goes on when another one has."""

        def send(self, _letter: Letter, before: Callable[[], None]) -> None:
            came.append(office.deliver_at(TUESDAY + outbox.LEASE + timedelta(seconds=1)))
            before()
            raise AssertionError("it would be sent twice")

    slow = Postman(office.config, office.world.engine, clock.now, Stopped())  # type: ignore[arg-type]
    with clock.at(TUESDAY):
        slow.queue_due()
        assert slow.step()
    assert came == [1]


def test_a_node_that_was_stopped_does_not_begin_what_another_has_claimed_since(office: Office, noor: Headers) -> None:
    later = TUESDAY + outbox.LEASE + timedelta(seconds=1)

    class Stopped:
        """A mailer whose node is stopped until another has claimed the mail, and is killed before it hands it over."""

        def send(self, _letter: Letter, before: Callable[[], None]) -> None:
            other = Postman(office.config, office.world.engine, clock.now, EndsWhileSending(begun=False))  # type: ignore[arg-type]
            with clock.at(later), suppress(KeyboardInterrupt):
                other.step()
            before()
            raise AssertionError("it is the other node's")

    slow = Postman(office.config, office.world.engine, clock.now, Stopped())  # type: ignore[arg-type]
    with clock.at(TUESDAY):
        slow.queue_due()
        assert slow.step()
    assert office.deliver_at(later + outbox.LEASE + timedelta(seconds=1)) == 1


ROUNDS, STEPS = 4, 160
ZONES = ("Europe/Amsterdam", "America/New_York", "Pacific/Auckland")


class Unreliable:
    """A mailer that takes a mail, or not, or leaves that open, or ends its node; it notes when it took one."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self.taken: list[datetime] = []

    def send(self, _letter: Letter, before: Callable[[], None]) -> None:
        outcome = self._random.choice(["taken", "taken", "later", "no", "lost", "taken and lost", "taken and killed"])
        if outcome == "later":
            raise MailError("later")
        before()
        if "taken" in outcome:
            self.taken.append(clock.now())
        if "lost" in outcome:
            raise MailError("lost", uncertain=True)
        if outcome == "no":
            raise MailError("no", permanent=True)
        if "killed" in outcome:
            raise KeyboardInterrupt


def test_nobody_gets_two_within_a_week_whatever_they_and_the_nodes_do(world: World, config: Config) -> None:
    came = 0
    for seed in range(ROUNDS):
        random = Random(seed)  # noqa: S311  the same cases on every run
        zone, mailer = ZONES[seed % len(ZONES)], Unreliable(random)
        moment = MONDAY + timedelta(days=random.randint(0, 300))
        employee = world.employee(languages=["en"])
        for step in range(STEPS):
            moment += timedelta(minutes=random.choice([5, 60, 300, 600]))
            with clock.at(moment):
                if random.random() < 0.15:
                    world.suggestion()
                change_mind(world, employee, random, zone, 0.05 if step else 1)
                two_nodes_work(world, config, mailer)
        days = [taken.astimezone(ZoneInfo(zone)).date() for taken in mailer.taken]
        assert all(later - sooner >= WEEK for sooner, later in pairwise(days)), (seed, days)
        came += len(days)
        with world.session() as session:
            subscriptions.stop(session, employee.id, outbox.DIGEST)
    assert came >= ROUNDS


def change_mind(world: World, employee: Employee, random: Random, zone: str, often: float) -> None:
    if random.random() < often:
        wishes = {"active": random.random() < 0.9, "weekday": random.randint(0, 6), "hour": random.randint(6, 20)}
        with world.session() as session:
            own = session.get_one(Employee, employee.id)
            subscriptions.change(session, own, outbox.DIGEST, {**wishes, "time_zone": zone})


def two_nodes_work(world: World, config: Config, mailer: Unreliable) -> None:
    for postman in [Postman(config, world.engine, clock.now, mailer) for _ in range(2)]:  # type: ignore[arg-type]
        postman.queue_due()
        with suppress(KeyboardInterrupt):
            while postman.step():
                pass
