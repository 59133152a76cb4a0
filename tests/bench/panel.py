"""The built extension in Chromium and Firefox, on the demo company's server and the composer replica; and its bytes.

Each time is taken inside the pages: from the start of loading the panel to its first contentful paint, which shows the
suggestions of its cache; and from the click on *Insert* to the moment in which the last of the text is in the editor,
by the time stamp of the click and a mutation observer in the other page. The employee has the composer in use, as when
they wrote something or just opened it. Most of the 95th percentile is the first time in a tab, when the browser itself
takes longer to let a script in. The panel is as wide as a side panel, and nothing else goes on when it is opened. The
references are what the browser takes at the least: a page with one word, and one call of an empty function in the same
tab.
"""

import gzip
import re
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from e2e.allowed import copy_allowed
from e2e.chromium import ChromiumBrowser
from e2e.firefox import FirefoxBrowser
from e2e.harness import Browser, Tab
from e2e.inserting import open_composer
from e2e.replica_server import HOST, ReplicaServer
from e2e.states import COLLEAGUES
from e2e.states.first_run import the_first_run
from e2e.states.steps import begin, by, wait_for_the_list
from e2e.states.suggestion import TITLES
from support.server import Server, running

ROOT = Path(__file__).parents[2]
DIST = ROOT / "extension" / "dist"
TIMES = 25
SIDE_PANEL = (400, 800)
COMPOSERS = {"TipTap": "/feed/?variant=a&placeholder=none", "Quill in a shadow root": "/feed/?variant=b"}
ONE_WORD = "data:text/html,<title>one</title>one"

AT_REST = "() => new Promise((done) => setTimeout(() => requestIdleCallback(done), 300))"
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
WATCH_CLICK = """() => addEventListener("click", (event) => {
  window.clickedAt = performance.timeOrigin + event.timeStamp;
}, { capture: true, once: true })"""
WATCH_EDITOR = """(end) => {
  const editor = replica.editor();
  window.arrivedAt = null;
  const observer = new MutationObserver(() => {
    if (!editor.textContent.includes(end)) return;
    window.arrivedAt = performance.timeOrigin + performance.now();
    observer.disconnect();
  });
  observer.observe(editor, { subtree: true, childList: true, characterData: true });
}"""
ROUND_TRIP = """async () => {
  const [tab] = await chrome.tabs.query({ url: "https://www.linkedin.com/*" });
  const before = performance.now();
  await chrome.scripting.executeScript({ target: { tabId: tab.id }, func: () => undefined });
  return performance.now() - before;
}"""

Row = dict[str, Any]


def run() -> list[Row]:
    """Measure; return a row per bar."""
    subprocess.run(["node", "tests/replica/build.mjs"], cwd=ROOT, check=True)
    rows = sizes()
    for kind in ("Chromium", "Firefox"):
        with company() as (server, replica), browser_of(kind, replica) as browser:
            rows += in_browser(kind, browser, server)
            if replica.strangers():
                raise RuntimeError(f"LinkedIn was asked for something: {replica.strangers()}")
    return rows


def sizes() -> list[Row]:
    """Return what the parts weigh, as a store delivers them."""
    build = DIST / "chrome"
    named = re.findall(r'"(panel-\w+\.js)"', (build / "panel.html").read_text())
    at_once = ["panel.js", *named, "panel.css", "panel.html"]
    later = sorted({file.name for file in build.glob("panel-*.js")} - set(named))
    parts: list[tuple[str, int | None, list[str]]] = [
        ("panel: script, styles, page", 40_000, at_once),
        ("panel: views that are fetched later", None, later),
        ("button in the composer", 4_000, ["button.js"]),
        ("worker", None, ["background.js"]),
        ("inserter, on a LinkedIn page for the moment of a click", None, ["composer.js"]),
    ]
    rows = []
    for name, bar, files in parts:
        contents = [(build / file).read_bytes() for file in files]
        packed, whole = (sum(map(len, some)) for some in ([gzip.compress(one, 9) for one in contents], contents))
        rows.append(
            {"name": f"{name}, gzip", "value": packed, "unit": "bytes", "bar": bar,
             "reference": f"as it is: {whole:,} bytes", "ratio": packed / whole}
        )  # fmt: skip
    return rows


def in_browser(kind: str, browser: Browser, server: Server) -> list[Row]:
    """Return the times of one browser."""
    panel = browser.open_panel()
    begin(panel, "nl")
    for _ in the_first_run(panel, server, server.vertel("employee", "invite", COLLEAGUES["nl"])):
        pass
    panel.resize(*SIDE_PANEL)
    one_word = [paint(panel, ONE_WORD) for _ in range(TIMES)]
    opened = [paint(panel, f"{browser.extension_origin}/panel.html") for _ in range(TIMES)]
    wait_for_the_list(panel)
    rows = list(lines(f"{kind}: panel opened, suggestions readable", opened, 150, ("a page with one word", one_word)))
    panel.click(by("suggestion-item"), TITLES["nl"])
    panel.wait_for("document.querySelector('#editor')?.value.includes('http')")
    for editor, address in COMPOSERS.items():
        composer = open_composer(browser, address)
        panel.to_front()
        trips = [float(panel.evaluate(ROUND_TRIP)) for _ in range(TIMES)]
        inserted = [insertion(panel, composer) for _ in range(TIMES)]
        rows += lines(f"{kind}: Insert clicked, text in {editor}", inserted, 50, ("an empty call in the tab", trips))
        composer.close()
    return rows


def paint(tab: Tab, address: str) -> float:
    """Load a page where none was, and return when it painted its first words."""
    tab.open("about:blank")
    tab.evaluate(AT_REST)
    tab.open(address)
    return float(tab.wait_for(PAINTED))


def insertion(panel: Tab, composer: Tab) -> float:
    """Insert and undo; return the time from the click to the text."""
    composer.evaluate(WATCH_EDITOR, panel.evaluate("document.querySelector('#editor').value.slice(-20)"))
    panel.evaluate(WATCH_CLICK)
    panel.click(by("insert"))
    panel.click(by("undo"))
    panel.wait_for("document.querySelector('[data-about=undone]') !== null")
    arrived, clicked = composer.evaluate("window.arrivedAt"), panel.evaluate("window.clickedAt")
    return float(arrived - clicked)


def lines(name: str, times: list[float], bar: float, reference: tuple[str, list[float]]) -> Iterator[Row]:
    """Return the rows of one measurement: the median and the 95th percentile."""
    what, base = reference[0], statistics.median(reference[1])
    for percentile, value in (("median", statistics.median(times)), ("p95", statistics.quantiles(times, n=20)[-1])):
        yield {
            "name": f"{name}, {percentile} of {len(times)}", "value": value, "unit": "ms", "bar": bar,
            "reference": f"{what}: {base:.1f} ms", "ratio": value / base,
        }  # fmt: skip


@contextmanager
def company() -> Iterator[tuple[Server, ReplicaServer]]:
    """Run a server with the demo company, and the replica."""
    with tempfile.TemporaryDirectory(prefix="vertel-bench-") as name:
        database = f"sqlite:///{Path(name) / 'vertel.sqlite3'}"
        settings = {"VERTEL_DESTINATION_HOSTS": "*.ottervliet.example"}
        with running(Path(name), database, **settings) as server, ReplicaServer() as replica:
            server.vertel("seed", "--without-year")
            yield server, replica


@contextmanager
def browser_of(kind: str, replica: ReplicaServer) -> Iterator[Browser]:
    """Run a browser with the extension, for which LinkedIn is allowed."""
    hosts = {HOST: replica.port}
    with tempfile.TemporaryDirectory(prefix="vertel-allowed-") as folder, sync_playwright() as playwright:
        allowed = copy_allowed(DIST, Path(folder))
        browser: Browser
        if kind == "Chromium":
            browser = ChromiumBrowser(playwright, allowed / "chrome", hosts)
        else:
            browser = FirefoxBrowser(allowed / "firefox", hosts)
        try:
            yield browser
        finally:
            browser.close()
