"""An editor opens the console, reads what waits, and looks at what came of it all."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from e2e.asking import call
from e2e.console import sign_in
from e2e.harness import Browser
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

SENTENCE = "document.querySelector('[data-testid=chart]').getAttribute('aria-label')"
ROWS = "document.querySelectorAll('[data-testid=breakdown] tbody tr').length > 0"
IS_TODAY = "document.querySelector('[data-testid=headline]') !== null"


def happen(server: Server) -> None:
    """A colleague of the demo company shares a suggestion, and says something about it."""
    grant = {"grant_type": "enrolment_code", "code": server.vertel("employee", "invite", "noor@ottervliet.example")}
    noor = call(server, "nobody", "/auth/token", "POST", grant)["access_token"]
    suggestion = call(server, noor, "/suggestions")["items"][0]["id"]
    said = {"reaction": "like", "comment": "Mooi verteld.", "signed": True}
    call(server, noor, f"/suggestions/{suggestion}/feedback", "PUT", said)
    share = {"id": str(uuid.uuid4()), "suggestion_id": suggestion, "method": "copy"}
    share["occurred_at"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert call(server, noor, "/shares", "POST", [share])["accepted"] == 1


def test_what_waits_is_read_and_gone_and_the_numbers_are_told_apart(browser: Browser, own_company: Server) -> None:
    happen(own_company)
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    sign_in(page, own_company)
    wait_for(page, "waiting-comments")
    wait_for(page, "all-numbers")
    assert faults_in(page) == []

    page.click(by("waiting-comments") + " .waiting-text")
    page.click(by("mark-read"))
    page.wait_for("document.querySelector('[data-testid=mark-read]') === null")
    page.go_back()
    page.wait_for(IS_TODAY)
    page.wait_for("document.querySelector('[data-testid=waiting-comments]') === null")

    page.click(by("all-numbers"))
    wait_for(page, "chart")
    clicks = page.evaluate(SENTENCE)
    page.click(by("figure-shares"))
    page.wait_for(f"(clicks) => {SENTENCE} !== clicks", clicks)
    assert page.evaluate(SENTENCE).startswith("1 share, ")
    page.click(by("by") + "[data-value=team]")
    page.wait_for("location.search === '?show=shares&by=team'")
    page.wait_for(ROWS)
    page.click(by("over-time-table") + " summary")
    assert faults_in(page) == []
    page.resize(320, 800)
    assert faults_in(page) == []
    page.go_back()
    page.wait_for("location.search === '?show=shares'")
