"""Signing in with six digits that are sent by mail."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from support.mail_server import MailServer, mail_server
from support.world import API, World, bearer
from vertel.app import create_app
from vertel.auth import source_limits
from vertel.clock import now
from vertel.config_parsers import mail_server as parsed
from vertel.db.models import AttemptCount, Base, EmailCode, Employee
from vertel.domain.people import email_codes
from vertel.worker.mailer import Postman

ADDRESS = "noor@example.com"
HOUR = timedelta(hours=1)


class Inbox:
    """What is sent to colleagues, and what they do with it."""

    def __init__(self, world: World, server: MailServer) -> None:
        self._world, self._server = world, server
        self.config = replace(
            world.client.application.extensions["vertel"].config, mail_server=parsed(f"smtp://127.0.0.1:{server.port}")
        )

    def ask(self, email: str = ADDRESS, source: str = "203.0.113.7") -> Any:
        return self._world.client.post(
            f"{API}/auth/email", json={"email": email}, environ_overrides={"REMOTE_ADDR": source}
        )

    def codes(self) -> list[str]:
        """The codes that were sent since the last time."""
        postman = Postman(self.config, self._world.engine)
        while postman.step():
            pass
        found = self._server.codes()
        self._server.received.clear()
        return found

    def code(self, email: str = ADDRESS) -> str:
        """The code that somebody asks for and gets."""
        assert self.ask(email).status_code == 202
        (found,) = self.codes()
        return found

    def enter(self, code: str, email: str = ADDRESS, attempt: str | None = None, **more: str) -> Any:
        request = {"grant_type": "email_code", "email": email, "code": code} | more
        client = self._world.client.application.test_client()
        headers = {"Idempotency-Key": attempt} if attempt else {}
        return client.post(f"{API}/auth/token", json=request, headers=headers)


@pytest.fixture
def inbox(world: World) -> Iterator[Inbox]:
    with mail_server() as server:
        yield Inbox(world, server)


@pytest.fixture
def noor(world: World) -> Employee:
    return world.employee(email=ADDRESS)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def age(world: World, by: timedelta) -> None:
    with world.session() as session:
        for code in session.scalars(select(EmailCode)):
            code.expires_at -= by


def forget_limits(world: World) -> None:
    with world.session() as session:
        session.execute(AttemptCount.__table__.delete())


def test_the_code_of_a_mail_opens_a_session_however_it_is_typed(world: World, inbox: Inbox, noor: Employee) -> None:
    code = inbox.code()
    assert len(code) == 6
    answer = inbox.enter(f"{code[:3]} {code[3:]}", "Noor@Example.com", name="Firefox on Linux")
    assert answer.status_code == 200
    me = bearer(answer.json["access_token"])
    assert world.client.get(f"{API}/me", headers=me).json["email"] == ADDRESS
    (device,) = world.client.get(f"{API}/me/devices", headers=me).json["items"]
    assert device["name"] == "Firefox on Linux"


def test_of_a_hundred_parallel_uses_of_a_code_one_wins(inbox: Inbox, noor: Employee) -> None:
    code = inbox.code()
    with ThreadPoolExecutor(8) as pool:
        statuses = [*pool.map(lambda _: inbox.enter(code).status_code, range(100))]
    assert statuses.count(200) == 1
    assert set(statuses) == {200, 401, 429}


def test_a_code_is_refused_after_five_wrong_ones_even_the_right_one(inbox: Inbox, noor: Employee) -> None:
    code = inbox.code()
    for number in range(1, email_codes.TRIES + 1):
        assert inbox.enter(f"{(int(code) + number) % 10**6:06}").status_code == 401
    assert inbox.enter(code).status_code == 401
    assert inbox.enter(inbox.code()).status_code == 200


def test_wrong_codes_at_the_same_moment_are_all_counted(world: World, inbox: Inbox, noor: Employee) -> None:
    code = inbox.code()
    wrong = [f"{(int(code) + number) % 10**6:06}" for number in range(1, 41)]
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda one: inbox.enter(one).status_code, wrong)) <= {401, 429}
    with world.session() as session:
        assert session.scalars(select(EmailCode.tries)).one() == email_codes.TRIES


def test_a_code_is_good_for_ten_minutes(world: World, inbox: Inbox, noor: Employee) -> None:
    code = inbox.code()
    with world.session() as session:
        (expires_at,) = session.scalars(select(EmailCode.expires_at))
    assert expires_at - now() <= timedelta(minutes=10)
    age(world, timedelta(minutes=10))
    assert inbox.enter(code).status_code == 401


def test_a_lost_answer_is_given_again_to_the_same_attempt_however_late(
    world: World, inbox: Inbox, noor: Employee
) -> None:
    code = inbox.code()
    first = inbox.enter(code, attempt="mine")
    age(world, timedelta(days=2))
    again = inbox.enter(code, attempt="mine")
    assert (again.status_code, again.json["refresh_token"]) == (200, first.json["refresh_token"])
    assert inbox.enter(code, attempt="somebody-elses").status_code == 401
    assert inbox.enter(code).status_code == 401


def test_a_code_that_is_asked_for_again_is_the_same_as_long_as_it_is_good_and_untried(
    world: World, inbox: Inbox, noor: Employee
) -> None:
    code = inbox.code()
    assert inbox.code() == code, "so that the mail that comes first is good, too"
    assert inbox.enter(other_than(code)).status_code == 401
    newer = inbox.code()
    assert inbox.enter(newer).status_code == 200
    with world.session() as session:
        assert len(session.scalars(select(EmailCode)).all()) == 2


def test_a_code_is_good_for_the_address_that_it_was_sent_to_alone(world: World, inbox: Inbox, noor: Employee) -> None:
    daan = world.employee()
    code = inbox.code()
    inbox.ask(daan.email)
    assert inbox.enter(code, daan.email).status_code == 401
    assert inbox.enter(code).status_code == 200


def test_an_unknown_address_is_answered_alike_with_the_same_work_and_nothing_is_sent(
    world: World, inbox: Inbox, noor: Employee
) -> None:
    gone = world.employee(email="gone@example.com")
    with world.session() as session:
        session.get_one(Employee, gone.id).active = False
    answers, work, engine = [], [], world.client.application.extensions["vertel"].engine
    for email in (ADDRESS, "nobody@example.com", "gone@example.com"):
        statements: list[str] = []

        def note(_: Any, __: Any, statement: str, *___: Any, seen: list[str] = statements) -> None:
            seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        first, again, wrong = inbox.ask(email), inbox.ask(email), inbox.enter("not-it", email)
        event.remove(engine, "before_cursor_execute", note)
        answers.append(
            [
                (one.status_code, one.json if one.status_code < 300 else one.json["detail"])
                for one in (first, again, wrong)
            ]
        )
        work.append(statements)
    assert answers[0] == answers[1] == answers[2]
    assert work[0] == work[1] == work[2]
    assert len(work[0]) > 10
    assert len(inbox.codes()) == 2, "of Noor alone, once for each time that she asked"


def test_a_person_gets_five_mails_in_an_hour_and_an_unknown_one_is_told_the_same(
    world: World, inbox: Inbox, noor: Employee
) -> None:
    for email in (ADDRESS, "nobody@example.com"):
        for number in range(5):
            assert inbox.ask(email, f"203.0.113.{number}").status_code == 202
        refused = inbox.ask(email, "198.51.100.1")
        assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
        assert 0 < int(refused.headers["Retry-After"]) <= 3601
    assert inbox.ask(world.employee().email).status_code == 202


def test_a_source_asks_for_so_many_mails_and_others_go_on(
    world: World, inbox: Inbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_limits, "MAILS", (replace(source_limits.MAILS[0], most=3),))
    for number in range(3):
        assert inbox.ask(f"n{number}@example.com", f"203.0.113.7:{5000 + number}").status_code == 202
    assert inbox.ask("n4@example.com").status_code == 429
    assert inbox.ask("n4@example.com", "203.0.113.8").status_code == 202


def test_a_person_is_guessed_at_thirty_times_a_day_in_all_of_their_codes(
    world: World, inbox: Inbox, noor: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(email_codes, "WRONG", (replace(email_codes.WRONG[0], most=4),))
    monkeypatch.setattr(email_codes, "TRIES", 2)
    for _ in range(2):
        code = inbox.code()
        for number in (1, 2):
            assert inbox.enter(f"{(int(code) + number) % 10**6:06}").status_code == 401
    assert inbox.enter(inbox.code()).status_code == 429
    forget_limits(world)
    assert inbox.enter(inbox.code()).status_code == 200


def test_all_nodes_count_together(world: World, inbox: Inbox, noor: Employee) -> None:
    other = create_app(replace(inbox.config, state_dir=inbox.config.state_dir / "other"))
    for number in range(5):
        client = (world.client.application if number % 2 else other).test_client()
        assert client.post(f"{API}/auth/email", json={"email": ADDRESS}).status_code == 202
    for app in (other, world.client.application):
        assert app.test_client().post(f"{API}/auth/email", json={"email": ADDRESS}).status_code == 429
    other.extensions["vertel.redirect"].close()
    other.extensions["vertel"].dispose()


def test_a_code_that_was_sent_before_a_key_was_added_is_still_good(world: World, inbox: Inbox, noor: Employee) -> None:
    code, app = inbox.code(), world.client.application
    resources = app.extensions["vertel"]
    keys = ("a newer key that is only good for the tests", *resources.config.secret_keys)
    app.extensions["vertel"] = replace(resources, config=replace(resources.config, secret_keys=keys))
    assert inbox.enter(code).status_code == 200


def test_neither_the_code_nor_a_visitors_address_is_in_any_row(world: World, inbox: Inbox, noor: Employee) -> None:
    inbox.ask("nobody@example.org", "203.0.113.99")
    code = inbox.code()
    inbox.enter(other_than(code))
    needles = {code, "203.0.113", "nobody@example.org"}
    with world.session() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(table.select()):
                assert not [value for value in row if any(needle in str(value) for needle in needles)], table.name


def test_without_mail_the_way_is_not_offered(world: World) -> None:
    app = world.client.application
    app.extensions["vertel"] = replace(
        app.extensions["vertel"], config=replace(app.extensions["vertel"].config, mail_server=None)
    )
    answer = world.client.post(f"{API}/auth/email", json={"email": ADDRESS})
    assert answer.status_code == 404
    assert "one-time code" in answer.json["detail"]
    assert "email_code" not in world.client.get(f"{API}/auth/options").json["ways"]
    assert 'name="email"' not in world.client.get("/sign-in").text
