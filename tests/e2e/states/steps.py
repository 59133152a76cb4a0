"""Steps that the walks share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Page, Tab

STORE = "(items) => chrome.storage.local.set(items)"
STORED = "(keys) => chrome.storage.local.get(keys)"
STORE_AS_OWN = """async (kind, value) => {
  const { account } = await chrome.storage.local.get("account");
  await chrome.storage.local.set({ [`${kind}:${account.id}`]: value });
}"""
"""Something of the employee who is signed in, under a name with their id in it."""

REMOVE = "(keys) => chrome.storage.local.remove(keys)"

NOT_THERE = "http://127.0.0.1:1"
"""A server that does not answer."""


def by(testid: str) -> str:
    """The selector of something that carries a name for tests."""
    return f'[data-testid="{testid}"]'


def begin(page: Tab, language: str) -> None:
    """Have a page of the extension become the panel as on the first day, in a language."""
    page.evaluate("async () => { await chrome.storage.local.clear(); }")
    page.evaluate(STORE, {"settings": {"language": language}})
    page.open(f"{page.evaluate('location.origin')}/panel.html")
    page.wait_for("document.querySelector('main') !== null")


def unfold(panel: Tab, testid: str) -> None:
    """Open the line of that name on a suggestion's screen, unless it is open."""
    button = by(f"{testid}-unfold")
    wait_for(panel, f"{testid}-unfold")
    if panel.evaluate("(selector) => document.querySelector(selector).ariaExpanded", button) == "false":
        panel.click(button)


def reopen(panel: Tab) -> None:
    """Close the panel and open it again."""
    panel.open(panel.evaluate("location.href"))
    panel.wait_for("document.querySelector('main') !== null")


def wait_for(panel: Page, testid: str) -> None:
    """Wait until something is there."""
    panel.wait_for("(selector) => document.querySelector(selector) !== null", by(testid))


def wait_for_the_list(panel: Page) -> None:
    """Wait until there are suggestions."""
    wait_for(panel, "suggestion-item")


def expect_focus(panel: Page, selector: str) -> None:
    """Wait until something has the focus."""
    panel.wait_for("(selector) => document.activeElement?.matches(selector)", selector)


def write(panel: Page, text: str) -> None:
    """Put a text in the editor, as if it had been typed."""
    panel.evaluate(_WRITE, text)


def paste(panel: Page, selector: str, text: str) -> None:
    """Paste a text into a field that looks at it first."""
    panel.evaluate(_PASTE, selector, text)


def choose_in_list(panel: Page, what: str) -> None:
    """Have the list show a kind, what was saved, or everything: "vacancy", "saved", "all"."""
    panel.evaluate(_CHOOSE, by("filter-kind"), what)


def type_when_leaving(panel: Tab, selector: str, text: str) -> None:
    """Have a text typed as the page goes: too late for extension storage to answer even once."""
    panel.evaluate(_TYPE_WHEN_LEAVING, selector, text)


_TYPE_WHEN_LEAVING = """(selector, text) => {
  const type = () => {
    const field = document.querySelector(selector);
    for (const letter of text) {
      field.value += letter;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  };
  addEventListener("pagehide", type);
}"""

_CHOOSE = """(selector, value) => {
  const select = document.querySelector(selector);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""

_PASTE = """(selector, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  // Firefox makes the data itself of what it is given
  const given = { clipboardData, data: text, dataType: "text/plain" };
  const paste = new ClipboardEvent("paste", { ...given, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(paste);
}"""

_WRITE = """(text) => {
  const editor = document.querySelector("#editor");
  editor.value = text;
  editor.dispatchEvent(new InputEvent("input", { bubbles: true }));
}"""


def reopen_to_find(panel: Tab, request: str, answer: Any, testid: str) -> None:
    """Open the panel again, and have an answer of the worker be this."""
    kept = f'kept:{{"type":"{request}"}}'
    panel.evaluate(REMOVE, [kept])
    reopen(panel)
    # the panel asks once as it opens: the worker's own answer comes first, or it would take this one's place
    panel.wait_for("async (key) => key in (await chrome.storage.local.get(key))", kept)
    # and what was asked for before that, by the panel that was open, has been answered when this is
    panel.evaluate("async (type) => { await chrome.runtime.sendMessage({ type }); }", request)
    pretend(panel, **{request: answer})  # whatever asks again is told the same
    panel.evaluate(STORE, {kept: answer})
    wait_for(panel, testid)


def showing(panel: Tab, name: str, testid: str) -> Iterator[str]:
    """Stop at a state, and see to it that what it is named after is there from before the stop until after it."""
    wait_for(panel, testid)
    yield name
    assert panel.shows(by(testid)), f"{testid} went away in {name}"


def pretend(panel: Tab, **answers: Any) -> None:
    """Have requests of the panel answered like this, until it is opened again: a failure by its kind, or a value.

    `None` is an answer that does not come.
    """
    panel.evaluate(_PRETEND, answers)


_PRETEND = """(answers) => {
  globalThis.trulySend ??= chrome.runtime.sendMessage.bind(chrome.runtime);
  chrome.runtime.sendMessage = (message) => {
    if (!(message.type in answers)) return trulySend(message);
    const value = answers[message.type];
    if (value === null) return new Promise(() => undefined);
    const failed = ["offline", "refused", "gone", "unknown_copy"].includes(value);
    return Promise.resolve(failed ? { ok: false, failure: { kind: value } } : { ok: true, value });
  };
}"""


def choose_photo(panel: Tab, name: str = "pump.png") -> None:
    """Choose a photo, as from a file: half of it is see-through, and it is wider than what is sent."""
    panel.evaluate(_CHOOSE_PHOTO, name)


_CHOOSE_PHOTO = """async (name) => {
  const canvas = new OffscreenCanvas(3000, 2000);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#2f7f9f";
  pen.fillRect(0, 900, 3000, 1100);
  pen.fillStyle = "#d9a441";
  pen.fillRect(1100, 500, 800, 900);
  const file = new File([await canvas.convertToBlob()], name, { type: "image/png" });
  const chosen = new DataTransfer();
  chosen.items.add(file);
  const input = document.querySelector("#idea-photo");
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""
