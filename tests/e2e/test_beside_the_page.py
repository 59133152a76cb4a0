"""The extension where it really lives, in a window that can be seen: its icon, the panel beside the page, and the text
in the post. Mouse and keyboard are the screen's own."""

from __future__ import annotations

import os
from pathlib import Path

from e2e.beside import window
from e2e.colleague import connect, newcomer
from e2e.harness import Page, until
from e2e.inserting import LINKEDIN
from e2e.replica_server import HOST, ReplicaServer
from e2e.screen import Screen, screen
from e2e.states.steps import by
from e2e.test_two_languages import LANGUAGES_OF_TITLES, foreign_words
from support.server import Server

FITS = "document.documentElement.scrollWidth <= innerWidth"
ASKS = {"en": "your browser asks", "nl": "je browser"}
KEYS = {"chromium": "Alt+Shift+v", "firefox": "Control+Shift+f"}
PICTURES = os.environ.get("VERTEL_TEST_PICTURES")
"""A folder for pictures of the screen, for whoever wants to look at them."""


def look(screen: Screen, panel: Page, name: str) -> None:
    """Nothing of the panel stands outside its real width."""
    if PICTURES:
        screen.save(Path(PICTURES) / f"{name}.png")
    assert panel.evaluate(FITS), f"{name} is wider than {panel.evaluate('innerWidth')} pixels"


def test_from_the_icon_to_the_text_in_the_post_and_out_again(
    browser_kind: str, company: Server, replica: ReplicaServer, extension_dist: Path
) -> None:
    _email, code = newcomer(company)
    url = f"{LINKEDIN}/feed/?variant=b&lang=en"
    with screen() as seen, window(browser_kind, seen, extension_dist, {HOST: replica.port}, url) as browser:
        page = browser.page()
        page.click("[data-replica-start]")
        page.wait_for("replica.editor() !== null")
        assert not browser.has_panel()
        browser.click_icon()
        panel = browser.panel()
        panel.wait_for("document.querySelector('main') !== null")
        look(seen, panel, f"{browser_kind}-welcome")
        assert panel.evaluate("document.documentElement.lang.slice(0, 2)") == browser.language
        connect(panel, company, code)
        look(seen, panel, f"{browser_kind}-list")
        assert foreign_words(panel, browser.language) == set()
        assert panel.evaluate(LANGUAGES_OF_TITLES) == [browser.language]
        panel.click(by("suggestion-item"))
        panel.wait_for("document.querySelector('[data-testid=\"editor\"]')?.value.includes('/r/')")
        look(seen, panel, f"{browser_kind}-detail")
        assert foreign_words(panel, browser.language) == set()
        panel.wait_for(
            f"document.querySelector('{by('insert-waits')}').textContent.includes('{ASKS[browser.language]}')"
        )
        panel.click(by("insert"))
        browser.allow()  # asked at this moment, for the first time, and not at installation
        page.wait_for("replica.text().includes('/r/')")
        assert replica.strangers() == []
        look(seen, panel, f"{browser_kind}-inserted")
        panel.click(by("undo"))
        page.wait_for("replica.text().trim() === ''")
        look(seen, panel, f"{browser_kind}-undone")
        seen.press(KEYS[browser_kind])  # opens it, and closes it
        until("the panel has gone", lambda: not browser.has_panel())
