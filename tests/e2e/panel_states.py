"""A walk through everything the panel can show, in one language, with a stop at every state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from support.server import Server

TOO_LONG = "Een zin die maar doorgaat. " * 112

# What the panel asks of the browser for Insert and Copy, so that every outcome can be shown without a LinkedIn tab.
_PRETEND = """(outcome) => {
  const answers = (value) => () => Promise.resolve(value);
  chrome.permissions.contains = answers(outcome !== "no_access");
  chrome.tabs.query = answers(outcome === "no_tab" ? [] : [{ id: 1, active: true, lastAccessed: 1 }]);
  chrome.scripting.executeScript = answers([{ result: { status: outcome } }]);
  const refuse = () => Promise.reject(new Error("refused"));
  navigator.clipboard.writeText = outcome === "copy_failed" ? refuse : answers(undefined);
}"""

_STORE = "(items) => chrome.storage.local.set(items)"
_STORED = "(keys) => chrome.storage.local.get(keys)"
_REMOVE = "(keys) => chrome.storage.local.remove(keys)"

_NOT_THERE = "http://127.0.0.1:1"
"""A server that does not answer."""

INSERTIONS = ("inserted", "no_tab", "no_composer", "no_access", "not_verified")
COPIES = ("copied", "copy_failed")


def by(testid: str) -> str:
    """The selector of something that carries a name for tests."""
    return f'[data-testid="{testid}"]'


def begin(panel: Tab, language: str) -> None:
    """The panel as on the first day, in a language."""
    panel.evaluate("async () => { await chrome.storage.local.clear(); }")
    panel.evaluate(_STORE, {"settings": {"language": language}})
    reopen(panel)


def reopen(panel: Tab) -> None:
    """Close the panel and open it again."""
    panel.open(panel.evaluate("location.href"))
    panel.wait_for("document.querySelector('main') !== null")


def first_run(panel: Tab, server: Server, code: str) -> Iterator[str]:
    """From the first words to the list."""
    panel.wait_for(f"document.querySelector('{by('setup-consent')}') !== null")
    yield "consent"
    panel.click(by("setup-continue"))
    yield "consent missing"
    panel.click(by("setup-consent"))
    panel.click(by("setup-continue"))
    yield "connect"
    panel.click(by("setup-connect"))
    yield "connect, both fields empty"
    panel.fill(by("setup-server"), server.url)
    panel.fill(by("setup-code"), "XXXX-XXXX-XXXX")
    panel.click(by("setup-connect"))
    panel.wait_for(f"document.querySelector('{by('code-fault')}') !== null")
    yield "connect, wrong code"
    panel.fill(by("setup-code"), code)
    panel.click(by("setup-connect"))
    _wait_for_the_list(panel)


def the_list(panel: Tab) -> Iterator[str]:
    """The list, full and empty, fresh and old."""
    panel.wait_for("document.querySelectorAll('.tile > span').length === 0")
    yield "list"
    panel.fill(by("search"), "qqq")
    panel.wait_for(f"document.querySelector('{by('empty')}') !== null")
    yield "nothing found"
    panel.click(".empty button")
    _wait_for_the_list(panel)
    session = panel.evaluate(_STORED, ["session"])
    panel.evaluate(_STORE, {"session": {**session["session"], "server": _NOT_THERE}})
    reopen(panel)
    panel.wait_for(f"document.querySelector('{by('stale-note')}') !== null")
    yield "old list without a connection"
    kept: dict[str, Any] = panel.evaluate(_STORED, ["library::"])
    panel.evaluate(_REMOVE, ["library::"])
    reopen(panel)
    panel.wait_for(f"document.querySelector('{by('load-failed')}') !== null")
    yield "no list without a connection"
    panel.evaluate(_STORE, {**session, **kept})
    reopen(panel)
    _wait_for_the_list(panel)


def a_suggestion(panel: Tab, title: str) -> Iterator[str]:
    """One suggestion that has several voices and a question, and everything that can be said while writing."""
    panel.click(by("suggestion-item"), title)
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    yield "caption"
    for outcome in INSERTIONS + COPIES:
        panel.evaluate(_PRETEND, outcome)
        panel.click(by("copy" if outcome in COPIES else "insert"))
        panel.wait_for(f"document.querySelector('[data-about=\"{outcome}\"]') !== null")
        yield f"toast: {outcome}"
        panel.click(".toast .icon-button")
    panel.evaluate("() => document.querySelectorAll('[data-testid=way] input')[1].click()")
    panel.wait_for("document.querySelector('.question, .questions') !== null")
    yield "question"
    panel.evaluate(_WRITE, "Met @Noor erbij")
    panel.wait_for(f"document.querySelector('{by('mention-hint')}') !== null")
    yield "own words with a name, without the link"
    panel.evaluate(_WRITE, TOO_LONG)
    panel.wait_for(f"document.querySelector('{by('too-long')}') !== null")
    yield "too long"
    panel.click(by("start-over"))
    panel.click(by("back"))
    _wait_for_the_list(panel)


_WRITE = """(text) => {
  const editor = document.querySelector("#editor");
  editor.value = text;
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def the_settings(panel: Tab) -> Iterator[str]:
    """The settings, and the question before signing out."""
    panel.click(by("settings"))
    yield "settings"
    panel.click(by("signout"))
    yield "sign out?"
    panel.click(by("signout-confirm"))
    panel.wait_for(f"document.querySelector('{by('setup-server')}') !== null")
    yield "signed out"


def _wait_for_the_list(panel: Tab) -> None:
    panel.wait_for(f"document.querySelector('{by('suggestion-item')}') !== null")
