"""Who is signed in on the sign-in pages: for some minutes, there alone, and by no form of another site."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from support.devices import asks, polls
from support.sign_in_pages import Visitor, code_for, signed_in
from support.world import API, World
from vertel.auth import browser_session
from vertel.clock import now
from vertel.db.models import Employee

ADDRESS = "noor@example.com"


@pytest.fixture
def noor(world: World) -> Employee:
    return world.employee(email=ADDRESS, name="Noor de Wit", languages=["en"])


@pytest.mark.parametrize("path", ["email", "email-code", "code", "device", "leave"])
def test_no_form_of_another_visit_or_another_site_is_taken(world: World, noor: Employee, path: str) -> None:
    mine, other = signed_in(world, noor), Visitor(world)
    other.open("/sign-in")
    foreign = re.search(r'name="csrf" value="(\w+)"', other.page.text)[1]
    asked = asks(world)
    fields = {"user_code": asked["user_code"], "answer": "yes", "email": ADDRESS, "code": code_for(world, noor)}
    for given in ({}, {"csrf": ""}, {"csrf": foreign}, {"csrf": "\u00e9"}):
        answer = mine.client.post(f"/sign-in/{path}", data=fields | given)
        assert answer.status_code == 400
        assert "Opnieuw beginnen" in answer.text
    without_cookies = world.client.application.test_client()
    assert without_cookies.post(f"/sign-in/{path}", data=fields | {"csrf": foreign}).status_code == 400
    assert polls(world, asked).json["type"].endswith("authorization-pending")


def test_the_cookie_is_for_these_pages_short_lived_and_out_of_reach_for_scripts_and_other_sites(
    world: World, noor: Employee
) -> None:
    visitor = Visitor(world)
    before = visitor.open("/sign-in").headers["Set-Cookie"]
    code = code_for(world, noor)
    visitor.send("/sign-in/code", code=code)
    after = visitor.page.headers["Set-Cookie"]
    assert before.startswith("__Secure-vertel_sign_in=")
    for part in ("Secure", "HttpOnly", "Path=/sign-in", "SameSite=Lax"):
        assert f"; {part}" in after
    assert 0 < int(re.search(r"Max-Age=(\d+)", after)[1]) <= 600
    assert noor.email not in after


def test_the_cookie_of_a_server_without_tls_on_this_machine_is_taken_by_browsers(world: World, noor: Employee) -> None:
    app = world.client.application
    resources = app.extensions["vertel"]
    local = replace(resources.config, public_url="http://127.0.0.1:8000")
    app.extensions["vertel"] = replace(resources, config=local)
    cookie = Visitor(world).open("/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("vertel_sign_in=")
    assert "Secure" not in cookie


def test_after_ten_minutes_nobody_is_signed_in_on_the_pages(
    world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = signed_in(world, noor)
    assert "Which code do you see?" in visitor.open("/sign-in/device").text
    later = now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(browser_session, "now", lambda: later)
    assert "With a one-time code" in visitor.open("/sign-in/device").text


def test_looking_at_pages_does_not_make_the_visit_longer(
    world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = signed_in(world, noor)
    for minutes in (4, 8, 12):
        later = now() + timedelta(minutes=minutes)
        monkeypatch.setattr(browser_session, "now", lambda later=later: later)
        visitor.open("/sign-in/device")
    assert "With a one-time code" in visitor.page.text


def test_a_forged_or_damaged_cookie_signs_nobody_in(world: World, noor: Employee) -> None:
    visitor = signed_in(world, noor)
    good = visitor.client.get_cookie("__Secure-vertel_sign_in", path="/sign-in").value
    said, _, signature = good.rpartition(".")
    # Its first letter: of the last one, two bits say nothing.
    forged = f"{said}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"
    for bad in (forged, good.partition(".")[0], "", "x.y", "."):
        visitor.client.set_cookie("__Secure-vertel_sign_in", bad, path="/sign-in")
        assert "With a one-time code" in visitor.open("/sign-in/device").text


def test_who_may_not_sign_in_any_more_is_out_of_the_pages_at_once(world: World, noor: Employee) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    with world.session() as session:
        session.get_one(Employee, noor.id).active = False
    visitor.send("/sign-in/device", answer="yes")
    assert "With a one-time code" in visitor.page.text
    assert polls(world, asked).json["type"].endswith("authorization-pending")


def test_somebody_else_may_take_over_and_the_code_comes_along(world: World, noor: Employee) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    visitor.send("/sign-in/leave")
    assert "With a one-time code" in visitor.page.text
    assert asked["user_code"] in visitor.page.text
    assert "Noor" not in visitor.page.text


def test_signing_in_begins_a_new_visit(world: World, noor: Employee) -> None:
    visitor = Visitor(world)
    visitor.open("/sign-in")
    before = re.search(r'name="csrf" value="(\w+)"', visitor.page.text)[1]
    visitor.send("/sign-in/code", code=code_for(world, noor))
    assert before not in visitor.page.text
    assert visitor.client.post("/sign-in/leave", data={"csrf": before}).status_code == 400


def test_after_the_answer_the_tab_is_good_for_nothing_more(world: World, noor: Employee) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    visitor.send("/sign-in/device", answer="yes")
    assert "With a one-time code" in visitor.open("/sign-in/device").text


@pytest.mark.parametrize("whose", ["one", "everybody"])
def test_signing_somebody_out_everywhere_ends_their_visit_to_these_pages_at_once(
    world: World, noor: Employee, whose: str
) -> None:
    other, asked = world.employee(name="Wei Chen"), asks(world)
    mine, theirs = (signed_in(world, one, f"/sign-in?user_code={asked['user_code']}") for one in (noor, other))
    path = f"{API}/employees/{noor.id}/sign-out" if whose == "one" else f"{API}/employees/sign-out"
    assert world.client.post(path, headers=world.key("admin")).status_code == 204
    mine.send("/sign-in/device", answer="yes")
    assert "With a one-time code" in mine.page.text
    assert polls(world, asked).json["type"].endswith("authorization-pending")
    assert ("Wei Chen" in theirs.open(f"/sign-in/device?user_code={asked['user_code']}").text) == (whose == "one")
    mine.send("/sign-in/code", code=code_for(world, noor))
    assert "Noor de Wit" in mine.page.text
