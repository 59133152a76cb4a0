"""The first run: what Vertel does, the consent, the connection."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import by, expect_focus, wait_for, wait_for_the_list
from support.server import Server

_CODE_FAULT = f"document.querySelector('{by('code-fault')}')?.innerText"


def the_first_run(panel: Tab, server: Server, code: str) -> Iterator[str]:
    """From the first words to the list."""
    wait_for(panel, "setup-consent")
    yield "consent"
    panel.click(by("setup-continue"))
    panel.wait_for("document.querySelector('#consent-fault') !== null")
    yield "consent-missing"
    panel.click(by("setup-consent"))
    panel.click(by("setup-continue"))
    expect_focus(panel, by("setup-server"))
    yield "connect"
    panel.click(by("setup-connect"))
    empty = panel.text(by("code-fault"))
    yield "connect-empty"
    panel.fill(by("setup-server"), server.url)
    panel.fill(by("setup-code"), "XXXX-XXXX-XXXX")
    panel.click(by("setup-connect"))
    panel.wait_for(f"(empty) => ![undefined, empty].includes({_CODE_FAULT})", empty)
    yield "connect-wrong-code"
    panel.fill(by("setup-code"), code)
    panel.click(by("setup-connect"))
    wait_for_the_list(panel)
