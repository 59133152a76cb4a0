"""Whatever became of what the browser keeps, the panel opens, says what is wrong, and loses no text."""

from __future__ import annotations

import pytest

from e2e.colleague import EMAIL, connect
from e2e.harness import Browser, Tab
from e2e.states.steps import REMOVE, STORE, STORED, begin, by, reopen, wait_for, wait_for_the_list, write
from support.server import Server

TEXT = "Dit schreef ik zelf."

KEYS = "async () => Object.keys(await chrome.storage.local.get(null))"
SHOWN = "document.querySelector('main h1, main h2, main [data-testid]') !== null"
DAMAGES = ['{"cut off', 7, [], {"from": {"a": "newer version"}}, None]

WRITE_A_DRAFT = """async (text) => {
  const { account, "library::": { items } } = await chrome.storage.local.get(["account", "library::"]);
  const key = `draft:${account.id}:${items[0].id}`;
  await chrome.storage.local.set({ [key]: { chosen: "own", texts: { own: text }, link: "campaign" } });
  return [key, items[0].title];
}"""

FILL = """() => {
  window.before = { set: chrome.storage.local.set, setItem: Storage.prototype.setItem };
  chrome.storage.local.set = () => Promise.reject(new Error("QUOTA_BYTES quota exceeded"));
  Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
MAKE_ROOM = """() => {
  chrome.storage.local.set = window.before.set;
  Storage.prototype.setItem = window.before.setItem;
}"""


@pytest.fixture
def panel(browser: Browser, company: Server) -> Tab:
    """The panel of a colleague who is connected and wrote something."""
    panel = browser.open_empty_page()
    panel.resize(400, 760)
    begin(panel, "nl")
    connect(panel, company, company.vertel("employee", "invite", EMAIL))
    return panel


def test_every_stored_key_damaged_in_turn_leaves_a_panel_that_opens(panel: Tab) -> None:
    draft, _ = panel.evaluate(WRITE_A_DRAFT, TEXT)
    everything = panel.evaluate(STORED, panel.evaluate(KEYS))
    for key in everything:
        for damage in DAMAGES:
            panel.evaluate(STORE, {key: damage})
            reopen(panel)
            assert panel.evaluate(SHOWN), (key, damage)
        # all of it: a session that cannot be read has ended for the account too
        panel.evaluate(STORE, everything)
    panel.evaluate(REMOVE, [draft])
    reopen(panel)
    wait_for_the_list(panel)


def test_a_draft_that_cannot_be_read_is_there_to_copy_and_to_throw_away(panel: Tab) -> None:
    draft, title = panel.evaluate(WRITE_A_DRAFT, TEXT)
    panel.evaluate(STORE, {draft: {"chosen": "own", "texts": {"own": TEXT}, "link": 7}})
    reopen(panel)
    panel.click(by("suggestion-item"), title)
    wait_for(panel, "detail")
    panel.click(by("back"))
    wait_for(panel, "set-aside")
    assert TEXT in panel.text(by("set-aside"))
    panel.click(by("set-aside-throw-away"))
    panel.wait_for("(selector) => document.querySelector(selector) === null", by("set-aside"))


def test_the_writer_is_told_when_nothing_more_is_kept_and_the_text_stays(panel: Tab) -> None:
    panel.click(by("suggestion-item"))
    wait_for(panel, "detail")
    panel.wait_for("document.querySelector('#editor') !== null")
    panel.evaluate(FILL)
    write(panel, TEXT)
    wait_for(panel, "not-kept")
    assert panel.evaluate("document.querySelector('#editor').value") == TEXT
    panel.evaluate(MAKE_ROOM)
    panel.click(by("not-kept-retry"))
    panel.wait_for("(selector) => document.querySelector(selector) === null", by("not-kept"))
    reopen(panel)
    panel.wait_for("(text) => document.querySelector('#editor')?.value === text", TEXT)
