"""The server's sign-in pages in real browsers: nobody is shut out of them, and they take no mouse and no script."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.harness import Browser, Tab, until
from e2e.test_accessibility import faults_in
from support.devices import GRANT
from support.mail_server import MailServer, mail_server
from support.server import Server, running

PHONE = (320, 640)
ADDRESS = "noor@example.com"
HEADINGS = {
    "nl": {"choose": "Aanmelden", "code": "Typ de code", "confirm": "Deze browser koppelen?", "type": "Welke code"},
    "en": {"choose": "Sign in", "code": "Type the code", "confirm": "Connect this browser?", "type": "Which code"},
}


@pytest.fixture(scope="module")
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture(scope="module")
def office(mails: MailServer) -> Iterator[Server]:
    """A server that sends mails."""
    with TemporaryDirectory(prefix="vertel-sign-in-") as name:
        folder, address = Path(name), f"smtp://127.0.0.1:{mails.port}"
        database = f"sqlite:///{folder / 'vertel.sqlite3'}"
        with running(folder, database, workers=1, VERTEL_MAIL_URL=address) as server:
            yield server


def post(office: Server, path: str, document: dict[str, str]) -> tuple[int, Any]:
    """Send a document to the API; return the status and the answer."""
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{office.url}/api/v1{path}", json.dumps(document).encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def asks(office: Server) -> dict[str, Any]:
    status, asked = post(office, "/auth/device", {"name": "Chrome on a rather old Windows of the water company"})
    assert status == 200
    return dict(asked)


def heading(tab: Tab, text: str) -> None:
    tab.wait_for("(text) => document.querySelector('h1')?.textContent.includes(text)", text)


def see(tab: Tab, found: dict[str, list[str]], state: str) -> None:
    """Look the page over, and where the focus is before anything is pressed."""
    faults = faults_in(tab)
    if faults:
        found[state] = faults


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_shuts_anyone_out(browser: Browser, office: Server, language: str) -> None:
    words, asked, found = HEADINGS[language], asks(office), dict[str, list[str]]()
    tab = browser.open(f"{asked['verification_uri_complete']}&lang={language}")
    tab.resize(*PHONE)
    heading(tab, words["choose"])
    see(tab, found, "choose")
    tab.fill("#code", "nonsense")
    tab.press("Enter")
    tab.wait_for("document.querySelector('[role=alert]') !== null")
    tab.wait_for("document.activeElement?.id === 'code'")  # so that the fault is read out
    see(tab, found, "wrong one-time code")
    tab.fill("#email", "nobody@example.com")
    tab.press("Enter")
    heading(tab, words["code"])
    see(tab, found, "code by mail")
    tab.fill("#code", "123")
    tab.press("Enter")
    tab.wait_for("document.querySelector('[role=alert]') !== null")
    see(tab, found, "wrong code by mail")
    tab.open(asked["verification_uri_complete"])
    tab.fill("#code", office.vertel("employee", "invite", ADDRESS))
    tab.press("Enter")
    heading(tab, words["confirm"])
    see(tab, found, "confirm")
    tab.click("button[value=no]")
    tab.wait_for("document.querySelector('form') === null")
    see(tab, found, "refused")
    tab.open(f"{office.url}/sign-in?lang={language}")
    tab.fill("#code", office.vertel("employee", "invite", ADDRESS))
    tab.press("Enter")
    heading(tab, words["type"])
    see(tab, found, "type the code")
    tab.fill("#user_code", "BBBB-BBBB")
    tab.press("Enter")
    tab.wait_for("document.querySelector('[role=alert]') !== null")
    see(tab, found, "nobody's code")
    tab.click(".me button")  # the browser is the next test's, too
    heading(tab, words["choose"])
    assert found == {}


def test_a_browser_is_connected_by_mail_without_a_mouse(browser: Browser, office: Server, mails: MailServer) -> None:
    office.vertel("employee", "invite", ADDRESS)
    asked = asks(office)
    mails.received.clear()
    tab = browser.open(f"{asked['verification_uri_complete']}&lang=en")
    walk_to(tab, "#email")
    tab.type(ADDRESS)
    tab.press("Enter")
    heading(tab, "Type the code")
    (code,) = until("a mail with a code", lambda: mails.codes() or None)
    tab.wait_for("document.activeElement?.id === 'code'")
    tab.type(code)
    tab.press("Enter")
    heading(tab, "Connect this browser?")
    assert tab.text(".code").strip() == asked["user_code"]
    walk_to(tab, "button[value=yes]")
    tab.press("Enter")
    heading(tab, "Connected")
    status, _ = post(office, "/auth/token", {"grant_type": GRANT, "device_code": asked["device_code"]})
    assert status == 200


def walk_to(tab: Tab, selector: str) -> None:
    """Press Tab until the focus is there, and is seen to be there."""
    for _ in range(20):
        tab.press("Tab")
        if tab.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
            assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
            return
    raise AssertionError(f"the focus does not come to {selector}")
