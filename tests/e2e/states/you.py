"""The employee's own page and what is opened from it."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import by, wait_for


def you(panel: Tab) -> Iterator[str]:
    """The employee's own page, the settings, and the question before signing out."""
    panel.click(by("tab-you"))
    wait_for(panel, "you")
    yield "you"
    panel.click(by("settings"))
    yield "settings"
    panel.click(by("signout"))
    yield "sign-out-asked"
    panel.click(by("signout-confirm"))
    wait_for(panel, "setup-server")
    yield "signed-out"
