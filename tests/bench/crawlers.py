"""Who is taken for a person: a public list of crawlers' user agents, and real browsers'.

``VERTEL_BENCH_AGENTS=FOLDER`` measures lists that nobody looked at while the rules were written: ``people.txt`` and
``programs.txt`` there, a user agent on each line.

The list is that of the package crawler-user-agents, every instance in it. Left out there on purpose are the browsers
inside Slack's and Meta's apps and one build of Android, which the list has and behind which a person sits.
"""

import os
import time
from pathlib import Path
from typing import Any

import crawleruseragents

from support.user_agents import PEOPLE, PROGRAMS
from vertel.redirect import crawlers


def run() -> list[dict[str, Any]]:
    """Count who is told right, and how long that takes for a user agent that was never seen before."""
    known = [agent for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA for agent in entry["instances"]]
    found = sum(not crawlers.is_browser(agent) for agent in known)
    extra = sum(not crawlers.is_browser(agent) for agent in PROGRAMS.values())
    taken_for_programs = sum(not crawlers.is_browser(agent) for agent in PEOPLE.values())
    return [
        {
            "name": "crawlers of the list that are recognised", "value": 100 * found / len(known), "unit": "%",
            "bar": 99, "kept": found >= 0.99 * len(known), "reference": f"{found:,} of {len(known):,}",
        },
        {
            "name": "previews, scanners and programs that are recognised", "value": 100 * extra / len(PROGRAMS),
            "unit": "%", "bar": 100, "kept": extra == len(PROGRAMS), "reference": f"{extra} of {len(PROGRAMS)}",
        },
        {
            "name": "browsers that are taken for crawlers", "value": taken_for_programs, "unit": "", "bar": 0,
            "reference": f"of {len(PEOPLE)}",
        },
        {
            "name": "time for a user agent that is new", "value": per_agent([*PEOPLE.values()]), "unit": "us",
            "reference": "for one seen before nearly none: the last 4,096 are remembered",
        },
        *unseen_lists(),
    ]  # fmt: skip


def unseen_lists() -> list[dict[str, Any]]:
    """Count who is told right in the lists of ``VERTEL_BENCH_AGENTS``; nothing without that folder."""
    folder = os.environ.get("VERTEL_BENCH_AGENTS")
    if not folder:
        return []
    found = []
    for name, people in ("people", True), ("programs", False):
        agents = [line for line in (Path(folder) / f"{name}.txt").read_text("utf-8").splitlines() if line]
        wrong = sum(crawlers.is_browser(agent) != people for agent in agents)
        what = "browsers of an unseen list that are taken for programs" if people else "programs of one that are missed"
        found.append(
            {"name": what, "value": 100 * wrong / len(agents), "unit": "%", "reference": f"of {len(agents):,}"}
        )
    return found


def per_agent(agents: list[str]) -> float:
    """Return the microseconds that a look at a browser's user agent takes."""
    best = float("inf")
    for number in range(20):
        fresh = [f"{agent} {number}" for agent in agents]
        started = time.perf_counter()
        for agent in fresh:
            crawlers.is_browser(agent)
        best = min(best, (time.perf_counter() - started) / len(agents))
    return best * 1e6
