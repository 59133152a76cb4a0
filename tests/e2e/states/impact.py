"""What sharing led to, and thanks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from e2e.asking import call, token_of
from e2e.harness import Tab
from e2e.states.said import SAID
from e2e.states.steps import STORE_AS_OWN, by, pretend, reopen, showing, wait_for, wait_for_the_list
from e2e.states.suggestion import TITLES
from support.server import Server

CLICKS = {3: 2, 4: 9, 5: 4, 6: 1, 15: 12, 16: 7, 17: 3, 20: 1, 25: 5, 26: 2}
SHARES = {3: 1, 15: 2, 25: 1}
TIPS = {15: 1}


def impact(panel: Tab, company: Server, language: str) -> Iterator[str]:
    """Thanks above the list and on the employee's own page; what they shared, nothing of it and much."""
    have_been_thanked(panel, company, language)
    panel.evaluate(STORE_AS_OWN, "news-read", {"ideas": {}, "thanks": []})
    reopen(panel)
    yield from showing(panel, "list-with-thanks", "thanks-note")
    pretend(panel, impact={"report": report(), "counting": True})
    panel.click(by("tab-you"))
    wait_for(panel, "impact-sum")
    yield from showing(panel, "you-with-thanks", "thanks")
    panel.click(by("to-impact"))
    wait_for(panel, "impact-clicks")
    yield from showing(panel, "impact", "impact-sentence")
    panel.click(by("impact-table") + " summary")
    panel.wait_for(f"document.querySelector('{by('impact-table')}').open")
    yield "impact-as-a-table"
    pretend(panel, impact={"report": report(clicks={}, shares={}), "counting": True})
    panel.click(by("period") + "[data-value=quarter]")
    yield from showing(panel, "impact-empty", "impact-empty")
    pretend(panel, impact={"report": report(clicks={}), "counting": False})
    panel.click(by("period") + "[data-value=year]")
    yield from showing(panel, "impact-paused", "impact-paused")
    pretend(panel, impact="offline")
    panel.click(by("period") + "[data-value=month]")
    yield from showing(panel, "impact-failed", "impact-failed")
    reopen(panel)
    wait_for_the_list(panel)


def have_been_thanked(panel: Tab, company: Server, language: str) -> None:
    """Share the suggestion and be thanked for it by an editor, unless that was in an earlier walk."""
    token = token_of(panel)
    if call(company, token, "/me/thanks")["items"]:
        return
    items = call(company, token, "/suggestions?limit=100")["items"]
    shared = next(item["id"] for item in items if item["title"] in TITLES.values())
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    share = {"id": str(uuid4()), "suggestion_id": shared, "method": "copy", "occurred_at": moment}
    assert call(company, token, "/shares", "POST", [share])["accepted"] == 1
    editor = company.vertel("key", "create", "--role", "editor", "--name", "Thanks of the walk")
    call(company, editor, f"/suggestions/{shared}/thanks", "POST", {"text": SAID[language].is_on})


def report(clicks: dict[int, int] | None = None, shares: dict[int, int] | None = None) -> dict[str, Any]:
    """A month, as the server answers it: so many on each day."""
    clicks, shares = CLICKS if clicks is None else clicks, SHARES if shares is None else shares
    tips = TIPS if shares else {}
    first = date(2026, 11, 1)
    sums = {
        "shares": sum(shares.values()),
        "tips": sum(tips.values()),
        "clicks": sum(clicks.values()),
        "applications": 1 if clicks else 0,
    }
    steps = [
        {
            "start": (first + timedelta(days)).isoformat(),
            "shares": shares.get(days, 0),
            "tips": tips.get(days, 0),
            "clicks": clicks.get(days, 0),
            "applications": 1 if clicks and days == 17 else 0,
        }
        for days in range(30)
    ]
    titles = [{"language": tag, "text": title} for tag, title in TITLES.items()]
    suggestion = {"id": "019b0000-0000-7000-8000-00000000000b", "title": TITLES["nl"], "titles": titles}
    return {
        **sums,
        "since": first.isoformat(),
        "until": "2026-11-30",
        "interval": "day",
        "by_suggestion": [suggestion | sums] if any(sums.values()) else [],
        "over_time": steps,
    }
