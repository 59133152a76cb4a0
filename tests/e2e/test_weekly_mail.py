"""The weekly mail as a colleague meets it: asked for in the panel, sent to oneself, ended without signing in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from e2e.asking import call
from e2e.colleague import connect
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, reopen, wait_for, wait_for_the_list
from e2e.test_accessibility import faults_in
from support.mail_server import MailServer, mail_server
from support.server import Server, running
from support.world import suggestion_request

TITLE = "Maintenance engineer, Zwolle"
CHECKED = "(selector) => document.querySelector(selector)?.checked === true"


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def office(mails: MailServer) -> Iterator[Server]:
    """A server that sends mails."""
    with TemporaryDirectory(prefix="vertel-mails-") as name:
        settings = {
            "VERTEL_MAIL_URL": f"smtp://127.0.0.1:{mails.port}",
            "VERTEL_DESTINATION_HOSTS": "careers.example.com",
        }
        with running(Path(name), f"sqlite:///{Path(name) / 'vertel.sqlite3'}", **settings) as server:
            yield server


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_a_colleague_asks_for_the_weekly_mail_looks_at_one_and_ends_it(
    browser: Browser, office: Server, mails: MailServer
) -> None:
    editor = office.vertel("key", "create", "--role", "editor", "--name", "of the journey")
    call(office, editor, "/suggestions", "POST", suggestion_request())
    code = office.vertel("employee", "invite", "noor@example.com", "--name", "Noor de Wit", "--language", "en")
    panel = browser.open_panel()
    connect(panel, office, code)

    to_the_settings(panel)
    assert panel.evaluate(CHECKED, by("mail-active")) is False
    assert not panel.shows(by("mail-next"))
    panel.click(by("mail-active"))
    wait_for(panel, "mail-next")
    panel.click(by("mail-preview"))
    wait_for(panel, "mail-text")
    assert TITLE in panel.text(by("mail-text"))
    assert faults_in(panel) == []
    panel.click(by("mail-test"))
    (message,) = until("the mail", lambda: mails.received or None)

    page = browser.new_tab()
    page.open(str(message["List-Unsubscribe"]).strip("<>"))
    assert page.text("h1") == "End this mail?"
    assert faults_in(page) == []
    page.click("button")
    page.wait_for("document.querySelector('h1')?.textContent === 'This mail is ended'")

    panel.to_front()
    reopen(panel)
    wait_for_the_list(panel)
    to_the_settings(panel)
    assert panel.evaluate(CHECKED, by("mail-active")) is False


def to_the_settings(panel: Tab) -> None:
    """Open the settings, and wait for what the server says of mails."""
    panel.click(by("tab-you"))
    panel.click(by("settings"))
    wait_for(panel, "mail-active")
