"""Steps that the walks share."""

from __future__ import annotations

from e2e.harness import Tab

STORE = "(items) => chrome.storage.local.set(items)"
STORED = "(keys) => chrome.storage.local.get(keys)"
REMOVE = "(keys) => chrome.storage.local.remove(keys)"

NOT_THERE = "http://127.0.0.1:1"
"""A server that does not answer."""


def by(testid: str) -> str:
    """The selector of something that carries a name for tests."""
    return f'[data-testid="{testid}"]'


def begin(panel: Tab, language: str) -> None:
    """The panel as on the first day, in a language."""
    panel.evaluate("async () => { await chrome.storage.local.clear(); }")
    panel.evaluate(STORE, {"settings": {"language": language}})
    reopen(panel)


def reopen(panel: Tab) -> None:
    """Close the panel and open it again."""
    panel.open(panel.evaluate("location.href"))
    panel.wait_for("document.querySelector('main') !== null")


def wait_for(panel: Tab, testid: str) -> None:
    """Wait until something is there."""
    panel.wait_for("(selector) => document.querySelector(selector) !== null", by(testid))


def wait_for_the_list(panel: Tab) -> None:
    """Wait until there are suggestions."""
    wait_for(panel, "suggestion-item")


def expect_focus(panel: Tab, selector: str) -> None:
    """Wait until something has the focus."""
    panel.wait_for("(selector) => document.activeElement?.matches(selector)", selector)


def write(panel: Tab, text: str) -> None:
    """Put a text in the editor, as if it had been typed."""
    panel.evaluate(_WRITE, text)


_WRITE = """(text) => {
  const editor = document.querySelector("#editor");
  editor.value = text;
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""
