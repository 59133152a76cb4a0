"""An administrator adds feeds in the console, having looked first, and sees how it stands with each."""

from __future__ import annotations

import pytest

from e2e.console import ADMIN, go_to, sign_in
from e2e.harness import Browser, Tab
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.feed_server import FeedServer, answering
from support.feeds import item, json_feed
from support.server import Server

GONE = "document.querySelector('dialog') === null"
STATES = "[...document.querySelectorAll('[data-testid=feed-row] .state')].map((state) => state.innerText)"
STAND = f"""(states) => {{
  document.querySelector('[data-testid=look-again]').click();
  return {STATES}.join() === states;
}}"""


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_a_feed_is_looked_at_first_and_a_failing_one_says_why(browser: Browser, own_company: Server) -> None:
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    sign_in(page, own_company, ADMIN)
    with answering() as careers:
        publish(careers)
        go_to(page, own_company, "organisation/feeds")
        look_first(page, careers.url)
        page.fill(by("feed-name"), "Careers site")
        page.click(by("feed-submit"))
        page.wait_for(GONE)
        page.wait_for(STAND, "Fine")
        add(page, "News", f"{careers.base}/news")
        page.wait_for(STAND, "Fine,Failing")

        assert page.text(by("feed-outcome")) == "3 items · 2 new drafts · 1 left out"
        assert "Last answer" in page.text(by("feed-row"))
        assert "Next look" in page.text(by("feed-row"))
        assert "404 Not Found: there is nothing at this address" in page.text(by("feed-failure"))
        assert faults_in(page) == []
        page.click(by("feed-drafts"), "2 drafts")
        page.wait_for("document.querySelectorAll('[data-testid=suggestion]').length === 2")


def publish(careers: FeedServer) -> None:
    """Two vacancies, and one that leads to somebody else's site."""
    ours = "https://www.ottervliet.example"
    items = [
        item("welder", title="Welder in Zwolle", url=f"{ours}/welder"),
        item("driver", title="Driver in Tiel", url=f"{ours}/driver"),
        item("stranger", title="Elsewhere", url="https://elsewhere.example.net/"),
    ]
    careers.answer(json_feed(items), "application/feed+json")


def look_first(page: Tab, url: str) -> None:
    """What an address would give is shown item by item before anything is stored."""
    page.click(by("add-feed"))
    page.fill(by("feed-url"), url)
    page.click(by("feed-preview"))
    wait_for(page, "feed-previewed")
    told = page.text(by("feed-previewed"))
    assert "Read as json-feed" in told
    assert "Welder in Zwolle becomes a draft" in told
    assert "Elsewhere left out" in told


def add(page: Tab, name: str, url: str) -> None:
    """Add a feed without having looked."""
    page.click(by("add-feed"))
    page.fill(by("feed-url"), url)
    page.fill(by("feed-name"), name)
    page.press("Control+Enter")
    page.wait_for(GONE)
