"""One suggestion, opened to be made one's own."""

from __future__ import annotations

from collections.abc import Iterator

from e2e.harness import Tab
from e2e.states.steps import by, wait_for, wait_for_the_list, write

TITLE = "De paling komt er weer langs"
"""Of the demo company: a picture, a link, several voices and a question, in Dutch and in English."""

TOO_LONG = "Een zin die maar doorgaat. " * 112


def a_suggestion(panel: Tab) -> Iterator[str]:
    """One suggestion that has several voices and a question, and everything that can be said while writing."""
    panel.click(by("suggestion-item"), TITLE)
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    yield "caption"
    panel.evaluate("() => document.querySelectorAll('[data-testid=way] input')[1].click()")
    panel.wait_for("document.querySelector('.question, .questions') !== null")
    yield "question"
    write(panel, "Met @Noor erbij")
    wait_for(panel, "mention-hint")
    yield "own-words-with-a-name"
    write(panel, TOO_LONG)
    wait_for(panel, "too-long")
    yield "too-long"
    panel.click(by("start-over"))
    panel.click(by("back"))
    wait_for_the_list(panel)
