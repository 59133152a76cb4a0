"""A share survives the browser stopping our worker while the server is away, and arrives once when it is back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from e2e.chromium import ChromiumBrowser
from e2e.colleague import EMAIL, connect
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, reopen, write
from support.ports import free_port
from support.server import running

COPIES = 3
WAITING = "async () => Object.keys(await chrome.storage.local.get(null)).filter((key) => key.startsWith('outbox:'))"


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_shares_outlive_the_worker_and_the_server_and_arrive_once(browser: Browser, tmp_path: Path) -> None:
    database, port = f"sqlite:///{tmp_path / 'vertel.sqlite3'}", free_port()
    settings = {"VERTEL_DESTINATION_HOSTS": "*.ottervliet.example"}
    assert isinstance(browser, ChromiumBrowser)
    with running(tmp_path, database, port=port, **settings) as server:
        server.vertel("seed", "--without-year")
        panel = browser.open_panel()
        connect(panel, server, server.vertel("employee", "invite", EMAIL))
        panel.click(by("suggestion-item"))
        panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")

    panel.evaluate("() => { navigator.clipboard.writeText = () => Promise.resolve(); }")
    for number in range(COPIES):
        write(panel, f"Mijn woorden, {number}")  # the same text would be the same share
        copy(panel)
        browser.kill_workers()
        until("the share is stored", lambda: len(panel.evaluate(WAITING)) == number + 1)  # noqa: B023  waited for at once

    with running(tmp_path, database, port=port, migrated=True, **settings) as server:
        reopen(panel)
        browser.kill_workers()
        until("nothing waits any more", lambda: reopened_until_sent(panel))
        shares = json.loads(server.vertel("export", EMAIL))["shares"]
    assert [share["method"] for share in shares] == ["copy"] * COPIES


def copy(panel: Tab) -> None:
    """Copies the text, which counts as a share, and waits until the panel says that it is done."""
    panel.click(by("copy"))
    panel.wait_for("document.querySelector('[data-about=copied]') !== null")
    panel.click(".toast .icon-button")
    panel.wait_for("document.querySelector('[data-about=copied]') === null")


def reopened_until_sent(panel: Tab) -> bool:
    """Open the panel once more, as somebody would; a worker that was stopped on its way begins again then."""
    reopen(panel)
    return bool(panel.evaluate(WAITING) == [])
