"""What an employee told before: kept in this browser, found again, used again, and forgotten."""

from __future__ import annotations

from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab
from e2e.states.steps import by, reopen, wait_for, wait_for_the_list, write
from e2e.test_accessibility import faults_in
from support.server import Server

NO_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.resolve(); }"
KEPT = (
    "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('history:')).length"
)
OWN = "Bij ons eten we op donderdag samen."


def test_what_was_told_is_found_used_again_and_forgotten(browser: Browser, company: Server) -> None:
    _email, code = newcomer(company)
    panel = browser.open_panel()
    connect(panel, company, code)
    title = panel.text(".today strong")
    panel.evaluate(NO_CLIPBOARD)
    panel.click(by("suggestion-item"))
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    write(panel, OWN)
    panel.click(by("copy"))
    panel.wait_for(f"async () => await ({KEPT})() === 1")

    reopen(panel)
    open_history(panel)
    assert OWN in panel.text(by("past"))
    assert faults_in(panel) == []
    panel.fill(by("history-search"), "vrijdag")
    panel.wait_for(f"document.querySelector('{by('past')}') === null")
    panel.fill(by("history-search"), "DONDERDAG")
    panel.click(by("past-again"))
    panel.wait_for("(own) => document.querySelector('#editor')?.value.startsWith(own)", OWN)
    panel.click(by("back"))
    wait_for(panel, "past")

    panel.click(by("back"))
    panel.click(by("tab-list"))
    wait_for(panel, "drafts")
    assert title in panel.text(by("drafts"))
    open_history(panel)
    panel.click(by("history-forget-all"))
    panel.click(by("history-forget-all-confirm"))
    wait_for(panel, "empty")
    assert panel.evaluate(KEPT) == 0


def open_history(panel: Tab) -> None:
    """From wherever the panel opened."""
    if panel.shows(by("back")):
        panel.click(by("back"))
    wait_for_the_list(panel)
    panel.click(by("tab-you"))
    panel.click(by("history"))
    wait_for(panel, "history-view")
