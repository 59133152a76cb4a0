"""An editor in the console uploads a file and mends it there, and makes, moves and withdraws a link."""

from __future__ import annotations

import pytest

from e2e.asking import call
from e2e.console import go_to, sign_in
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

SITE = "https://www.ottervliet.example"
FILE = (
    "\ufeffkind;title;destination_url;publish_at;caption_nl_personal;caption_en_personal;external_id\r\n"
    f'story;De sluis;{SITE}/sluis;2027-01-04;"Bij Ottervliet.\r\nHet was koud. {{link}}";Cold. {{link}};x-1\r\n'
    f"stori;Peilbuizen;{SITE}/peil;01/02/2027;Tekst {{link}};Text {{link}};x-2\r\n"
    f"event;Open huis;{SITE}/huis;2027-01-05;Kom je ook? {{link}};Are you coming? {{link}};x-3\r\n"
)
CHOOSE = """(text) => {
  const chosen = new DataTransfer();
  chosen.items.add(new File([text], "maart.csv", { type: "text/csv" }));
  const input = document.querySelector("[data-testid=upload-file]");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""
FITS = "document.documentElement.scrollWidth <= window.innerWidth"
QR_IS_DRAWN = "(document.querySelector('.qr-drawing')?.naturalWidth ?? 0) > 0"


def console(browser: Browser, server: Server) -> Tab:
    """The console, with an editor signed in."""
    page = browser.new_tab(window=True)
    page.resize(1200, 900)
    sign_in(page, server)
    return page


def stored(server: Server, key: str) -> set[str]:
    """The names of what was uploaded."""
    found = call(server, key, "/suggestions?view=manage&limit=100")["items"]
    return {one["external_id"] for one in found if str(one["external_id"]).startswith("x-")}


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_a_file_is_mended_in_place_and_what_is_left_is_stored(browser: Browser, own_company: Server) -> None:
    key = own_company.vertel("key", "create", "--role", "editor", "--name", "looks")
    page = console(browser, own_company)
    go_to(page, own_company, "upload")
    wait_for(page, "drop")

    page.evaluate(CHOOSE, FILE)
    wait_for(page, "entries")

    assert stored(own_company, key) == set()
    assert not page.shows(by("entry-4-1")), "only the cells that are wrong are open"
    assert faults_in(page) == []
    page.click(by("upload-store"))
    until("two rows are stored", lambda: stored(own_company, key) == {"x-1", "x-3"} or None)

    page.click("a.place", "Links")
    wait_for(page, "new-link")
    page.click("a.place", "Upload")
    wait_for(page, "entry-4-0")
    page.fill(by("entry-4-0"), "story")
    page.press("Enter")
    page.fill(by("entry-4-3"), "2027-02-01")
    page.press("Enter")
    page.wait_for("(selector) => document.querySelector(selector)?.textContent !== 'Refused'", by("entry-4-status"))
    page.resize(320, 800)
    assert page.evaluate(FITS)
    assert faults_in(page) == []
    page.click(by("upload-store"))
    wait_for(page, "upload-done")

    assert stored(own_company, key) == {"x-1", "x-2", "x-3"}


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_a_link_is_made_drawn_moved_and_withdrawn(browser: Browser, own_company: Server) -> None:
    key = own_company.vertel("key", "create", "--role", "editor", "--name", "looks")
    page = console(browser, own_company)
    go_to(page, own_company, "links")
    wait_for(page, "empty")
    page.click(by("new-link"))
    page.fill("#link-destination", "https://elsewhere.example/")
    page.fill("#link-code", "poster")
    page.click(by("make-link"))
    wait_for(page, "link-destination-fault")
    page.fill("#link-destination", f"{SITE}/stage")

    page.press("Control+Enter")

    wait_for(page, "link-dialog")
    page.wait_for(QR_IS_DRAWN)
    assert faults_in(page) == []
    page.fill("#change-destination", f"{SITE}/stages")
    page.click(by("change-link"))
    page.wait_for("document.querySelector('.link-history') !== null")
    page.click(by("withdraw-link"))
    page.click(by("withdraw-yes"))
    until("it is withdrawn", lambda: call(own_company, key, "/links/poster")["withdrawn_at"])
    assert call(own_company, key, "/links/poster")["destination_url"] == f"{SITE}/stages"
    page.resize(320, 800)
    assert page.evaluate(FITS)
    page.press("Escape")
    page.wait_for("document.querySelector('dialog') === null")

    go_to(page, own_company, "links?show=pages")
    wait_for(page, "pages")
    assert faults_in(page) == []
    page.click(by("check-pages"))
    until("the check began", lambda: call(own_company, key, "/reports/destinations")["check"])
