"""The employee's own page and what is opened from it."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import NOT_THERE, REMOVE, STORE, STORED, by, reopen, wait_for

OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
KEPT = ['kept:{"type":"transparency","language":"nl"}', 'kept:{"type":"transparency","language":"en"}']


def you(panel: Tab) -> Iterator[str]:
    """The employee's own page, all that they decide there, and the two ways out."""
    panel.click(by("tab-you"))
    wait_for(panel, "quiet-week")
    yield "you"
    panel.click(by("quiet-month"))
    wait_for(panel, "quiet-end")
    yield "you-quiet"
    panel.click(by("quiet-end"))
    wait_for(panel, "quiet-week")
    yield from what_my_employer_sees(panel)
    yield from settings(panel)
    yield from leaving(panel)
    panel.click(by("settings"))
    panel.click(by("signout"))
    wait_for(panel, "signout-stay")
    yield "sign-out-asked"
    panel.click(by("signout-confirm"))
    wait_for(panel, "setup-server")
    yield "signed-out"


def what_my_employer_sees(panel: Tab) -> Iterator[str]:
    """The letter, folded and unfolded, from another day, and when there is none."""
    panel.click(by("transparency"))
    wait_for(panel, "seen-held")
    yield "what-my-employer-sees"
    panel.evaluate(OPEN_ALL)
    yield "what-my-employer-sees-unfolded"
    panel.click(by("back"))
    session = without_a_server(panel)
    panel.click(by("transparency"))
    wait_for(panel, "seen-old")
    yield "what-my-employer-sees-offline"
    panel.evaluate(REMOVE, KEPT)
    panel.click(by("back"))
    panel.click(by("transparency"))
    wait_for(panel, "seen-failed")
    yield "what-my-employer-sees-failed"
    panel.click(by("back"))
    panel.evaluate(STORE, session)


def without_a_server(panel: Tab) -> dict[str, object]:
    """From now on the server cannot be reached; what to store to be back."""
    session: dict[str, dict[str, object]] = panel.evaluate(STORED, ["session"])
    panel.evaluate(STORE, {"session": {**session["session"], "server": NOT_THERE}})
    return dict(session)


def settings(panel: Tab) -> Iterator[str]:
    """The settings, with the counting on and off, and the data saved or not."""
    panel.click(by("settings"))
    wait_for(panel, "counting")
    yield "settings"
    panel.click(by("export"))
    panel.wait_for("document.querySelector('[data-about=exported]') !== null")
    yield "data-saved"
    session = without_a_server(panel)
    panel.click(by("export"))
    panel.wait_for("document.querySelector('[data-about=export_failed]') !== null")
    yield "data-not-saved"
    panel.click(".toast .icon-button")
    panel.click(by("counting"))
    panel.wait_for("document.querySelector('[data-about=change_failed]') !== null")
    yield "change-failed"
    panel.evaluate(STORE, session)
    panel.click(by("counting"))
    panel.wait_for("async () => (await chrome.storage.local.get('account')).account.counting === false")
    yield "settings-counting-paused"
    panel.click(by("back"))
    wait_for(panel, "counting-paused")
    yield "you-counting-paused"
    panel.click(by("count-again"))
    panel.wait_for(f"document.querySelector('{by('counting-paused')}') === null")


def leaving(panel: Tab) -> Iterator[str]:
    """What goes and what stays, the question, and the last word; nobody is erased for it."""
    panel.click(by("leave"))
    wait_for(panel, "leaving")
    yield "leave"
    panel.click(by("leave-now"))
    wait_for(panel, "leave-now-stay")
    yield "leave-asked"
    session = without_a_server(panel)
    panel.click(by("leave-now-confirm"))
    wait_for(panel, "leave-now-failed")
    yield "leave-failed"
    panel.click(by("leave-now-stay"))
    panel.evaluate(STORE, {**session, "leaving": "done"})
    wait_for(panel, "goodbye")
    yield "goodbye"
    panel.evaluate(REMOVE, ["leaving"])
    reopen(panel)
    panel.click(by("tab-you"))
    wait_for(panel, "you")
