"""The page on which people who are shown say yes or no: nobody is shut out, and each button does what it says."""

from __future__ import annotations

from typing import Any

import pytest

from e2e.asking import call
from e2e.harness import Browser, Tab
from e2e.test_accessibility import NARROW, faults_in
from support.server import Server


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_state_of_the_page_shuts_anyone_out(browser: Browser, own_company: Server, language: str) -> None:
    key = own_company.vertel("key", "create", "--role", "editor", "--name", f"consent {language}")
    link = asked(own_company, key)
    page = browser.open(f"{link}?lang={language}")
    page.resize(NARROW, 640)
    found = {"asked": faults_in(page)}
    for state, answer in (("agreed", "yes"), ("withdrawn", "no")):
        heading = page.text("h1")
        page.click(f"button[value={answer}]")
        page.wait_for("(before) => document.querySelector('h1').innerText !== before", heading)
        assert page.evaluate("document.documentElement.lang") == language
        found[state] = faults_in(page)
    page.open(f"{own_company.url}/consent/vc_nothing?lang={language}")
    found["gone"] = faults_in(page)
    assert {state: faults for state, faults in found.items() if faults} == {}


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_somebody_says_yes_and_takes_it_back_without_a_mouse(browser: Browser, own_company: Server) -> None:
    key = own_company.vertel("key", "create", "--role", "editor", "--name", f"keyboard {browser.kind}")
    page = browser.open(f"{asked(own_company, key)}?lang=en")
    page.wait_for("document.querySelector('img.picture')?.naturalWidth > 0")
    press_by_keyboard(page, "yes")
    page.wait_for("document.querySelector('h1').innerText.startsWith('You agreed')")
    press_by_keyboard(page, "no")
    page.wait_for("document.querySelector('h1').innerText === 'You do not agree'")


def press_by_keyboard(page: Tab, answer: str) -> None:
    """Get to a button by the Tab key, and press it."""
    page.to_front()
    for _ in range(20):
        page.press("Tab")
        if page.evaluate(f"document.activeElement.matches('button[value={answer}]')"):
            page.press("Enter")
            return
    raise AssertionError(f"no way to {answer} by keyboard")


def asked(server: Server, key: str) -> str:
    """The link of somebody in a suggestion with a picture, who was not asked before."""
    items: list[dict[str, Any]] = call(server, key, "/suggestions?view=manage&limit=100")["items"]
    shown = [item for item in items if item["people"] and item["image"] and item["status"] == "published"]
    for item in shown:
        consents = call(server, key, f"/suggestions/{item['id']}/consents")["items"]
        for one in consents:
            if one["asked_on"] is None:
                path = f"/suggestions/{item['id']}/people/{one['person_id']}/consent-request"
                link: str = call(server, key, path, "POST", {"by": "link"})["url"]
                return link
    raise AssertionError("everybody was asked already")
