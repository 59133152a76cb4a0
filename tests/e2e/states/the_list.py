"""The list of suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from e2e.states.steps import NOT_THERE, REMOVE, STORE, STORED, by, reopen, wait_for, wait_for_the_list


def the_list(panel: Tab) -> Iterator[str]:
    """The list, full and empty, fresh and old."""
    panel.wait_for("document.querySelectorAll('.tile > span').length === 0")
    yield "list"
    panel.fill(by("search"), "qqq")
    wait_for(panel, "empty")
    yield "list-nothing-found"
    panel.click(".empty button")
    wait_for_the_list(panel)
    session = panel.evaluate(STORED, ["session"])
    panel.evaluate(STORE, {"session": {**session["session"], "server": NOT_THERE}})
    reopen(panel)
    wait_for(panel, "stale-note")
    yield "list-offline"
    kept: dict[str, Any] = panel.evaluate(STORED, ["library::"])
    panel.evaluate(REMOVE, ["library::"])
    reopen(panel)
    wait_for(panel, "load-failed")
    yield "list-failed"
    panel.evaluate(STORE, {**session, **kept})
    reopen(panel)
    wait_for_the_list(panel)
