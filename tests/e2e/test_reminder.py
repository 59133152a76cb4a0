"""A reminder that an employee sets themselves: a number on the icon on its day, and the suggestion on top."""

from __future__ import annotations

from e2e.colleague import connect, newcomer
from e2e.harness import Browser
from e2e.states.steps import by, reopen, wait_for, wait_for_the_list
from e2e.test_accessibility import faults_in
from support.server import Server

CHOOSE = """(selector) => {
  const select = document.querySelector(selector);
  select.selectedIndex = 1;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""
BADGE = "(text) => chrome.action.getBadgeText({}).then((shown) => shown === text)"
COME_DUE = """async () => {
  const all = await chrome.storage.local.get(null);
  const key = Object.keys(all).find((name) => name.startsWith("reminder:"));
  await chrome.storage.local.set({ [key]: Date.now() - 1 });
}"""


def test_somebody_is_reminded_once_on_the_day_that_they_picked(browser: Browser, company: Server) -> None:
    _email, code = newcomer(company)
    panel = browser.open_panel()
    connect(panel, company, code)
    second = panel.evaluate("document.querySelectorAll('.row-open')[2].dataset.id")
    panel.click(f'[data-id="{second}"]')
    wait_for(panel, "remind")
    panel.evaluate(CHOOSE, by("remind"))
    panel.wait_for("async () => (await chrome.alarms.get('reminder')) !== undefined")
    assert faults_in(panel) == []
    assert panel.evaluate(BADGE, "")
    panel.click(by("back"))
    wait_for_the_list(panel)

    panel.evaluate(COME_DUE)
    panel.wait_for(BADGE, "1")
    reopen(panel)
    panel.wait_for("(id) => document.querySelector('.today .row-open')?.dataset.id === id", second)
    assert panel.text("#today") in {"You wanted to be reminded of this", "Hieraan wilde je herinnerd worden"}
    panel.click(".today .row-open")
    wait_for(panel, "remind")
    panel.wait_for(BADGE, "")
