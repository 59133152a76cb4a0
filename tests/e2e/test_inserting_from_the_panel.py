"""From the panel into a post, on a real server: the link as shown, a text that waits, Undo, the picture, no server."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from e2e.asking import token_of
from e2e.colleague import newcomer
from e2e.harness import Browser, Tab, until
from e2e.inserting import open_composer, type_lines
from e2e.replica_server import ReplicaServer
from e2e.states.first_run import the_first_run
from e2e.states.inserting import close_toast
from e2e.states.steps import (
    NOT_THERE,
    REMOVE,
    STORE,
    STORED,
    begin,
    by,
    reopen,
    unfold,
    wait_for,
    wait_for_the_list,
    write,
)
from e2e.states.suggestion import TITLES
from support.server import Server

ANOTHER = "Hoe een gemaal de regen ziet aankomen"
THIRD = "Waarom een gemaal soms achteruit werkt"
NEW_POST = "/sharing/compose"

OPEN = """(selector, title) => {
  [...document.querySelectorAll(selector)].find((row) => row.textContent.includes(title)).click();
}"""
EDITOR = "document.querySelector('#editor').value"
URL = f"document.querySelector('{by('link-url')}')?.textContent"

# A tab that the extension opened is none of the test's, but the panel may look into it, as it may write there.
TEXT_OF_OPENED_TAB = """async (path) => {
  const [tab] = await chrome.tabs.query({ url: `https://www.linkedin.com${path}*` });
  if (tab?.status !== "complete") return null;
  const target = { tabId: tab.id };
  const func = () => globalThis.replica?.text() ?? null;
  const [frame] = await chrome.scripting.executeScript({ target, world: "MAIN", func });
  return frame.result;
}"""
CLOSE_OPENED_TAB = """async (path) => {
  const [tab] = await chrome.tabs.query({ url: `https://www.linkedin.com${path}*` });
  await chrome.tabs.remove(tab.id);
}"""

# Keeps what really goes to the clipboard, and the file that is to be saved.
WITNESS = """() => {
  const write = navigator.clipboard.write.bind(navigator.clipboard);
  navigator.clipboard.write = async (items) => {
    const bitmap = await createImageBitmap(await items[0].getType("image/png"));
    window.copied = [bitmap.width, bitmap.height];
    return write(items);
  };
  HTMLAnchorElement.prototype.click = new Proxy(HTMLAnchorElement.prototype.click, {
    apply: (click, link) => { window.saved = [link.download, link.protocol]; return click.call(link); },
  });
}"""


def test_every_way_from_the_panel_into_a_post(browser: Browser, company: Server, replica: ReplicaServer) -> None:
    panel = browser.open_empty_page()
    begin(panel, "nl")
    for _ in the_first_run(panel, company, newcomer(company)[1]):
        pass
    the_choice_of_the_link_is_shown_exactly_and_remembered(panel)
    a_text_waits_until_a_post_is_open(panel, replica)
    an_insertion_that_is_undone_is_no_share(browser, panel, company)
    the_picture_is_taken_along_as_the_server_keeps_it(browser, panel)
    without_a_server_the_links_that_are_here_still_go_in(browser, panel)
    while_the_counting_is_paused_the_plain_address_goes_in(panel)
    assert [tab.evaluate("replica.posts") for tab in browser.tabs[1:]] == [0]
    assert replica.clicks_on_post() == 0


def the_choice_of_the_link_is_shown_exactly_and_remembered(panel: Tab) -> None:
    """What stands beside the choice is what stands in the text; the last choice is the first for another one."""
    look_at(panel, TITLES["nl"])
    counted = url_shown(panel)
    assert "www.ottervliet.example" in panel.text(".link-exactly")
    panel.wait_for("(url) => document.querySelector('#editor').value.includes(url)", counted)
    choose(panel, "personal")
    own = panel.wait_for(f"(before) => {URL} !== before && {URL}", counted)
    panel.wait_for("(url) => document.querySelector('#editor').value.includes(url)", own)
    look_at(panel, ANOTHER)
    unfold(panel, "link")
    assert panel.evaluate(f"document.querySelector('{by('link-scope')} input:checked').value") == "personal"
    choose(panel, "none")
    reopen(panel)
    panel.wait_for(
        "document.querySelector('#editor')?.value && !document.querySelector('#editor').value.includes('http')"
    )
    unfold(panel, "link")
    assert panel.evaluate(f"document.querySelector('{by('link-scope')} input:checked').value") == "none"
    choose(panel, "campaign")
    url_shown(panel)


def a_text_waits_until_a_post_is_open(panel: Tab, replica: ReplicaServer) -> None:
    """LinkedIn is not open. One click opens its page for a new post, where the text goes with a second one."""
    look_at(panel, TITLES["nl"])
    panel.click(by("insert"))
    expect_said(panel, "no_tab")
    panel.click(by("waiting-away"))
    panel.wait_for(f"document.querySelector('{by('waiting')}') === null")
    panel.click(by("insert"))
    panel.click(by("open-post"))
    expect_said(panel, "opened")
    panel.wait_for(f"document.activeElement.matches('{by('insert')}')")
    panel.wait_for(f"async (path) => await ({TEXT_OF_OPENED_TAB})(path) === ''", NEW_POST)
    assert next(request.path for request in replica.requests if request.is_the_pages_own()) == NEW_POST
    panel.to_front()
    reopen(panel)
    expect_said(panel, "opened")
    url_shown(panel)
    text = panel.evaluate(EDITOR)

    panel.click(by("insert"))

    expect_said(panel, "inserted")
    assert panel.evaluate(TEXT_OF_OPENED_TAB, NEW_POST) == text
    assert not panel.shows(by("waiting"))
    panel.evaluate(CLOSE_OPENED_TAB, NEW_POST)
    panel.press("Control+z")  # the post has gone meanwhile
    expect_said(panel, "undo_no_composer")


def an_insertion_that_is_undone_is_no_share(browser: Browser, panel: Tab, company: Server) -> None:
    """Undone with the key and with the mouse; inserted to stay, it is told once the offer has gone."""
    token = token_of(panel)
    until("the first insertion is told", lambda: shares(company, token) == 1)
    composer = open_composer(browser, "/feed/?variant=b&lang=nl")
    type_lines(composer, "Hoi")
    panel.to_front()
    write(panel, "Mijn eigen woorden, zonder link.")
    for undo in ("key", "mouse"):
        insert(panel)
        assert composer.evaluate("replica.text()") == "Hoi Mijn eigen woorden, zonder link."
        panel.press("Control+z") if undo == "key" else panel.click(by("undo"))
        expect_said(panel, "undone")
        assert composer.evaluate("replica.text()") == "Hoi"
    assert (
        panel.evaluate(
            "async () => Object.keys(await chrome.storage.local.get()).filter((key) => /^outbox:/.test(key))"
        )
        == []
    )
    insert(panel)
    panel.click("#editor")
    panel.press("End")
    panel.type(" Nu.")
    panel.press("Control+z")  # in the text it is the text's own
    assert panel.shows('[data-about="inserted"]')
    panel.click(by("back"))  # it stands, and nobody offers to undo it any more
    until("the share is told", lambda: shares(company, token) == 2)


def the_picture_is_taken_along_as_the_server_keeps_it(browser: Browser, panel: Tab) -> None:
    """Copied as a PNG and saved under the suggestion's name, in its full size."""
    look_at(panel, TITLES["nl"])
    panel.evaluate(WITNESS)
    panel.click(by("picture-unfold"))
    panel.click(by("picture-copy"))
    expect_said(panel, "picture_copied")
    close_toast(panel)
    assert panel.evaluate("window.copied") == [1200, 627]
    panel.click(by("picture-save"))
    expect_said(panel, "picture_saved")
    # a browser may write under another name until all of it is there
    saved = until("the file", lambda: next(iter(browser.downloads.glob("De-paling-komt-er-weer-langs.[jpw]*g*")), None))
    until("the whole of it", lambda: saved.stat().st_size > 1000)
    close_toast(panel)
    name, protocol = panel.evaluate("window.saved")
    assert (name.partition(".")[0], protocol) == ("De-paling-komt-er-weer-langs", "blob:")
    panel.click(by("alt-copy"))
    expect_said(panel, "alt_copied")


def without_a_server_the_links_that_are_here_still_go_in(browser: Browser, panel: Tab) -> None:
    """A link that was fetched before goes on working; for another suggestion the plain address goes in."""
    session = panel.evaluate(STORED, ["session"])
    panel.evaluate(STORE, {"session": {**session["session"], "server": NOT_THERE}})
    look_at(panel, ANOTHER)
    assert "/r/" in url_shown(panel)
    look_at(panel, THIRD)
    wait_for(panel, "link-plain")
    plain = url_shown(panel)
    assert plain.startswith("https://www.ottervliet.example/")
    insert(panel)
    assert "kon niet worden opgehaald" in panel.text(by("in-the-post"))
    assert plain in browser.tabs[-1].evaluate("replica.text()")
    panel.evaluate(STORE, session)


def while_the_counting_is_paused_the_plain_address_goes_in(panel: Tab) -> None:
    """Also when the server says so first; that is no fault, and switching it on again gives the link."""
    stored = panel.evaluate(STORED, ["session", "account"])
    call(stored["session"], "PATCH", "/me", {"counting": False})
    look_at(panel, ANOTHER)
    panel.evaluate(
        REMOVE,
        [
            key
            for key in panel.evaluate("async () => Object.keys(await chrome.storage.local.get())")
            if key.startswith("link:")
        ],
    )
    look_at(panel, THIRD)
    wait_for(panel, "link-plain")
    assert "Hiervoor is geen getelde link" in panel.text(by("link-plain"))
    panel.evaluate(STORE, {"account": {**stored["account"], "counting": False}})
    panel.wait_for(f"document.querySelector('{by('link-plain')}').textContent.includes('gepauzeerd')")
    call(stored["session"], "PATCH", "/me", {"counting": True})
    panel.evaluate(STORE, {"account": stored["account"]})
    unfold(panel, "link")
    panel.wait_for(f"{URL}?.includes('/r/')")


def look_at(panel: Tab, title: str) -> None:
    """Open a suggestion from the list, wherever the panel is."""
    if panel.shows(by("detail")):
        panel.click(by("back"))
    wait_for_the_list(panel)
    # not with the mouse: what is said above the list without a connection moves it under the pointer
    panel.evaluate(OPEN, by("suggestion-item"), title)
    panel.wait_for("(title) => document.querySelector('.detail h1')?.textContent === title", title)
    panel.wait_for("document.querySelector('#editor') !== null")


def choose(panel: Tab, scope: str) -> None:
    """Choose which link goes along."""
    unfold(panel, "link")
    panel.click(f'{by("link-scope")}[data-value="{scope}"]')


def url_shown(panel: Tab) -> str:
    """The link as it will stand in the post, once it is there."""
    unfold(panel, "link")
    url: str = panel.wait_for(URL)
    return url


def insert(panel: Tab) -> None:
    """Insert, into a post that is open."""
    panel.click(by("insert"))
    expect_said(panel, "inserted")


def expect_said(panel: Tab, about: str) -> None:
    """Wait until the panel says what happened."""
    panel.wait_for("(about) => document.querySelector(`[data-about='${about}']`) !== null", about)


def shares(company: Server, token: str) -> int:
    """How many shares the server knows of a colleague."""
    return len(call({"server": company.url, "access": token}, "GET", "/me/export")["shares"])


def call(session: dict[str, Any], method: str, path: str, document: object = None) -> Any:
    """What the API answers to someone with a token."""
    headers = {"Authorization": f"Bearer {session['access']}", "Content-Type": "application/json"}
    data = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"{session['server']}/api/v1{path}", data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)
