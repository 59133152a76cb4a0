"""What an administrator sets is what colleagues see, from the next time that they open the panel."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab
from e2e.states.steps import begin, by, reopen, unfold, wait_for, wait_for_the_list
from e2e.test_accessibility import faults_in
from support.server import Server

LINES = [
    {"language": "nl", "do": "Vertel het zoals je het aan een vriend zou vertellen.", "dont": "Noem geen klanten."},
    {"language": "en", "do": "Say it as you would to a friend.", "dont": "Name no customers."},
]
WISHES = {
    "accent": {"light": "#0a4f9e", "dark": "#9ac4ff"},
    "guidance": LINES,
    "offers": {"ideas": False, "personal_links": False, "composer_button": False},
}
SHOWN_ACCENT = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
PRESSED = """() => {
  const { color, backgroundColor } = getComputedStyle(document.querySelector('.button.primary'));
  return [color, backgroundColor];
}"""
SCOPES = "[...document.querySelectorAll('[data-testid=link-scope]')].map((one) => one.dataset.value)"


def change(server: Server, wishes: dict[str, Any]) -> None:
    """As an administrator does it."""
    key = server.vertel("key", "create", "--role", "admin", "--name", "console")
    url, headers = f"{server.url}/api/v1/settings", {"Authorization": f"Bearer {key}"}
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as answer:
        headers |= {"If-Match": answer.headers["ETag"], "Content-Type": "application/json"}
    request = urllib.request.Request(url, json.dumps(wishes).encode(), headers, method="PATCH")
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.status == 200


def open_a_suggestion(panel: Tab) -> None:
    wait_for_the_list(panel)
    panel.click(by("suggestion-item"))
    unfold(panel, "link")
    wait_for(panel, "link-scope")


def test_what_is_not_offered_is_not_there_and_what_is_asked_stands_where_one_writes(
    browser: Browser, own_company: Server
) -> None:
    change(own_company, WISHES)
    panel = browser.open_empty_page()
    panel.resize(400, 800)
    begin(panel, "nl")
    connect(panel, own_company, newcomer(own_company)[1])
    assert not panel.shows(by("tab-ideas"))
    assert faults_in(panel) == []

    open_a_suggestion(panel)

    said = " ".join(panel.text(by("guidance")).split())
    assert said == "Wel: Vertel het zoals je het aan een vriend zou vertellen. Liever niet: Noem geen klanten."
    assert panel.evaluate(SCOPES) == ["campaign", "none"]
    assert panel.evaluate(PRESSED) in (
        ["rgb(255, 255, 255)", "rgb(10, 79, 158)"],
        ["rgb(26, 26, 26)", "rgb(154, 196, 255)"],
    )
    assert faults_in(panel) == []
    panel.click(by("back"))
    panel.click(by("tab-you"))
    panel.click(by("settings"))
    wait_for(panel, "signout")
    assert not panel.shows(by("composer-button"))


def test_what_is_offered_again_comes_back_by_itself(browser: Browser, own_company: Server) -> None:
    panel = browser.open_empty_page()
    panel.resize(400, 800)
    begin(panel, "en")
    connect(panel, own_company, newcomer(own_company)[1])
    assert panel.shows(by("tab-ideas"))
    assert panel.evaluate(SHOWN_ACCENT).strip() in {"#1b6b4f", "#7dd3ae"}
    change(own_company, WISHES)
    reopen(panel)
    panel.wait_for("(selector) => document.querySelector(selector) === null", by("tab-ideas"))

    change(own_company, {"offers": {"ideas": True, "personal_links": True}, "accent": None, "guidance": []})
    reopen(panel)

    panel.wait_for("(selector) => document.querySelector(selector) !== null", by("tab-ideas"))
    open_a_suggestion(panel)
    assert panel.evaluate(SCOPES) == ["campaign", "personal", "none"]
    assert not panel.shows(by("guidance"))
    assert panel.evaluate(SHOWN_ACCENT).strip() in {"#1b6b4f", "#7dd3ae"}
