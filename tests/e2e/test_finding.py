"""Finding something worth telling: why it is there, what is new, what one saves and hides; online and off."""

from __future__ import annotations

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from e2e.colleague import newcomer
from e2e.harness import Browser, Tab, until
from e2e.states.steps import (
    NOT_THERE,
    STORE,
    STORED,
    begin,
    by,
    choose_in_list,
    reopen,
    wait_for,
    wait_for_the_list,
    write,
)
from e2e.states.the_list import wait_for_toast
from support.server import Server

TITLE = "Procesoperator, Zwolle"
TEAMS = {"chromium": "Engineering", "firefox": "Werkplaats"}
"""In each browser a colleague of another team."""

ROWS = "[...document.querySelectorAll('.row')]"
OPENERS = "[...document.querySelectorAll('.row-open')]"
BADGE = "(text) => chrome.action.getBadgeText({}).then((shown) => shown === text)"

KEPT = """async (mark, count) => {
  const key = `library:::${mark}`;
  const { [key]: list } = await chrome.storage.local.get(key);
  return list?.items.length === count;
}"""


@pytest.fixture
def panel(browser: Browser, own_company: Server) -> Tab:
    """The panel of somebody in Zwolle who sees it for the first time."""
    panel = browser.open_empty_page()
    panel.resize(400, 800)
    begin(panel, "nl")
    panel.click(by("setup-consent"))
    panel.fill(by("setup-server"), own_company.url)
    panel.click(by("setup-by-code"))
    panel.fill(by("setup-code"), newcomer(own_company, TEAMS[browser.kind])[1])
    panel.click(by("setup-connect"))
    wait_for_the_list(panel)
    return panel


class Editor:
    """A program of the editors."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.key = server.vertel("key", "create", "--role", "editor", "--name", "finding")

    def publish(self, team: str) -> tuple[str, str]:
        """A vacancy for a team that closes in three days: its path, and its ETag."""
        document = {
            "kind": "vacancy",
            "title": TITLE,
            "audience": {"teams": [team.lower()]},
            "expires_at": (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "captions": [{"language": "nl", "text": "Wij zoeken iemand die water leuk vindt."}],
        }
        answer, etag = self._call("POST", "/suggestions", document)
        return f"/suggestions/{answer['id']}", etag

    def archive(self, path: str, etag: str) -> None:
        """Takes a suggestion away from everybody."""
        self._call("DELETE", path, None, etag)

    def _call(self, method: str, path: str, document: Any, etag: str = "") -> tuple[Any, str]:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "If-Match": etag}
        body = json.dumps(document).encode() if document else None
        url = f"{self.server.url}/api/v1{path}"
        request = urllib.request.Request(url, body, {k: v for k, v in headers.items() if v}, method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null"), answer.headers["ETag"] or ""


def test_a_colleague_finds_something_worth_telling(panel: Tab, own_company: Server, browser_kind: str) -> None:
    team = TEAMS[browser_kind]
    editor = Editor(own_company)
    see_why_each_is_there(panel, team)
    path, etag = editor.publish(team)
    find_what_is_new(panel, team)
    save_for_later(panel)
    hide_and_undo(panel)
    hide_here_and_show_elsewhere(panel)
    look_for_something(panel)
    go_on_without_the_server(panel)
    keep_the_words_when_the_suggestion_goes(panel, lambda: editor.archive(path, etag))
    leave_nothing_on_the_button(panel)


def see_why_each_is_there(panel: Tab, team: str) -> None:
    """Close to home first, in words; vacancies ask and say until when; nothing is new on the first day."""
    assert f"Voor je team {team}" in panel.text(".row")
    assert "Voor Zwolle" in panel.text(".row", "Donderdag is soepdag")
    vacancy = panel.text(".row", "Servicemonteur")
    assert "Wie ken jij?" in vacancy
    assert "t/m " in vacancy
    panel.wait_for("async () => (await chrome.storage.local.get('seen')).seen !== undefined || null")
    assert not panel.shows(by("new"))
    assert panel.evaluate(BADGE, "")


def find_what_is_new(panel: Tab, team: str) -> None:
    """The round behind the panel finds it and counts it; once it stood in the list it is no longer new."""
    panel.click(by("tab-you"))
    panel.evaluate("() => chrome.alarms.create('poll', { when: Date.now() })")
    panel.wait_for(BADGE, "1")
    reopen(panel)
    wait_for(panel, "new")
    assert panel.evaluate("document.querySelectorAll('[data-testid=new]').length") == 1
    row = panel.text(".row", TITLE)
    assert "Nieuw" in row
    assert f"Voor je team {team}" in row
    panel.wait_for(BADGE, "")
    reopen(panel)
    wait_for_the_list(panel)
    assert panel.shows(".row", TITLE)
    assert not panel.shows(by("new"))


def save_for_later(panel: Tab) -> None:
    """With a key from the list; it stays saved."""
    focus(panel, "Donderdag is soepdag")
    panel.press("s")
    wait_for_toast(panel, "save")
    panel.wait_for(KEPT, "saved", 1)
    reopen(panel)
    choose_in_list(panel, "saved")
    panel.wait_for(f"{ROWS}.length === 1")
    assert panel.evaluate("document.querySelector('[data-testid=save]').ariaPressed") == "true"
    choose_in_list(panel, "all")
    panel.wait_for(f"{ROWS}.length > 5")


def hide_and_undo(panel: Tab) -> None:
    """With the mouse and with keys, undone in three ways; each time it is back where it was."""
    place = place_of(panel, "Donderdag is soepdag")
    before = panel.evaluate(f"{ROWS}.length")
    panel.evaluate("(at) => document.querySelectorAll('[data-testid=hide]')[at].click()", place)
    panel.wait_for(f"{ROWS}.length === {before - 1}")
    panel.wait_for(KEPT, "hidden", 1)
    panel.click(by("toast-action"))
    panel.wait_for(KEPT, "hidden", 0)
    panel.wait_for(KEPT, "saved", 1)
    until("back in its place", lambda: place_of(panel, "Donderdag is soepdag") == place)
    panel.wait_for(f"document.activeElement === {OPENERS}[{place}]")  # its neighbour had the focus meanwhile
    panel.press("h")
    panel.wait_for(f"{ROWS}.length === {before - 1} && document.activeElement === {OPENERS}[{place}]")
    panel.wait_for(KEPT, "hidden", 1)
    panel.press("Control+z")
    panel.wait_for(f"{ROWS}.length === {before} && document.activeElement === {OPENERS}[{place}]")
    panel.wait_for(KEPT, "hidden", 0)
    panel.press("h")
    panel.wait_for(KEPT, "hidden", 1)

    reopen(panel)
    panel.wait_for(f"{ROWS}.length === {before - 1}")
    panel.click(by("show-hidden"))
    panel.click(by("suggestion-item"))
    wait_for(panel, "detail")
    reopen(panel)
    wait_for(panel, "unhide")
    panel.click(by("unhide"))
    wait_for(panel, "hide")
    panel.wait_for(KEPT, "hidden", 0)
    panel.press("Escape")
    until("back in its place", lambda: place_of(panel, "Donderdag is soepdag") == place)


def hide_here_and_show_elsewhere(panel: Tab) -> None:
    """What another panel of theirs did later counts for more than what was done in this one."""
    place = place_of(panel, "Donderdag is soepdag")
    suggestion = panel.evaluate(f"{OPENERS}[{place}].dataset.id")
    focus(panel, "Donderdag is soepdag")
    panel.press("h")
    panel.wait_for(KEPT, "hidden", 1)
    panel.evaluate("(message) => chrome.runtime.sendMessage(message)", mark_of(suggestion, "unhide"))
    panel.wait_for(KEPT, "hidden", 0)
    choose_in_list(panel, "vacancy")
    choose_in_list(panel, "all")
    until("back in its place", lambda: place_of(panel, "Donderdag is soepdag") == place)


def mark_of(suggestion: str, mark: str) -> dict[str, str]:
    """What a panel asks of the worker."""
    return {"type": "mark", "suggestionId": suggestion, "mark": mark}


def look_for_something(panel: Tab) -> None:
    """By kind, by language and by word; and what to do when there is nothing."""
    choose_in_list(panel, "vacancy")
    panel.wait_for(f"{ROWS}.every((row) => row.textContent.includes('Vacature'))")
    choose_in_list(panel, "all")
    panel.fill(by("search"), "PALING")
    panel.wait_for(f"{ROWS}.length === 1 && {ROWS}[0].textContent.includes('De paling komt er weer langs')")
    panel.type("qqq")
    wait_for(panel, "empty")
    panel.click(".empty button")
    panel.wait_for(f"{ROWS}.length > 5")


def go_on_without_the_server(panel: Tab) -> None:
    """The list stands there; hiding comes undone, with a word of why; back online it works."""
    focus(panel, "Servicemonteur")
    panel.press("s")
    panel.wait_for(KEPT, "saved", 1)
    session = panel.evaluate(STORED, ["session"])
    panel.evaluate(STORE, {"session": {**session["session"], "server": NOT_THERE}})
    reopen(panel)
    wait_for(panel, "stale-note")
    place = place_of(panel, TITLE)
    focus(panel, TITLE)
    panel.press("h")
    wait_for_toast(panel, "mark-failed")
    assert "niet bereikbaar" in panel.text(".toast")
    until("back in its place", lambda: place_of(panel, TITLE) == place)
    choose_in_list(panel, "saved")
    panel.wait_for(f"{ROWS}.length === 1 && {ROWS}[0].textContent.includes('Servicemonteur')")
    panel.evaluate(STORE, session)
    panel.click(by("toast-action"))
    wait_for_toast(panel, "hide")
    panel.press("Control+z")
    wait_for_toast(panel, "unhide")
    choose_in_list(panel, "all")
    panel.wait_for(f"document.querySelector('{by('stale-note')}') === null")


def keep_the_words_when_the_suggestion_goes(panel: Tab, archive: Any) -> None:
    """A draft outlives what it began with."""
    panel.click(".row", TITLE)
    wait_for(panel, "editor")
    write(panel, "Ik ken er vast een: mijn zus.")
    archive()
    panel.click(by("back"))
    wait_for(panel, "drafts")
    assert "mijn zus" in panel.text(f"{by('drafts')} .row")
    panel.click(f"{by('drafts')} .row")
    panel.wait_for("document.querySelector('#editor')?.value === 'Ik ken er vast een: mijn zus.'")
    reopen(panel)
    panel.wait_for("document.querySelector('#editor')?.value === 'Ik ken er vast een: mijn zus.'")


def leave_nothing_on_the_button(panel: Tab) -> None:
    """No number while the employee wants to be left alone, and none for whoever comes after them."""
    panel.click(by("back"))
    panel.click(by("tab-you"))
    wait_for(panel, "quiet-week")
    panel.evaluate(STORE, {"seen": {"since": 0, "ids": []}})
    panel.wait_for("() => chrome.action.getBadgeText({}).then((shown) => Number(shown) > 5)")
    panel.click(by("quiet-week"))
    panel.wait_for(BADGE, "")
    panel.click(by("quiet-end"))
    panel.wait_for("() => chrome.action.getBadgeText({}).then((shown) => Number(shown) > 5)")
    panel.evaluate("() => chrome.runtime.sendMessage({ type: 'sign_out' })")
    wait_for(panel, "setup-server")
    panel.wait_for(BADGE, "")


def focus(panel: Tab, title: str) -> None:
    """Give a row the focus."""
    panel.evaluate(f"(title) => {OPENERS}.find((one) => one.textContent.includes(title)).focus()", title)


def place_of(panel: Tab, title: str) -> int:
    """The how manieth row has a title, from 0."""
    place: int = panel.evaluate(f"(title) => {ROWS}.findIndex((row) => row.textContent.includes(title))", title)
    return place
