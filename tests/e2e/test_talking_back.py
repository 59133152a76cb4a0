"""A colleague talks back, sends in an idea, is answered and thanked, and sees what their sharing led to."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.harness import Browser, Tab, until
from e2e.states.first_run import the_first_run
from e2e.states.steps import by, choose_photo, reopen, type_when_leaving, unfold, wait_for, wait_for_the_list
from support.server import Server, running
from support.world import BROWSER, HOST, suggestion_request

TITLE = "Maintenance engineer, Zwolle"


@pytest.fixture
def server() -> Iterator[Server]:
    """A real server."""
    with TemporaryDirectory(prefix="vertel-talking-") as name:
        settings = {"VERTEL_DESTINATION_HOSTS": HOST}
        with running(Path(name), f"sqlite:///{Path(name) / 'vertel.sqlite3'}", **settings) as server:
            yield server


class Editor:
    """A program with an editor's key."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._key = server.vertel("key", "create", "--role", "editor", "--name", "talking")

    def call(self, path: str, document: dict[str, Any] | None = None) -> Any:
        """What the API answers."""
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        data = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(f"{self._server.url}/api/v1{path}", data, headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def reports(self, **sums: int) -> bool:
        """Whether so much has been counted."""
        overview = self.call("/reports/overview")
        return all(overview[name] == count for name, count in sums.items())


def test_what_a_colleague_says_is_heard_and_answered(server: Server, browser: Browser) -> None:
    editor = Editor(server)
    suggestion = editor.call("/suggestions", suggestion_request(title=TITLE))
    code = server.vertel("employee", "invite", "noor@example.com", "--language", "en")
    server.connect_colleagues()
    panel = browser.open_panel()
    panel.resize(400, 800)
    for _state in the_first_run(panel, server, code):
        pass
    link = share_with_a_personal_link(panel)
    say_that_it_is_not_for_me(panel)
    told = editor.call(f"/suggestions/{suggestion['id']}/feedback")["comments"]
    assert [(one["reaction"], one["reason"], one["comment"]) for one in told] == [
        ("not_for_me", "too_salesy", "I would say it myself.")
    ]
    assert told[0]["colleague"] is not None

    idea = send_an_idea_whose_answer_is_lost(panel, editor)
    editor.call(f"/ideas/{idea['id']}/reply", {"text": "Lovely! We will use it."})
    editor.call(f"/ideas/{idea['id']}/adopt", {})
    read_the_answer(panel)

    assert server.follow(link, BROWSER)[0] == 302
    until("the share and the click are counted", lambda: editor.reports(shares=1, clicks=1))
    editor.call(f"/suggestions/{suggestion['id']}/thanks", {"text": "Two people applied through your story."})
    be_thanked(panel)
    see_what_it_led_to(panel)


def share_with_a_personal_link(panel: Tab) -> str:
    """Copies a text; the link in it."""
    panel.click(by("suggestion-item"), TITLE)
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    campaign = panel.evaluate(_LINK)
    unfold(panel, "link")
    panel.click(by("link-scope") + "[data-value=personal]")
    panel.wait_for(f"(campaign) => ![undefined, campaign].includes({_LINK})", campaign)
    panel.evaluate("() => { navigator.clipboard.writeText = () => Promise.resolve(); }")
    panel.click(by("copy"))
    panel.wait_for("document.querySelector('[data-about=copied]') !== null")
    panel.click(".toast .icon-button")
    link: str = panel.evaluate(_LINK)
    return link


def say_that_it_is_not_for_me(panel: Tab) -> None:
    """First a like, then not, with a reason and signed words; it is there again when the suggestion is."""
    panel.click(by("talk-like"))
    wait_for(panel, "talk-take-back")
    panel.wait_for(_NOTHING_ON_ITS_WAY)
    panel.click(by("talk-not_for_me"))
    panel.wait_for(_NOTHING_ON_ITS_WAY)
    panel.click(by("talk-too_salesy"))
    panel.wait_for(_NOTHING_ON_ITS_WAY)
    panel.click(by("talk-comment-open"))
    panel.fill(by("talk-comment"), "I would say it ")
    reopen(panel)
    panel.wait_for("document.querySelector('#talk-comment')?.value === 'I would say it '")
    panel.click(by("talk-comment"))
    panel.press("Control+End")
    panel.type("myself.")
    panel.click(by("talk-signing") + "[data-value=signed]")
    panel.click(by("talk-send"))
    wait_for(panel, "talk-said")
    panel.click(by("back"))
    panel.click(by("suggestion-item"), TITLE)
    panel.wait_for("document.querySelector('[data-testid=talk-too_salesy][aria-pressed=true]') !== null")
    assert panel.text(by("talk-said")) == "I would say it myself."
    panel.click(by("talk-hide"))
    # it was the only one
    wait_for(panel, "show-hidden")
    panel.click(by("toast-action"))
    wait_for_the_list(panel)


_READ_SLOWLY = """() => {
  const read = createImageBitmap;
  globalThis.createImageBitmap = async (...given) => {
    await new Promise((readOn) => { globalThis.readOn = readOn; });
    return read(...given);
  };
}"""


def send_an_idea_whose_answer_is_lost(panel: Tab, editor: Editor) -> dict[str, Any]:
    """Writes one in two goes, sends it twice; the one idea that there is then."""
    panel.click(by("tab-ideas"))
    wait_for(panel, "ideas-empty")
    panel.click(by("idea-new"))
    panel.fill(by("idea-text"), "The new pump is in its place.")
    panel.evaluate(_READ_SLOWLY)
    choose_photo(panel)
    panel.wait_for("globalThis.readOn !== undefined")
    # not by `click`, which would wait until it may be sent
    panel.evaluate("(send) => { document.querySelector(send).click(); }", by("idea-send"))
    assert not panel.shows(by("idea-discard"))
    # a photo that is being read is not left behind
    panel.evaluate("() => { readOn(); }")
    panel.wait_for("document.querySelector('.photo-frame img')?.naturalWidth > 0")
    panel.fill(by("photo-alt"), "A yellow pump")
    panel.click(by("people") + "[data-value=somebody]")
    panel.fill(by("person-name"), "Samira ")
    type_when_leaving(panel, by("person-name"), "Haddad")
    reopen(panel)
    panel.click(by("tab-ideas"))
    panel.click(by("idea-draft"))
    wait_for(panel, "idea-person")
    assert panel.evaluate("(name) => document.querySelector(name).value", by("person-name")) == "Samira Haddad"
    panel.evaluate(_LOSE_ANSWERS, "send_idea")
    panel.click(by("idea-send"))
    wait_for(panel, "idea-failed")
    assert len(editor.call("/ideas")["items"]) == 1
    reopen(panel)
    panel.click(by("tab-ideas"))
    panel.click(by("idea-draft"))
    panel.click(by("idea-send"))
    wait_for(panel, "idea")
    assert not panel.shows(by("idea-draft"))

    (idea,) = editor.call("/ideas")["items"]
    assert (idea["text"], idea["colleague"]) == ("The new pump is in its place.", None)
    assert [(photo["width"], photo["alt"]) for photo in idea["images"]] == [(2048, "A yellow pump")]
    assert [(one["name"], one["consent_until"]) for one in idea["people"]] == [("Samira Haddad", None)]
    found: dict[str, Any] = idea
    return found


def read_the_answer(panel: Tab) -> None:
    """A dot says that there is one; read, it goes."""
    reopen(panel)
    wait_for(panel, "ideas-news")
    panel.click(by("tab-ideas"))
    panel.click(by("idea"))
    assert "Lovely! We will use it." in panel.text(by("idea-reply"))
    wait_for(panel, "became")
    panel.wait_for("document.querySelector('[data-testid=became]').dataset.status === 'adopted'")
    panel.click(by("back"))
    wait_for(panel, "idea")
    panel.wait_for("document.querySelector('.dot') === null")
    panel.click(by("tab-list"))
    wait_for_the_list(panel)


def be_thanked(panel: Tab) -> None:
    """Above the list until it is put away; on their own page it stays."""
    reopen(panel)
    assert "Two people applied" in panel.text(by("thanks-note"))
    panel.click(by("thanks-put-away"))
    panel.wait_for(f"document.querySelector('{by('thanks-note')}') === null")
    panel.click(by("tab-you"))
    assert "Two people applied" in panel.text(by("thanks"))


def see_what_it_led_to(panel: Tab) -> None:
    """One share, one click, and to which suggestion they belong."""
    panel.click(by("to-impact"))
    sentence = "In the last 30 days you shared once and your own links were clicked once."
    assert panel.text(by("impact-sentence")) == sentence
    panel.click(f"{by('impact-table')} summary")
    assert panel.text(f"{by('impact-table')} tfoot").split() == ["Together", "1", "1"]
    assert TITLE in panel.text(by("impact-suggestion"))
    panel.press("Escape")
    panel.wait_for(f"document.activeElement?.matches('{by('to-impact')}')")


_LINK = r"document.querySelector('#editor')?.value.match(/https?:\S+\/r\/\w+/)?.[0]"

_NOTHING_ON_ITS_WAY = "document.querySelector('[data-testid=talk]')?.ariaBusy === 'false'"

_LOSE_ANSWERS = """(type) => {
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = async (message) => {
    const answer = await send(message);
    return message.type === type ? { ok: false, failure: { kind: "offline" } } : answer;
  };
}"""
