"""The editors' console in Chromium: the bytes of its first view, and how long until a view can be read.

Each time is taken inside the page: from the start of loading its address to the moment in which what it loads is on the
screen. On the demo company that is the first view, Today; with 10,000 suggestions, 500 teams and 50,000 employees it is
every view, each opened anew by its address. The reference is what the browser takes at the least: a page with one word;
beside it, the call to the API for whose first byte the view waited longest.
"""

import gzip
import re
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, sync_playwright

from bench import library
from e2e.console import ADMIN, VIEWS
from support.server import Server, running
from support.world import API
from vertel.db.engine import make_engine

ROOT = Path(__file__).parents[2]
CONSOLE = ROOT / "extension" / "dist" / "console"
TIMES = 15
HOSTS = "*.ottervliet.example,careers.example.com"

READABLE = (
    "document.querySelector('.page h1, .page h2') !== null && document.querySelector('[aria-busy=true]') === null"
)
WATCH = f"""(() => {{
  const look = () => {{
    if ({READABLE}) window.readableAt ??= performance.now();
    else delete window.readableAt;
  }};
  new MutationObserver(look).observe(document, {{ subtree: true, childList: true, attributes: true }});
}})()"""
ONE_WORD = "data:text/html,<title>one</title><main class=page><h1>one</h1></main>"

Row = dict[str, Any]


def run() -> list[Row]:
    """Measure; return a row per bar."""
    rows = [size()]
    with lively() as server, page_of(server) as page:
        one_word = [readable(page, ONE_WORD) for _ in range(TIMES)]
        first = [readable(page, f"{server.url}/console/") for _ in range(TIMES)]
        rows += lines("Today on the demo company", first, 300, one_word)
    with large() as server, page_of(server) as page:
        for path in VIEWS:
            with calls_of(page) as calls:
                times = [readable(page, f"{server.url}/console/{path}") for _ in range(TIMES)]
            rows += lines(f"10,000 suggestions, 50,000 people: /console/{path}", times, 200, one_word, slowest(calls))
    return rows


def size() -> Row:
    """Return what the first view weighs, as the server sends it: page, look, words, worker and scripts."""
    names = {file.name for file in CONSOLE.glob("*.*")}
    first = {name for name in names if re.match(r"(console-|worker-|index|words-nl)", name)}
    todays = [name for name in names if name.endswith(".js") and '"place.today"' in (CONSOLE / name).read_text()]
    for name in [*first, *todays]:
        first |= {name, *imported(name)}
    contents = [(CONSOLE / name).read_bytes() for name in sorted(first)]
    packed, whole = (sum(map(len, some)) for some in ([gzip.compress(one, 9) for one in contents], contents))
    reference = f"as it is: {whole:,} bytes"
    return {
        "name": "first view, gzip", "value": packed, "unit": "bytes", "bar": 60_000,
        "reference": reference, "ratio": packed / whole,
    }  # fmt: skip


def imported(name: str) -> set[str]:
    """Return the files that a script needs at once."""
    if not name.endswith(".js"):
        return set()
    found = set(re.findall(r'(?:import|from)"\./([\w-]+\.js)"', (CONSOLE / name).read_text()))
    return found.union(*(imported(one) for one in found))


@contextmanager
def lively() -> Iterator[Server]:
    """The demo company with a year behind it."""
    with tempfile.TemporaryDirectory(prefix="vertel-bench-console-") as folder:
        database = f"sqlite:///{Path(folder) / 'vertel.sqlite3'}"
        with running(Path(folder), database, VERTEL_DESTINATION_HOSTS=HOSTS) as server:
            server.vertel("seed")
            yield server


@contextmanager
def large() -> Iterator[Server]:
    """The same with as much beside it as an organisation of 50,000 has."""
    with tempfile.TemporaryDirectory(prefix="vertel-bench-console-") as folder:
        database = f"sqlite:///{Path(folder) / 'vertel.sqlite3'}"
        with running(Path(folder), database, VERTEL_DESTINATION_HOSTS=HOSTS) as server:
            server.vertel("seed")
            engine = make_engine(database)
            library.fill(engine, 10)
            engine.dispose()
            yield server


@contextmanager
def page_of(server: Server) -> Iterator[Page]:
    """A page that is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.add_init_script(WATCH)
        page.goto(f"{server.url}/console/#code={server.vertel('employee', 'invite', ADMIN)}")
        page.click("[data-testid=setup-connect]")
        page.wait_for_selector(".frame h1")
        yield page
        browser.close()


def readable(page: Page, address: str) -> float:
    """Open an address; return the milliseconds until it could be read and nothing was still coming."""
    page.goto(address)
    settle(page)
    page.wait_for_timeout(300)
    settle(page)
    return float(page.evaluate("window.readableAt"))


def settle(page: Page) -> None:
    """Wait until a view can be read. It is asked: the page's policy lets Playwright evaluate nothing on each frame."""
    while not page.evaluate(f"window.readableAt !== undefined && {READABLE}"):
        page.wait_for_timeout(20)


@contextmanager
def calls_of(page: Page) -> Iterator[dict[str, list[float]]]:
    """Yield the milliseconds until the first byte of each answer of the API, by path; complete after the block."""
    calls: dict[str, list[float]] = {}

    def note(request: Request) -> None:
        address = urlsplit(request.url)
        if address.path.startswith(API):
            waited = request.timing["responseStart"] - request.timing["requestStart"]
            calls.setdefault(address.path.removeprefix(API), []).append(waited)

    page.context.on("requestfinished", note)
    yield calls
    page.context.remove_listener("requestfinished", note)


def slowest(calls: dict[str, list[float]]) -> str:
    """Return which call's answer took longest to begin, by its median."""
    if not calls:
        return ""
    path = max(calls, key=lambda one: statistics.median(calls[one]))
    return f"; GET {path}: {statistics.median(calls[path]):.0f} ms"


def lines(name: str, times: list[float], bar: int, one_word: list[float], slowest_call: str = "") -> list[Row]:
    """Return the median, beside that of a page with one word."""
    value, least = statistics.median(times), statistics.median(one_word)
    reference = f"a page with one word: {least:.0f} ms{slowest_call}"
    return [
        {
            "name": f"{name}, p50",
            "value": value,
            "unit": "ms",
            "bar": bar,
            "reference": reference,
            "ratio": value / least,
        }
    ]
