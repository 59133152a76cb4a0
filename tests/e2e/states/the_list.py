"""The list of suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from e2e.states.said import SAID
from e2e.states.steps import (
    NOT_THERE,
    REMOVE,
    STORE,
    STORED,
    by,
    choose_in_list,
    reopen,
    wait_for,
    wait_for_the_list,
)

SEEN_LONG_AGO = {"seen": {"since": 0, "ids": []}}

# A suggestion that has left the list since a draft of it was begun: a copy under another id.
LEAVE_A_DRAFT = """async (draft) => {
  const { account, "library::": { items } } = await chrome.storage.local.get(["account", "library::"]);
  const gone = { ...items.at(-1), id: "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42" };
  const keys = ["draft", "opened"].map((kind) => `${kind}:${account.id}:${gone.id}`);
  await chrome.storage.local.set({ [keys[0]]: draft, [keys[1]]: gone });
  return keys;
}"""


def the_list(panel: Tab, language: str) -> Iterator[str]:
    """The list, full and empty, fresh and old."""
    panel.wait_for("document.querySelectorAll('.tile > span').length === 0")
    yield "list"
    panel.evaluate("() => document.activeElement.blur()")
    panel.press("?")
    wait_for(panel, "keys-dialog")
    yield "keys"
    panel.press("Escape")
    panel.wait_for("document.querySelector('dialog') === null")
    panel.fill(by("search"), "qqq")
    wait_for(panel, "empty")
    yield "list-nothing-found"
    panel.click(".empty button")
    wait_for_the_list(panel)
    yield from new_and_left_behind(panel, language)
    yield from saved_and_hidden(panel)
    yield from without_a_server(panel)


def new_and_left_behind(panel: Tab, language: str) -> Iterator[str]:
    """What is new, and the draft of something that has gone."""
    panel.evaluate(STORE, SEEN_LONG_AGO)
    draft = {"chosen": "own", "texts": {"own": SAID[language].draft}, "link": "campaign"}
    left: list[str] = panel.evaluate(LEAVE_A_DRAFT, draft)
    reopen(panel)
    wait_for(panel, "new")
    yield "list-new"
    wait_for(panel, "drafts")
    yield "list-draft-of-something-gone"
    panel.evaluate(REMOVE, left)
    reopen(panel)
    wait_for_the_list(panel)


def saved_and_hidden(panel: Tab) -> Iterator[str]:
    """What was put aside; in the end nothing is any more."""
    choose_in_list(panel, "saved")
    wait_for(panel, "empty")
    yield "saved-nothing"
    panel.click(".empty button")
    wait_for_the_list(panel)
    panel.click(by("save"))
    wait_for_toast(panel, "save")
    choose_in_list(panel, "saved")
    panel.wait_for("document.querySelectorAll('.row').length === 1")
    yield "saved"
    panel.click(by("save"))
    wait_for_toast(panel, "unsave")
    choose_in_list(panel, "all")
    panel.wait_for("document.querySelectorAll('.row').length > 5")
    panel.click(by("hide"))
    wait_for_toast(panel, "hide")
    yield "list-one-hidden"
    panel.click(".toast .icon-button")
    panel.click(by("show-hidden"))
    wait_for(panel, "suggestion-item")
    yield "hidden"
    panel.click(by("unhide"))
    wait_for(panel, "empty")
    yield "hidden-nothing"
    panel.click(by("back"))
    wait_for_the_list(panel)


def without_a_server(panel: Tab) -> Iterator[str]:
    """What is kept is shown, and nothing is changed that the server does not know of."""
    session = panel.evaluate(STORED, ["session"])
    panel.evaluate(STORE, {"session": {**session["session"], "server": NOT_THERE}})
    reopen(panel)
    wait_for(panel, "stale-note")
    yield "list-offline"
    panel.click(by("hide"))
    wait_for_toast(panel, "mark-failed")
    yield "hide-failed"
    kept: dict[str, Any] = panel.evaluate(STORED, ["library::"])
    everything = kept["library::"]
    panel.evaluate(STORE, {"library::": {**everything, "items": []}, "library:::hidden": everything})
    reopen(panel)
    wait_for(panel, "show-hidden")
    yield "list-everything-hidden"
    panel.evaluate(REMOVE, ["library::", "library:::hidden"])
    reopen(panel)
    wait_for(panel, "load-failed")
    yield "list-failed"
    panel.evaluate(STORE, {**session, **kept})
    reopen(panel)
    wait_for_the_list(panel)


def wait_for_toast(panel: Tab, about: str) -> None:
    """Wait until a toast says how something went."""
    panel.wait_for("(about) => document.querySelector('.toast')?.dataset.about === about", about)
