"""The employee's own page and what is opened from it."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab, until
from e2e.states.steps import (
    NOT_THERE,
    REMOVE,
    STORE,
    STORED,
    by,
    expect_focus,
    pretend,
    reopen,
    wait_for,
    wait_for_the_list,
)

OPEN_ALL = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
DEVICES = [
    {"id": f"019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e4{number}", "name": name, "created_at": day, "current": number == 0}
    for number, (name, day) in enumerate(
        [("Chrome, Linux", "2026-11-23"), ("Safari, iOS", "2026-09-02"), (None, "2025-12-15")]
    )
]
"""A computer, a phone, and something from before devices had names."""

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
    yield from ended(panel)
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
    wait_for(panel, "device")
    yield "settings"
    yield from devices(panel)
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


def devices(panel: Tab) -> Iterator[str]:
    """Where somebody is signed in, the question before one is ended, and what may go wrong."""
    pretend(panel, devices=DEVICES, end_device="offline")
    reenter_settings(panel)
    panel.wait_for(f"document.querySelectorAll('{by('device')}').length === 3")
    show(panel, "devices")
    yield "devices"
    panel.click(f"{by('device')} button")
    panel.wait_for("document.querySelector('[role=alertdialog]') !== null")
    yield "device-asked"
    panel.click(".ask-answers .button")
    panel.wait_for("document.querySelector('[role=alertdialog] .note') !== null")
    yield "device-failed"
    pretend(panel, devices=DEVICES, end_device=True)
    panel.click(".ask-answers .button")
    panel.wait_for("document.querySelector('[data-about=device_ended]') !== null")
    expect_focus(panel, "#devices")
    yield "device-ended"
    panel.click(".toast .icon-button")
    pretend(panel, devices="offline")
    reenter_settings(panel)
    wait_for(panel, "devices-failed")
    show(panel, "devices")
    yield "devices-failed"
    pretend(panel)
    panel.click(by("devices-failed-retry"))
    wait_for(panel, "device")


def reenter_settings(panel: Tab) -> None:
    """Leave the settings and come back."""
    panel.click(by("back"))
    panel.click(by("settings"))
    wait_for(panel, "counting")


def show(panel: Tab, testid: str) -> None:
    """Scroll to something."""
    panel.evaluate("(selector) => document.querySelector(selector).scrollIntoView({ block: 'center' })", by(testid))


def ended(panel: Tab) -> Iterator[str]:
    """What somebody finds whose sign-in was ended elsewhere; here it was not."""
    account: dict[str, dict[str, object]] = panel.evaluate(STORED, ["account"])

    def is_told() -> bool:
        # Again and again: what the server says of the account meanwhile puts it back.
        panel.evaluate(STORE, {"account": {**account["account"], "ended": True}})
        return panel.shows(by("connect"))

    until("the panel says that the sign-in ended", is_told)
    yield "session-ended"
    panel.evaluate(STORE, account)
    wait_for_the_list(panel)
    panel.click(by("tab-you"))


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
