"""The daily mail: to editors who asked, on working days, when something new waits; no colleague's words are in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from support.asked_mails import AMSTERDAM, DAY, TUESDAY, Office
from support.mail_server import mail_server
from support.voices import says, sends
from support.world import API, Headers, World
from vertel import clock
from vertel.config import Config
from vertel.db.models import Employee

NINE = TUESDAY
FRIDAY = datetime(2027, 1, 8, 12, 0, tzinfo=AMSTERDAM)
COLLEAGUE = "Samira"


@pytest.fixture
def office(world: World, config: Config) -> Iterator[Office]:
    with mail_server() as server:
        yield Office(world, config, server)


@pytest.fixture
def editor(office: Office) -> Iterator[Headers]:
    """An editor who asks for the daily mail on Monday; what comes after that in a test is on Monday, too."""
    with office.on_monday():
        me = office.world.sign_in(email="editor@example.com", role="editor", languages=["en"])
        office.asks(me, "waiting")
        yield me


def send_idea(office: Office, text: str) -> dict[str, Any]:
    return sends(office.world, office.world.sign_in(name=COLLEAGUE), text=text, signed=True)


def test_what_waits_is_told_once_and_again_with_what_is_new(office: Office, editor: Headers) -> None:
    send_idea(office, "The pump is there.")
    assert office.deliver_at(NINE) == 1
    assert office.deliver_at(NINE + DAY) == 0
    with clock.at(NINE + DAY):
        send_idea(office, "The pump is gone.")
    assert office.deliver_at(NINE + 2 * DAY) == 1
    first, second = office.texts()
    assert "1 idea without an answer" in first
    assert "2 ideas without an answer" in second
    assert "pump" not in first + second
    assert COLLEAGUE not in first + second
    assert str(office.server.received[0]["List-Unsubscribe"]).startswith("<https://vertel.example.com/mails/stop/")


def test_comments_consents_and_vacancies_are_told_with_their_suggestions(office: Office, editor: Headers) -> None:
    world = office.world
    commented = world.suggestion(title="Commented", kind="story")
    assert says(world, world.sign_in(), commented, comment="Lovely.", signed=True).status_code in {200, 201}
    person = {"name": COLLEAGUE, "consent_until": "2027-01-20"}
    world.suggestion(title="Consent ends", kind="story", people=[person])
    world.suggestion(title="Closes", expires_at="2027-01-08T22:59:59Z")
    assert office.deliver_at(NINE) == 1
    (text,) = office.texts()
    for line in (
        "1 comment that nobody has read",
        "- Commented",
        "- Consent ends, January 20, 2027",
        "- Closes, January 8, 2027",
    ):
        assert line in text
    assert "Lovely." not in text
    assert COLLEAGUE not in text
    assert office.deliver_at(NINE + DAY) == 0


def test_what_was_answered_and_asked_about_again_is_new(office: Office, editor: Headers) -> None:
    with clock.at(NINE - timedelta(minutes=9)):
        sender = office.world.sign_in(languages=["en"])
        idea = sends(office.world, sender, signed=True)
        path = f"{API}/ideas/{idea['id']}/reply"
    assert office.deliver_at(NINE) == 1
    with clock.at(NINE):
        office.world.client.post(path, json={"text": "Which pump?"}, headers=office.world.key())
    assert office.deliver_at(NINE + DAY) == 0
    with clock.at(NINE):
        assert office.world.client.post(path, json={"text": "The new one."}, headers=sender).status_code == 201
    assert office.deliver_at(NINE + 2 * DAY) == 1


def test_none_comes_at_the_weekend(office: Office, editor: Headers) -> None:
    with clock.at(FRIDAY):
        send_idea(office, "It is Friday.")
    came = [office.deliver_at(FRIDAY + number * DAY) for number in range(4)]
    assert came == [0, 0, 0, 1]


def test_only_an_editor_can_ask_for_it(office: Office) -> None:
    with office.on_monday():
        me = office.world.sign_in()
        assert office.world.client.get(f"{API}/me/mails", headers=me).json["waiting"] is None
        asked = office.world.client.patch(f"{API}/me/mails", json={"waiting": {"active": True}}, headers=me)
        looked = office.world.client.get(f"{API}/me/mails/waiting/preview", headers=me)
        sent = office.world.client.post(f"{API}/me/mails/waiting/test", headers=me)
    assert {answer.status_code for answer in (asked, looked, sent)} == {404}


def test_who_is_no_editor_any_more_gets_none(office: Office, editor: Headers) -> None:
    send_idea(office, "The pump is there.")
    with office.world.session() as session:
        session.scalars(select(Employee).where(Employee.email == "editor@example.com")).one().role = "employee"
    assert office.deliver_at(NINE) == 0


def test_its_end_ends_no_other_mail(office: Office, editor: Headers) -> None:
    office.asks(editor)
    send_idea(office, "The pump is there.")
    office.deliver_at(NINE)
    path = str(office.server.received[0]["List-Unsubscribe"]).strip("<>").removeprefix("https://vertel.example.com")
    assert office.world.client.post(path).status_code == 200
    assert not office.stands(editor, "waiting")["active"]
    assert office.stands(editor, "digest")["active"]


def test_a_preview_says_when_nothing_waits(office: Office, editor: Headers) -> None:
    preview = office.world.client.get(f"{API}/me/mails/waiting/preview", headers=editor).json
    assert "Nothing at the moment." in preview["text"]
