"""Colleagues stay in charge: see what the employer sees, are left alone, are not counted, take their data, and go."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from e2e.asking import call, token_of
from e2e.colleague import connect, newcomer
from e2e.conftest import RETENTION
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, expect_focus, reopen, wait_for
from support.server import Server
from support.world import BROWSER

TEXT_OF = "(selector) => document.querySelector(selector).textContent"
IN_TERMS_OF_THE_API = r"\bnull\b|webhook|/api/|\b[Pp]age of\b"
EVERYTHING = "() => chrome.storage.local.get(null)"


def test_a_colleague_decides_about_themselves_from_the_first_day_to_the_last(browser: Browser, company: Server) -> None:
    panel = browser.open_panel()
    email, code = newcomer(company)
    connect(panel, company, code)
    panel.click(by("tab-you"))
    token = token_of(panel)
    reads_what_the_employer_sees(panel, company, token)
    is_left_alone(panel, company, token)
    is_not_counted(panel, company, token)
    reads_english_first(panel, company, token)
    takes_their_data(browser, panel, company, token, email)
    leaves(panel, company, token, email)


def reads_what_the_employer_sees(panel: Tab, company: Server, token: str) -> None:
    """The letter says all that the server says, with what is set on this one."""
    panel.click(by("transparency"))
    wait_for(panel, "seen-held")
    language = panel.evaluate("document.documentElement.lang.slice(0, 2)")
    told = call(company, token, f"/me/transparency?language={language}")
    assert RETENTION in panel.text(by("set-click-retention"))
    assert str(told["smallest_group"]) in panel.text(by("seen-lead"))
    shown = panel.evaluate("document.querySelector('main').textContent")
    assert [sentence for sentence in sentences(told) if sentence not in shown] == []
    told_of = "".join(panel.evaluate(TEXT_OF, by(part)) for part in ("seen-others", "seen-held", "seen-settings"))
    assert re.findall(IN_TERMS_OF_THE_API, told_of) == []
    fields = {field["name"] for document in told["readable"] for field in document["tells"]}
    assert [name for name in fields if "." in name and name in told_of] == []
    asked = panel.evaluate("chrome.runtime.getManifest().permissions")
    assert [name for name in asked if name not in panel.text(by("permissions"))] == []
    panel.click(by("back"))
    expect_focus(panel, by("transparency"))


def sentences(told: Any) -> set[str]:
    """Return every sentence that the server says to a person."""
    if isinstance(told, list):
        return set().union(*map(sentences, told))
    of_fields = {text for name in ("readable", "tells", "held", "settings") for text in sentences(told.get(name, []))}
    return of_fields | {told[name] for name in ("meaning", "what", "why", "kept", "value") if name in told}


def is_left_alone(panel: Tab, company: Server, token: str) -> None:
    """A week with one click, and back; also when it was ended on another device."""
    panel.click(by("quiet-week"))
    wait_for(panel, "quiet-end")
    expect_focus(panel, by("quiet-end"))
    until_when = datetime.fromisoformat(until("it is known", lambda: call(company, token, "/me")["snoozed_until"]))
    assert abs(until_when - datetime.now(UTC) - timedelta(days=7)) < timedelta(minutes=5)
    call(company, token, "/me", "PATCH", {"snoozed_until": None})
    reopen(panel)
    panel.click(by("tab-you"))
    panel.click(by("quiet-month"))
    panel.click(by("quiet-end"))
    wait_for(panel, "quiet-week")
    until("it has ended", lambda: call(company, token, "/me")["snoozed_until"] is None)


def is_not_counted(panel: Tab, company: Server, token: str) -> None:
    """Paused: no tracked link, not even one that was kept, and a share does not so much as leave the browser."""
    suggestion = call(company, token, "/suggestions")["items"][0]["id"]
    ask(panel, {"type": "link", "suggestionId": suggestion, "scope": "personal"})
    panel.click(by("settings"))
    panel.evaluate(_COUNT_ANSWERS, "change_me")
    panel.evaluate(
        "(selector) => { for (const _ of [1, 2]) document.querySelector(selector).click(); }", by("counting")
    )
    panel.wait_for("answers === 2")
    assert call(company, token, "/me")["counting"] is True
    panel.click(by("counting"))
    until("the counting is paused", lambda: call(company, token, "/me")["counting"] is False)
    panel.wait_for("async () => (await chrome.storage.local.get('account')).account.counting === false")
    assert call(company, token, "/links", "POST", {"suggestion_id": suggestion, "scope": "personal"}) == 409
    until("no link is kept", lambda: [key for key in panel.evaluate(EVERYTHING) if key.startswith("link:")] == [])
    refused = ask(panel, {"type": "link", "suggestionId": suggestion, "scope": "personal"})
    assert refused["failure"]["kind"] == "refused"
    assert ask(panel, {"type": "share", "share": share_of(suggestion)}) == {"ok": True, "value": None}
    assert [key for key in panel.evaluate(EVERYTHING) if key.startswith("outbox")] == []
    panel.click(by("back"))
    panel.click(by("count-again"))
    until("they are counted again", lambda: call(company, token, "/me")["counting"] is True)
    # what stood below it has moved up by then
    panel.wait_for("(selector) => document.querySelector(selector) === null", by("counting-paused"))
    assert call(company, token, "/me/export")["shares"] == []


# The second time before there can be an answer to the first, which shows by then.
_CLICK_TWICE = """async (selector) => {
  for (const _ of [1, 2]) {
    document.querySelector(selector).click();
    await new Promise((shown) => { setTimeout(shown); });
  }
}"""

_COUNT_ANSWERS = """(type) => {
  globalThis.answers = 0;
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = async (message) => {
    const answer = await send(message);
    if (message.type === type) globalThis.answers += 1;
    return answer;
  };
}"""


def reads_english_first(panel: Tab, company: Server, token: str) -> None:
    """The languages that they like, in their order: the browser's first, until they say else."""
    panel.click(by("settings"))
    expect_focus(panel, "h1")
    panel.click(by("first-nl"))
    until("Dutch is first", lambda: call(company, token, "/me")["languages_chosen"])
    assert call(company, token, "/me")["languages"] == ["nl", "en"]
    panel.click(by("first-en"))
    until("English is first", lambda: call(company, token, "/me")["languages"] == ["en", "nl"])
    wait_for(panel, "first-nl")
    expect_focus(panel, by("writes-en"))


def takes_their_data(browser: Browser, panel: Tab, company: Server, token: str, email: str) -> None:
    """The file holds what the API gives."""
    panel.click(by("export"))
    saved = until("the file", lambda: next(iter(browser.downloads.glob("vertel-*.json")), None))
    assert str(datetime.now(UTC).date()) in saved.name
    data = until("all of it", lambda: parsed(saved))
    assert data["employee"]["email"] == email
    assert data == call(company, token, "/me/export")
    panel.click(by("back"))


def leaves(panel: Tab, company: Server, token: str, email: str) -> None:
    """Gone on the server and here, after a question whose harmless answer is at hand; posted links go on."""
    suggestion = call(company, token, "/suggestions")["items"][0]["id"]
    link = ask(panel, {"type": "link", "suggestionId": suggestion, "scope": "personal"})["value"]["url"]
    panel.click(by("leave"))
    panel.click(by("leave-now"))
    expect_focus(panel, by("leave-now-stay"))
    panel.press("Escape")
    wait_for(panel, "leave-now")
    assert call(company, token, "/me")["email"] == email
    panel.click(by("leave-now"))
    panel.click(by("leave-now-confirm"))
    wait_for(panel, "goodbye")
    assert panel.evaluate(EVERYTHING) == {"leaving": "done"}
    assert call(company, token, "/me") == 401
    with pytest.raises(RuntimeError, match="Nobody here"):
        company.vertel("export", email)
    assert company.follow(link, BROWSER)[0] == 302
    panel.click(by("goodbye-done"))
    wait_for(panel, "setup-consent")
    assert panel.evaluate(EVERYTHING) == {}


def ask(panel: Tab, request: dict[str, Any]) -> Any:
    """What the worker answers our panel."""
    return panel.evaluate("(request) => chrome.runtime.sendMessage(request)", request)


def share_of(suggestion: str) -> dict[str, Any]:
    """That a text was inserted."""
    return {
        "id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
        "suggestion_id": suggestion,
        "caption_id": None,
        "link_code": None,
        "method": "insert",
        "similarity": None,
        "occurred_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def parsed(file: Path) -> Any:
    """The document in a file, once it is written."""
    try:
        return json.loads(file.read_text())
    except ValueError:
        return None
