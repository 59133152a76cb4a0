"""The server's own pages: sign in in some way, compare the code, say yes or no to the browser that asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from support.answers.common import picture
from support.devices import asks, polls
from support.mail_server import MailServer, mail_server
from support.sign_in_pages import Visitor, code_for, signed_in
from support.world import API, World
from vertel.api.sign_in import pages
from vertel.clock import now
from vertel.config import Config
from vertel.config_parsers import mail_server as parsed
from vertel.db.models import Employee
from vertel.domain.people import device_codes
from vertel.worker.mailer import Postman

ADDRESS = "noor@example.com"


@pytest.fixture
def noor(world: World) -> Employee:
    return world.employee(email=ADDRESS, name="Noor de Wit", languages=["en"])


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


def fault(visitor: Visitor) -> str:
    """What the page says is wrong, and that it stands with its field."""
    found = re.search(r'role="alert">([^<]+)<', visitor.page.text)
    return found[1] if found else ""


def test_a_browser_is_connected_with_a_one_time_code(world: World, noor: Employee) -> None:
    asked = asks(world, "Chrome on Windows")
    visitor = signed_in(world, noor, asked["verification_uri_complete"].removeprefix("https://vertel.example.com"))
    assert "Connect this browser?" in visitor.page.text
    for shown in (asked["user_code"], "Chrome on Windows", "less than a minute ago", "Noor de Wit"):
        assert shown in visitor.page.text
    assert polls(world, asked).status_code == 400, "nothing happens before the answer"
    assert "You can close this tab" in visitor.send("/sign-in/device", answer="yes").text
    assert polls(world, asked).status_code == 200


def test_a_browser_is_connected_with_a_code_by_mail(
    world: World, noor: Employee, config: Config, mails: MailServer
) -> None:
    asked, visitor = asks(world), Visitor(world)
    visitor.open(f"/sign-in?user_code={asked['user_code']}")
    visitor.send("/sign-in/email", email=" Noor@Example.com ")
    assert visitor.page.status_code == 200
    url = f"smtp://127.0.0.1:{mails.port}"
    assert Postman(replace(config, mail_server=parsed(url)), world.engine).step()
    (code,) = mails.codes()
    visitor.send("/sign-in/email-code", code=f"{(int(code) + 1) % 10**6:06}")
    assert visitor.page.status_code == 422
    assert "is wrong" in fault(visitor)
    visitor.send("/sign-in/email-code", code=f"{code[:3]} {code[3:]}")
    assert asked["user_code"] in visitor.page.text
    visitor.send("/sign-in/device", answer="yes")
    assert polls(world, asked).status_code == 200


def test_refusing_takes_one_press_and_nothing_is_connected(world: World, noor: Employee) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    assert "Nothing was connected" in visitor.send("/sign-in/device", answer="no").text
    assert polls(world, asked).json["type"].endswith("access-denied")


def test_an_answer_that_is_neither_yes_nor_no_connects_nothing(world: World, noor: Employee) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    visitor.send("/sign-in/device", answer="maybe")
    assert polls(world, asked).json["type"].endswith("access-denied")


@pytest.mark.parametrize("typed", ["{}", " {} ", "lower", "no hyphen"])
def test_the_code_may_be_typed_in_any_spelling(world: World, noor: Employee, typed: str) -> None:
    asked = asks(world)
    code = asked["user_code"]
    spelt = {"lower": code.lower(), "no hyphen": code.replace("-", " ")}.get(typed, typed.format(code))
    visitor = signed_in(world, noor)
    assert "Which code do you see?" in visitor.page.text
    assert code in visitor.send("/sign-in/device", user_code=spelt).text
    visitor.send("/sign-in/device", answer="yes")
    assert polls(world, asked).status_code == 200


def test_a_code_that_is_nobodys_is_told_with_what_to_do(world: World, noor: Employee) -> None:
    visitor = signed_in(world, noor)
    assert visitor.send("/sign-in/device", user_code="BCDF-GHJK").status_code == 422
    assert "Compare it letter by letter" in fault(visitor)


def test_codes_of_devices_are_not_to_be_guessed(world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_codes, "WRONG_USER_CODES", (replace(device_codes.WRONG_USER_CODES[0], most=3),))
    asked, visitor = asks(world), signed_in(world, noor)
    for guess in ("BBBB-BBBB", "CCCC-CCCC", "DDDD-DDDD"):
        assert visitor.send("/sign-in/device", user_code=guess).status_code == 422
    assert visitor.send("/sign-in/device", user_code=asked["user_code"]).status_code == 429
    assert "Too many attempts" in fault(visitor)
    assert (
        asked["user_code"] in signed_in(world, world.employee(), f"/sign-in?user_code={asked['user_code']}").page.text
    )


def test_the_name_of_a_device_is_text_whatever_it_says(world: World, noor: Employee) -> None:
    asked = asks(world, "<img src=x onerror=alert(1)> \u202fYour bank")
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    assert "<bdi>&lt;img src=x onerror=alert(1)&gt;" in visitor.page.text


def test_the_page_says_when_the_device_asked(world: World, noor: Employee, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = asks(world)
    visitor = signed_in(world, noor, f"/sign-in?user_code={asked['user_code']}")
    monkeypatch.setattr(pages, "now", lambda: now() + timedelta(minutes=7))
    visitor.open(f"/sign-in/device?user_code={asked['user_code']}")
    assert "7 minutes ago" in visitor.page.text


def test_a_code_that_is_wrong_stands_with_its_field_and_says_what_to_do(world: World) -> None:
    visitor = Visitor(world)
    visitor.open("/sign-in")
    assert visitor.send("/sign-in/code", code="nonsense").status_code == 422
    assert "Ask your administrator for a new one" in fault(visitor)
    assert 'aria-invalid="true" aria-describedby="fault" autofocus' in visitor.page.text
    assert visitor.send("/sign-in/email", email="no address").status_code == 422
    assert "noor@example.com" in fault(visitor)
    assert 'value="no address"' in visitor.page.text


def test_an_unknown_address_gets_the_page_that_a_known_one_gets(world: World, noor: Employee) -> None:
    shown = []
    for email in (ADDRESS, "nobody@example.com"):
        visitor = Visitor(world)
        visitor.open("/sign-in")
        visitor.send("/sign-in/email", email=email)
        shown.append(re.sub(r'name="csrf" value="\w+"', "", visitor.page.text).replace(email, "ADDRESS"))
    assert shown[0] == shown[1]


def test_guessing_one_time_codes_on_the_page_comes_to_nothing(world: World, noor: Employee) -> None:
    visitor = Visitor(world)
    visitor.open("/sign-in")
    statuses = {visitor.send("/sign-in/code", code="AAAA-BBBB-CCCC").status_code for _ in range(6)}
    assert statuses == {422, 429}
    assert "Too many attempts" in fault(visitor)


def test_a_one_time_code_is_good_once_and_a_double_click_does_no_harm(world: World, noor: Employee) -> None:
    code, visitor = code_for(world, noor), Visitor(world)
    visitor.open("/sign-in")
    form = re.search(r'name="csrf" value="(\w+)"', visitor.page.text)
    cookie = visitor.client.get_cookie("__Secure-vertel_sign_in", path="/sign-in")
    for _ in range(2):
        visitor.client.set_cookie("__Secure-vertel_sign_in", cookie.value, path="/sign-in")
        answer = visitor.client.post("/sign-in/code", data={"csrf": form[1], "code": code})
        assert answer.headers["Location"] == "/sign-in/device"
    other = Visitor(world)
    other.open("/sign-in")
    assert other.send("/sign-in/code", code=code).status_code == 422
    request = {"grant_type": "enrolment_code", "code": code}
    assert world.client.post(f"{API}/auth/token", json=request).status_code == 401


def test_the_pages_speak_the_browsers_language_and_the_one_that_is_chosen(world: World, noor: Employee) -> None:
    asked, visitor = asks(world), Visitor(world, "nl-BE, en;q=0.5")
    visitor.open(f"/sign-in?user_code={asked['user_code']}")
    assert '<html lang="nl">' in visitor.page.text
    assert "Aanmelden" in visitor.page.text
    switch = re.search(r'<a href="([^"]+)" lang="en"', visitor.page.text)[1].replace("&amp;", "&")
    assert '<html lang="en">' in visitor.open(switch).text
    assert asked["user_code"] in visitor.page.text
    assert '<html lang="en">' in visitor.send("/sign-in/code", code=code_for(world, noor)).text
    assert visitor.page.headers["Content-Language"] == "en"


def test_a_language_is_kept_where_the_page_leads_on(world: World, noor: Employee) -> None:
    visitor = signed_in(world, noor)
    assert '<html lang="nl">' in visitor.open("/sign-in?lang=nl").text


def test_nothing_on_the_pages_runs_or_comes_from_elsewhere_and_nothing_is_kept(world: World, noor: Employee) -> None:
    visitor = Visitor(world)
    visitor.open("/sign-in")
    policy = visitor.page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<style" not in visitor.page.text
    assert "style=" not in visitor.page.text
    assert visitor.page.headers["Cache-Control"] == "no-store"
    style = re.search(r'rel="stylesheet" href="([^"]+)"', visitor.page.text)[1]
    look = visitor.client.get(style)
    assert look.content_type == "text/css; charset=utf-8"
    assert "immutable" in look.headers["Cache-Control"]


def test_the_pages_wear_the_panels_tokens(repository: Path) -> None:
    panel = (repository / "extension/src/panel/tokens.css").read_text("utf-8")
    assert (repository / "server/vertel/templates/pages/tokens.css").read_text("utf-8") == panel


def test_the_pages_show_the_organisation_s_mark_and_colour_and_no_other_picture(world: World) -> None:
    admin, other = world.key("admin"), picture(world).json["id"]
    mark = picture(world).json["id"]
    visitor = Visitor(world)
    plain = style_of(visitor)
    wishes = {"mark_id": mark, "accent": {"light": "#7a1f5c", "dark": "#f0a6d6"}}
    tag = world.client.get(f"{API}/settings", headers=admin).headers["ETag"]
    changed = world.client.patch(f"{API}/settings", json=wishes, headers=admin | {"If-Match": tag})
    assert changed.status_code == 200, changed.text

    coloured = style_of(visitor)
    assert coloured.startswith(plain)
    assert {"--accent: #7a1f5c;", "--accent: #f0a6d6;"} <= {line.strip() for line in coloured.splitlines()}
    source = re.search(r'<img class="mark" src="([^"]+)" alt="">', visitor.page.text)[1]
    assert "img-src 'self' data:;" in visitor.page.headers["Content-Security-Policy"]
    shown = visitor.client.get(source)
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert visitor.client.get(source.replace(mark, other)).status_code == 404


def style_of(visitor: Visitor) -> str:
    """The look of the page on which one signs in."""
    visitor.open("/sign-in")
    return visitor.client.get(re.search(r'rel="stylesheet" href="([^"]+)"', visitor.page.text)[1]).text
