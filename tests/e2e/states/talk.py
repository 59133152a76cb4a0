"""Talking back about a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from e2e.states.said import SAID
from e2e.states.steps import STORED, by, pretend, reopen, wait_for, wait_for_the_list
from e2e.states.suggestion import TITLES


def talk(panel: Tab, language: str) -> Iterator[str]:
    """What can be said about a suggestion, and what is said back about who reads it."""
    library = panel.evaluate(STORED, ["library::"])["library::"]["items"]
    which = next(one["id"] for one in library if one["title"] == TITLES["nl"])
    said = feedback(which, reaction="like")
    pretend(panel, my_feedback=[], give_feedback=said)
    panel.click(by("suggestion-item"), TITLES[language])
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")
    panel.click(by("talk-like"))
    panel.wait_for(f"document.querySelector('{by('talk-outcome')}')?.textContent !== ''")
    yield "feedback-like"
    said = feedback(which, reason="wrong_tone", shown=False)
    pretend(panel, my_feedback=[], give_feedback=said)
    panel.click(by("talk-not_for_me"))
    wait_for(panel, "talk-sign")
    yield "feedback-not-shown"
    panel.click(by("talk-comment-open"))
    panel.fill(by("talk-comment"), SAID[language].comment)
    yield "feedback-comment"
    panel.click(by("talk-signing") + "[data-value=signed]")
    pretend(panel, my_feedback=[], give_feedback=None)
    panel.click(by("talk-send"))
    panel.wait_for(f"document.querySelector('{by('talk')}').ariaBusy === 'true'")
    yield "feedback-sending"
    # closed in the middle of it: what was written is there again
    reopen(panel)
    pretend(panel, my_feedback=[said], give_feedback="offline")
    panel.click(by("back"))
    panel.click(by("suggestion-item"), TITLES[language])
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")
    panel.click(by("talk-send"))
    wait_for(panel, "talk-failed")
    yield "feedback-failed"
    comment = SAID[language].comment
    pretend(panel, my_feedback=[said], give_feedback=feedback(which, comment=comment, signed=True))
    panel.click(by("talk-send"))
    wait_for(panel, "talk-said")
    yield "feedback-signed-comment"
    panel.click(by("back"))
    reopen(panel)
    wait_for_the_list(panel)


def feedback(suggestion_id: str, **values: Any) -> dict[str, Any]:
    """What was said about a suggestion, as the server answers it."""
    return {
        "suggestion_id": suggestion_id,
        "title": "",
        "reaction": "not_for_me",
        "reason": None,
        "comment": None,
        "signed": False,
        "shown": True,
        "given_on": "2026-11-23",
    } | values
