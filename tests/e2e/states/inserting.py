"""The way of a text into a post: its link, its picture, the insertion and its undo, and a text that has to wait."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import NOT_THERE, REMOVE, STORE, STORED, by, reopen, unfold, wait_for, wait_for_the_list
from e2e.states.suggestion import title_in

# What the panel asks of the browser for Insert, Undo and Copy, so that every outcome can be shown without a LinkedIn
# tab. `outcome` is the next answer of the composer.
PRETEND = """(outcome) => {
  const answers = (value) => () => Promise.resolve(value);
  chrome.permissions.contains = answers(outcome !== "no_access");
  chrome.permissions.request = answers(outcome !== "no_access");
  chrome.tabs.query = answers(outcome === "no_tab" ? [] : [{ id: 1, active: true, lastAccessed: 1 }]);
  chrome.tabs.create = answers({ id: 2 });
  chrome.scripting.executeScript = answers([{ result: { status: outcome, put: { at: 0, text: "Hoi" } } }]);
  const clipboard = outcome === "copy_failed" ? () => Promise.reject(new Error("refused")) : answers(undefined);
  navigator.clipboard.writeText = clipboard;
  navigator.clipboard.write = clipboard;
  HTMLAnchorElement.prototype.click = () => undefined;
}"""


def inserting(panel: Tab) -> Iterator[str]:
    """From the list and back to it."""
    open_the_suggestion(panel)
    yield from the_link(panel)
    yield from into_a_post(panel)
    yield from waiting(panel)
    yield from copying(panel)
    yield from without_the_counted_link(panel)
    panel.click(by("back"))
    wait_for_the_list(panel)


def open_the_suggestion(panel: Tab) -> None:
    """Open it, with its link there."""
    panel.click(by("suggestion-item"), title_in(panel))
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")


def the_link(panel: Tab) -> Iterator[str]:
    """What each choice means, and the exact address."""
    unfold(panel, "link")
    wait_for(panel, "link-url")
    for scope in ("none", "personal", "campaign"):
        panel.click(f'{by("link-scope")}[data-value="{scope}"]')
        if scope != "campaign":
            yield f"link-{scope}"
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")
    panel.click(by("link-unfold"))


def into_a_post(panel: Tab) -> Iterator[str]:
    """Inserted, undone, and what may come in between."""
    for outcome in ("no_access", "not_verified", "inserted"):
        press(panel, "insert", outcome)
        yield f"toast-{outcome.replace('_', '-')}" if outcome != "inserted" else "in-the-post"
    press(panel, "undo", "undone")
    yield "toast-undone"
    press(panel, "insert", "inserted")
    press(panel, "undo", "changed", about="undo_changed")
    yield "toast-undo-changed"
    close_toast(panel)


def waiting(panel: Tab) -> Iterator[str]:
    """No post is open, so the text waits until one is."""
    for outcome in ("no_tab", "no_composer"):
        press(panel, "insert", outcome)
        yield f"waiting-{outcome.replace('_', '-')}"
    press(panel, "open-post", "no_composer", about="opened")
    yield "waiting-opened"
    panel.click(by("waiting-away"))


def copying(panel: Tab) -> Iterator[str]:
    """The text, the picture and its description, for those who put them in by hand."""
    unfold(panel, "picture")
    for what, about in (("copy", "copy_failed"), ("copy", "copied"), ("picture-copy", "picture_copied")):
        press(panel, what, about)
        yield f"toast-{about.replace('_', '-')}"
    for what, about in (("picture-save", "picture_saved"), ("alt-copy", "alt_copied")):
        press(panel, what, about)
        yield f"toast-{about.replace('_', '-')}"
    press(panel, "picture-copy", "copy_failed", about="picture_failed")
    yield "toast-picture-failed"
    close_toast(panel)


def without_the_counted_link(panel: Tab) -> Iterator[str]:
    """The server cannot be reached, or the employee paused the counting: the plain address goes in."""
    stored = panel.evaluate(STORED, ["session", "account"])
    panel.evaluate(STORE, {"account": {**stored["account"], "counting": False}})
    wait_for(panel, "link-plain")
    yield "counting-paused"
    panel.evaluate(STORE, {**stored, "session": {**stored["session"], "server": NOT_THERE}})
    links = panel.evaluate(
        "async () => Object.keys(await chrome.storage.local.get()).filter((key) => key.startsWith('link:'))"
    )
    panel.evaluate(REMOVE, links)
    reopen(panel)
    if not panel.shows(by("detail")):
        wait_for_the_list(panel)
        panel.click(by("suggestion-item"), title_in(panel))
    wait_for(panel, "link-plain")
    yield "link-plain"
    panel.evaluate(STORE, stored)


def press(panel: Tab, button: str, outcome: str, *, about: str = "") -> None:
    """Press a button with an outcome that is decided beforehand, and wait for what is said of it."""
    panel.evaluate(PRETEND, outcome)
    panel.click(by(button))
    panel.wait_for(f"document.querySelector('[data-about=\"{about or outcome}\"]') !== null")


def close_toast(panel: Tab) -> None:
    """Have nothing said any more."""
    panel.click(".toast .icon-button")
