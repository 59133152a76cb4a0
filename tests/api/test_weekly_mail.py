"""The weekly mail: for who asked, when something is new, on their day, and with a way out that takes one press."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from support.asked_mails import DAY, MONDAY, TUESDAY, WEEK, Office
from support.mail_server import mail_server
from support.voices import sends, shares
from support.world import API, Headers, World
from vertel import clock
from vertel.config import Config
from vertel.db.models import Employee, Mail, MailSubscription
from vertel.domain.people import settings
from vertel.domain.privacy import erasure

NEW = "Something new"


@pytest.fixture
def office(world: World, config: Config) -> Iterator[Office]:
    with mail_server() as server:
        yield Office(world, config, server)


@pytest.fixture
def noor(office: Office) -> Iterator[Headers]:
    """Noor, who asks for the weekly mail on Monday; what comes after that in a test is on Monday, too."""
    with office.on_monday():
        me = office.world.sign_in(email="noor@example.com", name="Noor de Wit", languages=["en"], team="Techniek")
        office.asks(me)
        yield me


def publish(office: Office, **values: Any) -> dict[str, Any]:
    return office.world.suggestion(kind="story", title=NEW, **values)


def of_noor(world: World, change: Callable[[Employee], None]) -> None:
    with world.session() as session:
        change(session.scalars(select(Employee).where(Employee.email == "noor@example.com")).one())


def queued(world: World) -> int:
    with world.session() as session:
        return session.scalar(select(func.count()).select_from(Mail)) or 0


def test_nobody_gets_a_mail_who_did_not_ask(office: Office) -> None:
    with office.on_monday():
        me = office.world.sign_in()
        publish(office)
        stands = office.stands(me)
    assert (stands["active"], stands["personal"], stands["next_at"]) == (False, False, None)
    assert office.deliver_at(TUESDAY) == 0


def test_a_mail_brings_three_new_suggestions_in_the_order_of_the_list(office: Office, noor: Headers) -> None:
    for number in range(3):
        office.world.suggestion(title=f"For all {number}")
    office.world.suggestion(title="For the team", audience={"teams": ["techniek"]})
    items = office.world.client.get(f"{API}/suggestions", headers=noor).json["items"]
    assert office.deliver_at(TUESDAY) == 1
    (text,) = office.texts()
    assert re.findall(r"^\* (.*) \(", text, re.MULTILINE) == [item["title"] for item in items[:3]]
    assert "* For the team (Vacancy, for your team)" in text


def test_a_mail_has_no_pixel_and_leads_to_the_panel_and_to_its_own_end_only(office: Office, noor: Headers) -> None:
    publish(office, captions=[{"language": "en", "tone": "short", "text": "Look: {link} <b>&</b>"}])
    office.deliver_at(TUESDAY)
    (message,) = office.server.received
    html = message.get_body(("html",)).get_content()
    stop = str(message["List-Unsubscribe"]).strip("<>")
    assert set(re.findall(r'href="([^"]*)"', html)) == {"https://vertel.example.com/app/", stop}
    assert not re.search(r"<img|src=|url\(|@import|<link|<script", html)
    assert "Look: &lt;b&gt;&amp;&lt;/b&gt;" in html
    assert set(re.findall(r"https?://\S+", office.texts()[0])) == {"https://vertel.example.com/app/", stop}


def test_a_mail_is_in_the_language_of_its_reader_and_so_are_its_titles(office: Office, noor: Headers) -> None:
    office.world.client.patch(f"{API}/me", json={"languages": ["nl"]}, headers=noor)
    captions = [
        {"language": "en", "tone": "short", "text": "In English. {link}"},
        {"language": "nl", "tone": "short", "text": "In het Nederlands. {link}"},
    ]
    publish(office, captions=captions, titles=[{"language": "nl", "text": "Iets nieuws"}])
    office.deliver_at(TUESDAY)
    (text,) = office.texts()
    assert text.startswith("Hallo Noor de Wit,")
    assert "Iets nieuws" in text
    assert "In het Nederlands." in text
    assert "English" not in text


def test_without_anything_new_none_comes_and_the_next_week_one_does(office: Office, noor: Headers) -> None:
    publish(office)
    assert office.deliver_at(TUESDAY) == 1
    assert office.deliver_at(TUESDAY + WEEK) == 0
    with clock.at(TUESDAY + WEEK + DAY):
        office.world.suggestion(title="Newer")
    assert office.deliver_at(TUESDAY + 2 * WEEK) == 1
    assert NEW not in office.texts()[1]
    assert "Newer" in office.texts()[1]


def test_a_mail_comes_at_its_hour_where_its_reader_is(office: Office, noor: Headers) -> None:
    stands = office.asks(noor, weekday=2, hour=8, time_zone="America/New_York")
    publish(office)
    due = datetime(2027, 1, 6, 13, 0, tzinfo=UTC)
    assert stands["next_at"] == "2027-01-06T13:00:00Z"
    assert office.deliver_at(due - timedelta(seconds=1)) == 0
    assert office.deliver_at(due) == 1


def test_a_server_that_was_away_on_the_day_sends_it_later_that_day_and_not_on_another(
    office: Office, noor: Headers
) -> None:
    publish(office)
    assert office.deliver_at(TUESDAY + timedelta(hours=15)) == 0, "on Wednesday"
    assert office.deliver_at(TUESDAY + WEEK + timedelta(hours=14)) == 1, "on Tuesday evening"


def test_a_mail_that_waited_past_its_day_is_not_sent(office: Office, noor: Headers) -> None:
    publish(office)
    office.server.refusals["RCPT"] = ["451 later"]
    assert office.deliver_at(TUESDAY) == 0
    assert queued(office.world) == 1
    assert office.deliver_at(TUESDAY + DAY) == 0
    assert queued(office.world) == 0


@pytest.mark.parametrize("when", ["before it is due", "while it waits"])
@pytest.mark.parametrize("why", ["snoozed", "disabled", "not offered", "off"])
def test_who_is_left_alone_gets_none(office: Office, noor: Headers, why: str, when: str) -> None:
    publish(office)
    if when == "while it waits":
        office.server.refusals["RCPT"] = ["451 later"]
        assert office.deliver_at(TUESDAY) == 0
    _leave_alone(office.world, noor, why)
    assert office.deliver_at(TUESDAY + timedelta(minutes=10)) == 0
    assert queued(office.world) == 0


def _leave_alone(world: World, me: Headers, why: str) -> None:
    if why == "snoozed":
        world.client.patch(f"{API}/me", json={"snoozed_until": "2027-01-20T00:00:00Z"}, headers=me)
    elif why == "disabled":
        of_noor(world, lambda employee: setattr(employee, "active", False))
    elif why == "off":
        world.client.patch(f"{API}/me/mails", json={"digest": {"active": False}}, headers=me)
    else:
        with world.session() as session:
            settings.change(session, settings.to_change(session), {"offers": {"digests": False}})


def test_what_was_said_to_somebody_is_told_only_when_they_asked_for_that(office: Office, noor: Headers) -> None:
    _say_something(office, noor)
    assert office.deliver_at(TUESDAY) == 1
    (text,) = office.texts()
    assert "Well seen." not in text
    assert "Two people applied." not in text


def test_an_answer_to_a_signed_idea_and_thanks_are_told_once(office: Office, noor: Headers) -> None:
    office.asks(noor, personal=True)
    _say_something(office, noor)
    assert office.deliver_at(TUESDAY) == 1
    (text,) = office.texts()
    assert "Well seen." in text
    assert "Two people applied." in text
    assert "Only to you." not in text, "an answer to an unsigned idea"
    assert office.deliver_at(TUESDAY + WEEK) == 0


def _say_something(office: Office, me: Headers) -> None:
    """Thanks for what somebody shared; an answer to an idea that they signed, and a later one to an unsigned idea."""
    world, key = office.world, office.world.key()
    suggestion = publish(office)
    shares(world, me, suggestion)
    thanked = {"text": "Two people applied."}
    assert (
        world.client.post(f"{API}/suggestions/{suggestion['id']}/thanks", json=thanked, headers=key).status_code == 201
    )
    for signed, said in ((True, "Well seen."), (False, "Only to you.")):
        idea = sends(world, me, signed=signed)
        answer = world.client.post(f"{API}/ideas/{idea['id']}/reply", json={"text": said}, headers=key)
        assert answer.status_code == 201, answer.get_data(as_text=True)


def test_an_unsigned_idea_that_was_answered_brings_no_mail(office: Office, noor: Headers) -> None:
    office.asks(noor, personal=True)
    idea = sends(office.world, noor, signed=False)
    office.world.client.post(f"{API}/ideas/{idea['id']}/reply", json={"text": "Nice."}, headers=office.world.key())
    assert office.deliver_at(TUESDAY) == 0


def test_one_press_ends_it_without_signing_in_and_a_look_changes_nothing(office: Office, noor: Headers) -> None:
    publish(office)
    office.deliver_at(TUESDAY)
    (message,) = office.server.received
    stop = str(message["List-Unsubscribe"]).strip("<>")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = stop.removeprefix("https://vertel.example.com")
    page = office.world.client.get(f"{path}?lang=en")
    assert (page.status_code, office.stands(noor)["active"]) == (200, True)
    assert "End this mail?" in page.text
    for _ in range(2):
        ended = office.world.client.post(path, data={"List-Unsubscribe": "One-Click"})
        assert (ended.status_code, office.stands(noor)["active"]) == (200, False)
    publish(office)
    assert office.deliver_at(TUESDAY + WEEK) == 0


def test_ending_it_takes_one_that_waits_away(office: Office, noor: Headers) -> None:
    publish(office)
    office.deliver_at(TUESDAY)
    path = str(office.server.received[0]["List-Unsubscribe"]).strip("<>").removeprefix("https://vertel.example.com")
    with clock.at(TUESDAY + DAY):
        publish(office)
    office.server.refusals["RCPT"] = ["451 later"]
    office.deliver_at(TUESDAY + WEEK)
    assert queued(office.world) == 1
    office.world.client.post(path)
    assert queued(office.world) == 0


@pytest.mark.parametrize("token", ["x", "WyJkaWdlc3QiLCIwIl0.x"])
def test_an_address_that_is_not_ours_ends_nothing(world: World, token: str) -> None:
    for method in ("GET", "POST"):
        answer = world.client.open(f"/mails/stop/{token}?lang=en", method=method)
        assert answer.status_code == 404
        assert "This link ends nothing" in answer.text


def test_a_preview_and_a_mail_to_oneself_say_what_would_be_in_one_and_change_nothing(
    office: Office, noor: Headers
) -> None:
    with clock.at(MONDAY - 3 * WEEK):
        publish(office)
    preview = office.world.client.get(f"{API}/me/mails/digest/preview", headers=noor).json
    before = office.stands(noor)
    test = office.world.client.post(f"{API}/me/mails/digest/test", headers=noor)
    again = office.world.client.post(f"{API}/me/mails/digest/test", headers=noor)
    assert (test.status_code, again.status_code) == (204, 409)
    assert office.deliver() == 1
    (text,) = office.texts()
    assert preview["text"].split() == text.split()
    assert NEW in text
    assert "less than a minute ago" in again.json["detail"]
    assert office.stands(noor) == before


def test_a_preview_with_nothing_to_say_is_empty(office: Office, noor: Headers) -> None:
    preview = office.world.client.get(f"{API}/me/mails/digest/preview", headers=noor).json
    assert preview == {"subject": None, "text": None}


def test_erasing_somebody_takes_what_waits_and_what_they_asked_for_away(office: Office, noor: Headers) -> None:
    publish(office)
    office.server.refusals["RCPT"] = ["451 later"]
    office.deliver_at(TUESDAY)
    with office.world.session() as session:
        erasure.erase(session, session.scalars(select(Employee).where(Employee.email == "noor@example.com")).one())
    with office.world.session() as session:
        assert session.scalar(select(func.count()).select_from(MailSubscription)) == 0
    assert queued(office.world) == 0
    assert office.deliver_at(TUESDAY + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("wishes", "pointer"),
    [
        ({"time_zone": "Europe/Zwolle"}, "/digest/time_zone"),
        ({"hour": 3}, "/digest/hour"),
        ({"weekday": 7}, "/digest/weekday"),
    ],
)
def test_a_time_that_there_is_not_is_refused(
    office: Office, noor: Headers, wishes: dict[str, Any], pointer: str
) -> None:
    answer = office.world.client.patch(f"{API}/me/mails", json={"digest": wishes}, headers=noor)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


def test_what_the_organisation_does_not_offer_cannot_be_asked_for(world: World) -> None:
    me = world.sign_in()
    with world.session() as session:
        settings.change(session, settings.to_change(session), {"offers": {"digests": False}})
    answer = world.client.patch(f"{API}/me/mails", json={"digest": {"active": True}}, headers=me)
    assert answer.status_code == 409
    assert not world.client.get(f"{API}/me/mails", headers=me).json["digest"]["offered"]
