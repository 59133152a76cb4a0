"""What only the web page at /app/ shows; the rest is the panel, as everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import by, wait_for, wait_for_the_list
from e2e.states.suggestion import title_in

# What the page asks of the browser for its way out, so that every outcome can be shown.
PRETEND = """(outcome) => {
  const answers = (value) => () => Promise.resolve(value);
  const refuse = (name) => () => Promise.reject(new DOMException("", name));
  const sheet = outcome.startsWith("handed_over");
  navigator.canShare = ({ files }) => sheet && (files === undefined || outcome === "handed_over_copied");
  navigator.share = answers(undefined);
  navigator.clipboard.writeText = outcome === "copy_failed" ? refuse("NotAllowedError") : answers(undefined);
  window.open = () => (outcome === "not_opened" ? null : {});
}"""
OUTCOMES = {
    "opened": "opened",
    "not_opened": "not_opened",
    "copy_failed": "copy_failed",
    "handed_over": "handed_over",
    "handed_over_copied": "handed_over",
}
"""What happens -> what the toast is about."""

FRESH = """async (language) => {
  await new Promise((done) => {
    const opening = indexedDB.open("vertel");
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onsuccess = () => {
      const writing = opening.result.transaction("kept", "readwrite");
      writing.objectStore("kept").clear();
      writing.objectStore("kept").put({ language }, "settings");
      writing.oncomplete = () => { opening.result.close(); done(); };
    };
  });
}"""
"""The page as on the first day, in a language."""


def the_app(page: Tab, code: str) -> Iterator[str]:
    """From the first words to every way out, and the settings."""
    wait_for(page, "setup-consent")
    yield "app-consent"
    page.click(by("setup-consent"))
    wait_for(page, "setup-browser")
    yield "app-connect"
    page.click(by("setup-by-code"))
    wait_for(page, "setup-code")
    yield "app-connect-code"
    page.fill(by("setup-code"), code)
    page.click(by("setup-connect"))
    wait_for_the_list(page)
    yield "app-list"
    page.click(by("suggestion-item"), title_in(page))
    page.wait_for("document.querySelector('#editor')?.value.includes('http')")
    for outcome, about in OUTCOMES.items():
        page.evaluate(PRETEND, outcome)
        page.click(by("insert"))
        page.wait_for(f"document.querySelector('[data-about=\"{about}\"]') !== null")
        yield f"app-toast-{outcome.replace('_', '-')}"
        page.click(".toast .icon-button")
    page.click(by("back"))
    page.click(by("tab-you"))
    page.click(by("settings"))
    wait_for(page, "signout")
    yield "app-settings"
