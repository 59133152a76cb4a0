"""What the button in the composer costs a page that is large: tasks so long that typing stutters.

The page has ten thousand nodes more than the replica. A composer is opened, written in, and walked through with Tab,
first without the button and then with it; Chromium counts every task of 50 ms or more (Firefox does not tell).
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from bench.panel import browser_of, company
from e2e.colleague import EMAIL, connect
from e2e.harness import Browser
from e2e.inserting import LINKEDIN, start_composer, type_lines
from e2e.states.button import SWITCH, open_the_setting
from e2e.states.steps import by

ROOT = Path(__file__).parents[2]
FEED = "/feed/?variant=b"
NODES = 10_000
LINES = ("Vandaag stond er een collega op de dijk", "en het water bleef waar het was.")
FIELDS = 12

GROW = """(count) => {
  const feed = document.createElement("main");
  for (let made = 0; made < count; made += 4) {
    const post = document.createElement("article");
    post.append(document.createElement("h2"), document.createElement("p"), document.createElement("span"));
    feed.append(post);
  }
  document.body.append(feed);
}"""
WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) window.longTasks.push(duration); })
    .observe({ type: "longtask" });
}"""
Row = dict[str, Any]

A_MOMENT_LATER = "async () => { await new Promise((done) => setTimeout(done, 500)); return window.longTasks; }"


def run() -> list[Row]:
    """Measure; return one row."""
    subprocess.run(["node", "tests/replica/build.mjs"], cwd=ROOT, check=True)
    with company() as (server, replica), browser_of("Chromium", replica) as browser:
        panel = browser.open_panel()
        connect(panel, server, server.vertel("employee", "invite", EMAIL))
        without = tasks_of(browser)
        panel.to_front()
        open_the_setting(panel)
        panel.click(SWITCH)
        panel.click(by("composer-button-yes"))
        panel.wait_for(f"document.querySelector('{SWITCH}[aria-checked=true]') !== null")
        with_it = tasks_of(browser)
    told = f"without the button: {len(without)}, the longest {max(without, default=0):.0f} ms"
    return [
        {"name": f"tasks of 50 ms and more, the longest {max(with_it, default=0):.0f} ms",
         "value": len(with_it), "unit": "tasks", "bar": len(without), "reference": told}
    ]  # fmt: skip


def tasks_of(browser: Browser) -> list[float]:
    """Write in a composer; return the milliseconds of each long task."""
    tab = browser.open(LINKEDIN + FEED)
    tab.evaluate(GROW, NODES)
    tab.evaluate(WATCH)
    start_composer(tab, FEED)
    type_lines(tab, *LINES)
    for _ in range(FIELDS):
        tab.press("Tab")
    found: list[float] = tab.evaluate(A_MOMENT_LATER)
    tab.close()
    return found
