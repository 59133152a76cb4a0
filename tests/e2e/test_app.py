"""The web page at /app/, at a phone's size, in real browsers on a real server: the same panel, another way out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from e2e.bidi import BidiError
from e2e.chromium import ChromiumBrowser, ChromiumTab
from e2e.colleague import newcomer
from e2e.harness import Browser, Tab, until
from e2e.inserting import open_composer
from e2e.replica_server import ReplicaServer
from e2e.states.steps import by, expect_focus, unfold, wait_for, wait_for_the_list, write
from e2e.states.the_app import FRESH, the_app
from e2e.test_accessibility import faults_in
from support.ports import free_port
from support.server import KEY, Server, make_tables, running

OPENED = "/feed/?shareActive=true"
PHONE = (390, 844)
SUGGESTION = "The eel gets through again"

Start = Callable[..., AbstractContextManager[Server]]

KEPT = """async (key) => new Promise((done) => {
  const opening = indexedDB.open("vertel");
  opening.onsuccess = () => {
    const reading = opening.result.transaction("kept").objectStore("kept").get(key);
    reading.onsuccess = () => { opening.result.close(); done(reading.result ?? null); };
  };
})"""

# Everything that a script in the page could read without opening the worker's database.
IN_REACH = """() => {
  const seen = [document.cookie, JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const name of Object.getOwnPropertyNames(window)) {
    try { seen.push(JSON.stringify(window[name])); } catch { /* it refers to itself: the browser's own */ }
  }
  return [...seen, document.documentElement.outerHTML, JSON.stringify(history.state), location.href].join("\\n");
}"""

# Asks the page's worker from wherever this runs, as our own page would; "silence" when nothing comes back.
ASK = """async (message) => {
  const { active } = await navigator.serviceWorker.getRegistration("/app/");
  const { port1, port2 } = new MessageChannel();
  active.postMessage(message, [port2]);
  return new Promise((done) => { port1.onmessage = ({ data }) => done(data ?? "silence"); });
}"""


@pytest.fixture
def start(extension_dist: Path) -> Iterator[Start]:
    """Starts the server of the demo company, with the data of the times before, at an address new to every browser."""
    with TemporaryDirectory(prefix="vertel-app-") as name:
        folder, port = Path(name), free_port()
        database = f"sqlite:///{folder / 'vertel.sqlite3'}"
        stopped = Server("", {**KEY, "VERTEL_DATABASE_URL": database, "VERTEL_PUBLIC_URL": f"http://127.0.0.1:{port}"})
        make_tables(stopped)
        stopped.vertel("seed", "--without-year")

        @contextmanager
        def again(app: Path | None = None) -> Iterator[Server]:
            settings = {
                "VERTEL_DESTINATION_HOSTS": "*.ottervliet.example",
                "VERTEL_APP_DIR": str(app or extension_dist / "app"),
            }
            with running(folder, database, port=port, migrated=True, **settings) as server:
                yield server

        yield again


@pytest.fixture
def phone(browser: Browser, company: Server) -> ChromiumTab:
    """A tab of Chromium to make a phone of, on which nobody has opened the page of the demo company's server yet."""
    assert isinstance(browser, ChromiumBrowser)
    browser.forget_site(company.url)
    page = browser.new_tab()
    assert isinstance(page, ChromiumTab)
    return page


in_chromium = pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)


def shares_of(server: Server, email: str) -> list[tuple[str, str | None]]:
    """How each share of a colleague was made, and whether with a link."""
    path = server.environment["VERTEL_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        shares = "shares JOIN employees ON employees.id = employee_id"
        asked = f"SELECT method, link_id FROM {shares} WHERE email = ? ORDER BY shares.id"  # noqa: S608  our own words
        return connection.execute(asked, (email,)).fetchall()


def as_phone(tab: Tab) -> Tab:
    """The tab on a phone, as far as the browser can pretend."""
    if isinstance(tab, ChromiumTab):
        tab.as_phone(*PHONE)
    else:
        tab.resize(*PHONE)
    return tab


def another_version(app: Path, folder: Path, *, whole: bool) -> Path:
    """The build as a later one would be, whose page has another title; or only half of it has arrived."""
    copy = shutil.copytree(app, folder)
    page = (copy / "index.html").read_bytes()
    version = re.search(rb'data-version="([0-9a-f]{12})"', page)
    assert version is not None
    later = page.replace(b"<title>Vertel<", b"<title>Vertel 2<").replace(version[1], b"0123456789ab")
    hashes = [base64.b64encode(hashlib.sha256(text).digest()).decode() for text in (page, later)]
    worker = (copy / "sw.js").read_text()
    assert hashes[0] in worker
    (copy / "index.html").write_bytes(later)
    worker = worker.replace(version[1].decode(), "0123456789ab")
    (copy / "sw.js").write_text(worker.replace(hashes[0], hashes[1]) if whole else worker)
    return copy


def test_from_an_invitation_to_a_post_and_on_without_a_connection(
    browser: Browser, start: Start, replica: ReplicaServer, extension_dist: Path, tmp_path: Path
) -> None:
    page = as_phone(browser.new_tab())
    with start() as server:
        address = f"{server.url}/app/"
        email, code = newcomer(server)
        accept_the_invitation(page, address, code)
        nothing_secret_is_in_reach(page, server)
        page.wait_for(LATER_VIEWS_CAME_LATER)
        can_be_installed(page, address)
        text = write_and_open_linkedin(page, replica)
        assert until("the share has arrived", lambda: shares_of(server, email) or None)[0][0] == "copy"
        the_text_can_be_pasted(browser, text)
        page.to_front()
        # what was told the first time must not be taken for the second
        page.evaluate("() => document.querySelector('.toast .icon-button')?.click()")
        page.wait_for("document.querySelector('.toast') === null")
        page.click(by("insert"))
        page.wait_for("document.querySelector('[data-about=opened]') !== null")
        until("LinkedIn has opened again", lambda: sum(OPENED in one.path for one in replica.requests) == 2)
        back_goes_one_view_back(page)

    # no server: the page opens all the same, and keeps what is written and done
    open_offline(page, address)
    page.click(by("insert"))
    page.wait_for("document.querySelector('[data-about=opened]') !== null")

    broken = another_version(extension_dist / "app", tmp_path / "broken", whole=False)
    with start(broken) as server:
        page.to_front()
        page.open(address)
        wait_for_the_list(page)
        assert page.evaluate(UPDATED) is False
        page.open(address)
        assert page.evaluate("document.title") == "Vertel"

    whole = another_version(extension_dist / "app", tmp_path / "whole", whole=True)
    with start(whole) as server:
        # at the first look the new version is fetched, and shown as soon as nobody is disturbed by it
        until("the new version", lambda: shown_at(page, address) == "Vertel 2")
        wait_for_the_list(page)
        # the text that was opened twice is one share; the one of the time without a server, with the plain address,
        # came after it: a try that came too early is made again after half a minute
        until("both shares have arrived", lambda: len(shares_of(server, email)) >= 2)
        assert [link is None for _method, link in shares_of(server, email)] == [False, True]


def shown_at(page: Tab, address: str) -> str | None:
    """Which version of the page is there when it is opened; not known when it is just being loaded anew."""
    try:
        page.open(address)
        wait_for_the_list(page)
        # browsers look by themselves too, when it suits them
        page.evaluate(UPDATED)
        return str(page.evaluate("document.title"))
    except (PlaywrightError, BidiError):
        return None


UPDATED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const found = await registration.update().catch(() => null);
  const fresh = found?.installing ?? found?.waiting;
  if (!fresh) return false;
  while (fresh.state === "installing") await new Promise((done) => { fresh.onstatechange = done; });
  return fresh.state !== "redundant";
}"""
"""Has the browser look for a new version of the worker; whether there is one that works."""

LATER_VIEWS_CAME_LATER = """() => {
  const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
  const [painted] = performance.getEntriesByName("first-contentful-paint");
  return scripts.at(-1)?.startTime > painted?.startTime;
}"""
"""What the list can do without was asked for behind the first picture."""


def accept_the_invitation(page: Tab, address: str, code: str) -> None:
    """The code comes along with the address, and does not stay there."""
    page.open(f"{address}#code={code}")
    wait_for(page, "setup-consent")
    assert page.evaluate("location.href") == address
    page.click(by("setup-consent"))
    wait_for(page, "setup-code")
    assert page.evaluate("document.querySelector('#code').value") == code
    assert not page.shows(by("setup-server"))
    wait_for(page, "invitation-read")
    expect_focus(page, by("setup-connect"))
    page.click(by("setup-connect"))
    wait_for_the_list(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def nothing_secret_is_in_reach(page: Tab, server: Server) -> None:
    """The tokens are the worker's, and it answers our own page's well-formed questions only."""
    session = page.evaluate(KEPT, "session")
    assert len(session["access"]) > 20
    in_reach = page.evaluate(IN_REACH)
    assert session["access"] not in in_reach
    assert session["refresh"] not in in_reach

    question = {"type": "library", "query": {}}
    answer = page.evaluate(ASK, question)
    assert answer["ok"]
    assert session["access"] not in json.dumps(answer)
    assert page.evaluate(ASK, question | {"more": 1}) == page.evaluate(ASK, {"type": "session"}) == "silence"
    elsewhere = page.evaluate("location.href")
    page.open(f"{server.url}/docs")
    assert page.evaluate(ASK, question) == page.evaluate(ASK, {"type": "sign_out"}) == "silence"
    page.open(elsewhere)
    wait_for_the_list(page)


def can_be_installed(page: Tab, address: str) -> None:
    """What browsers ask of a page before they offer to put it among the apps."""
    page.wait_for("navigator.serviceWorker.controller?.scriptURL === location.href + 'sw.js'")
    manifest = fetch_json(page.evaluate("document.querySelector('link[rel=manifest]').href"))
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/app/", "/app/", "/app/")
    assert (manifest["name"], manifest["display"]) == ("Vertel", "standalone")
    icons = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert icons == {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in manifest["icons"]:
        with urllib.request.urlopen(address + icon["src"], timeout=10) as answer:
            assert answer.read(8) == b"\x89PNG\r\n\x1a\n"
    if isinstance(page, ChromiumTab):
        protocol = page.page.context.new_cdp_session(page.page)
        assert protocol.send("Page.getAppManifest")["errors"] == []
        assert protocol.send("Page.getInstallabilityErrors")["installabilityErrors"] == []


def fetch_json(url: str) -> Any:
    """A document of the server."""
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def write_and_open_linkedin(page: Tab, replica: ReplicaServer) -> str:
    """Make a text one's own and take it to LinkedIn, which opens beside; the text."""
    page.click(by("suggestion-item"), SUGGESTION)
    page.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    text: str = "Wat een dag! " + page.evaluate("document.querySelector('#editor').value")
    write(page, text)
    page.click(by("insert"))
    page.wait_for("document.querySelector('[data-about=opened]') !== null")
    opened = until("LinkedIn was opened", lambda: [one.path for one in replica.requests if OPENED in one.path] or None)
    # only a phone, where pasting is a nuisance, gets the text in the address
    assert ("&text=Wat%20een%20dag" in opened[0]) == isinstance(page, ChromiumTab)
    return text


def the_text_can_be_pasted(browser: Browser, text: str) -> None:
    """It is on the clipboard, as a person finds out."""
    composer = open_composer(browser, "/feed/?variant=a&placeholder=none")
    composer.click('[componentkey="ShareBox_textEditor"]')
    composer.press("Control+v")
    composer.wait_for("replica.text().includes('/r/')")
    assert re.sub(r"\s+", " ", composer.evaluate("replica.text()")).strip() == re.sub(r"\s+", " ", text).strip()
    assert composer.evaluate("replica.posts") == 0


def back_goes_one_view_back(page: Tab) -> None:
    """The browser's Back does what Escape does, also after a jump to another part."""
    page.to_front()
    page.go_back()
    wait_for_the_list(page)
    page.wait_for(f"document.activeElement?.matches('{by('suggestion-item')}')")
    page.click(by("tab-you"))
    page.click(by("settings"))
    page.wait_for("document.querySelector('.settings') !== null")
    page.go_back()
    wait_for(page, "you")
    page.click(by("tab-list"))
    wait_for_the_list(page)
    page.click(by("suggestion-item"))
    page.wait_for("document.querySelector('#editor') !== null")
    page.press("Escape")
    wait_for_the_list(page)
    page.wait_for("(history.state?.steps ?? 0) === 0")


def open_offline(page: Tab, address: str) -> None:
    """With no server, the list is there, and a draft outlives the page."""
    page.open(address)
    wait_for_the_list(page)
    wait_for(page, "stale-note")
    page.click(by("suggestion-item"), "Thursday is soup day")
    page.wait_for("document.querySelector('#editor')?.value.length > 20")
    write(page, "Een half woo")
    page.wait_for("document.querySelector('#editor').value === 'Een half woo'")
    page.open(address)
    page.wait_for("document.querySelector('#editor')?.value === 'Een half woo'")


@in_chromium
def test_on_a_phone_the_share_sheet_takes_text_and_picture(phone: ChromiumTab, company: Server) -> None:
    phone.as_phone(*PHONE)
    email, code = newcomer(company)
    accept_the_invitation(phone, f"{company.url}/app/", code)
    phone.click(by("suggestion-item"), SUGGESTION)
    phone.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    phone.evaluate(SHEET)
    phone.click(by("insert"))
    phone.wait_for("window.handed.length === 1")
    # the sheet was closed again: nothing happened, and nothing is said
    phone.wait_for("document.querySelector('[data-testid=insert]').ariaDisabled === 'false'")
    assert not phone.shows(".toast")
    phone.click(by("insert"))
    phone.wait_for("document.querySelector('[data-about=handed_over]') !== null")
    [_, (text, files)] = phone.evaluate("window.handed")
    assert text == phone.evaluate("document.querySelector('#editor').value")
    assert files == [["image/webp", True]]
    until("one share", lambda: [method for method, _ in shares_of(company, email)] == ["copy"])
    tip_by_the_sheet(phone, company, email)
    # a sheet that the browser refuses is no dead end
    phone.evaluate("() => { navigator.share = () => Promise.reject(new DOMException('', 'NotAllowedError')); }")
    phone.click(by("insert"))
    phone.wait_for("document.querySelector('[data-about=opened]') !== null")
    assert [method for method, _ in shares_of(company, email)] == ["copy", "tip"]


def tip_by_the_sheet(phone: ChromiumTab, company: Server, email: str) -> None:
    """The sheet takes the line for one person, too; one that was closed again is no tip."""
    phone.evaluate("() => { window.handed = []; }")
    unfold(phone, "tip")
    phone.wait_for("document.querySelector('#tip')?.value.includes('/r/')")
    phone.click(by("tip-share"))
    phone.wait_for("window.handed.length === 1")
    phone.click(by("tip-share"))
    phone.wait_for("window.handed.length === 2")
    assert phone.evaluate("window.handed[1]") == [phone.evaluate("document.querySelector('#tip').value"), []]
    until("the tip", lambda: [method for method, _ in shares_of(company, email)] == ["copy", "tip"])


SHEET = """() => {
  window.handed = [];
  navigator.canShare = () => true;
  navigator.share = async ({ text, files = [] }) => {
    window.handed.push([text, files.map(({ type, size }) => [type, size > 1000])]);
    if (window.handed.length === 1) throw new DOMException("", "AbortError");
  };
}"""


@in_chromium
def test_what_only_the_page_shows_shuts_nobody_out(phone: ChromiumTab, company: Server) -> None:
    found: dict[str, Any] = {}
    phone.as_phone(320, 640)
    # each language and each scheme once: the walk through the panel has all four together
    for language, scheme in [("nl", "light"), ("en", "dark")]:
        phone.pretend_media(color_scheme=scheme, reduced_motion="reduce")
        phone.open(f"{company.url}/app/")
        phone.evaluate(FRESH, language)
        phone.open(f"{company.url}/app/")
        for state in the_app(phone, newcomer(company)[1]):
            found |= {f"{state} ({language}, {scheme})": faults for faults in [faults_in(phone)] if faults}
    phone.page.add_init_script("delete Navigator.prototype.serviceWorker")
    phone.open(f"{company.url}/app/")
    wait_for(phone, "not-here")
    assert faults_in(phone) == []
    assert found == {}
