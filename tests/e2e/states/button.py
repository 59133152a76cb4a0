"""The setting for the button in LinkedIn's composer."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab, until
from e2e.states.steps import by, wait_for, wait_for_the_list

SWITCH = by("composer-button")
TOAST = "[data-about=composer-button]"


def the_button(panel: Tab) -> Iterator[str]:
    """Off, asked, on, and off again."""
    open_the_setting(panel)
    yield "button-off"
    panel.click(SWITCH)
    wait_for(panel, "composer-button-no")
    yield "button-asked"
    panel.click(by("composer-button-yes"))
    panel.wait_for(f"document.querySelector('{SWITCH}[aria-checked=true]') !== null")
    panel.wait_for(f"document.querySelector('{TOAST}') !== null")
    yield "button-on"
    panel.click(".toast .icon-button")
    panel.click(SWITCH)
    panel.wait_for(f"document.querySelector('{SWITCH}[aria-checked=false]') !== null")
    panel.wait_for(f"document.querySelector('{TOAST}') !== null")
    yield "button-off-again"
    panel.click(by("back"))
    panel.click(by("tab-list"))
    wait_for_the_list(panel)


def open_the_setting(panel: Tab) -> None:
    """To the settings, with the switch in sight."""
    panel.click(by("tab-you"))
    until("the settings", lambda: in_the_settings(panel))
    wait_for(panel, "composer-button")
    panel.text(SWITCH)


def in_the_settings(panel: Tab) -> bool:
    """Whether one is there; presses once more when what loads meanwhile pushed the line away from under the mouse."""
    if panel.shows(".settings"):
        return True
    if panel.shows(by("you")):
        panel.click(by("settings"))
    else:
        panel.press("Escape")
    return False
