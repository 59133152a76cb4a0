"""Fixtures of the browser tests. How to use them is told in `tests/e2e/harness.py`."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Playwright, sync_playwright

from e2e.allowed import copy_allowed
from e2e.chromium import ChromiumBrowser
from e2e.firefox import FirefoxBrowser
from e2e.harness import Browser
from e2e.replica_server import HOST, ReplicaServer
from support.prepared import prepared
from support.server import KEY, Server, make_tables, running

ROOT = Path(__file__).parents[2]

Launch = Callable[[str], AbstractContextManager[Browser]]

HOSTS = "*.ottervliet.example"
"""Where the demo company's links may lead."""

RETENTION = "123"
"""Days that the demo company's server keeps clicks; nobody's default."""


@pytest.fixture(scope="session")
def extension_dist() -> Path:
    """The folder with the builds for both browsers; another one, such as an unpacked release, by environment."""
    _build_once("tests/replica/build.mjs")
    given = os.environ.get("VERTEL_TEST_EXTENSION")
    if given:
        return Path(given)
    _build_once("extension/build.mjs")
    return ROOT / "extension" / "dist"


@pytest.fixture(scope="session")
def allowed_dist(extension_dist: Path) -> Iterator[Path]:
    """Builds in which *Insert* is allowed. What is asked, and when: `tests/e2e/test_beside_the_page.py`."""
    with TemporaryDirectory(prefix="vertel-allowed-") as folder:
        yield copy_allowed(extension_dist, Path(folder))


@pytest.fixture(scope="session")
def _replica_server(extension_dist: Path) -> Iterator[ReplicaServer]:
    with ReplicaServer() as server:
        yield server


@pytest.fixture
def replica(_replica_server: ReplicaServer) -> Iterator[ReplicaServer]:
    """The replica's server, with nothing in its `requests` yet. Every test is a witness to the extension's silence."""
    _replica_server.requests.clear()
    yield _replica_server
    assert _replica_server.strangers() == []


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def launch_browser(_playwright: Playwright, _replica_server: ReplicaServer, allowed_dist: Path) -> Launch:
    """`with launch_browser("chromium") as browser:` is a new browser with a new profile."""

    @contextmanager
    def launch(kind: str) -> Iterator[Browser]:
        hosts = {HOST: _replica_server.port}
        browser: Browser
        if kind == "chromium":
            browser = ChromiumBrowser(_playwright, allowed_dist / "chrome", hosts)
        else:
            browser = FirefoxBrowser(allowed_dist / "firefox", hosts)
        try:
            yield browser
        finally:
            browser.close()

    return launch


@pytest.fixture(scope="session")
def _shared_browsers(launch_browser: Launch) -> Iterator[dict[str, tuple[AbstractContextManager[Browser], Browser]]]:
    running: dict[str, tuple[AbstractContextManager[Browser], Browser]] = {}
    yield running
    for launched, _browser in running.values():
        launched.__exit__(None, None, None)


@pytest.fixture(scope="session")
def seeded() -> Path:
    """A database with the demo company, made once; servers get copies of it."""
    return prepared("seeded.sqlite3", partial(seed, options=["--without-year"]))


@pytest.fixture(scope="session")
def lively() -> Path:
    """The same with a year behind it."""
    return prepared("lively.sqlite3", partial(seed, options=[]))


def seed(file: Path, options: Sequence[str]) -> None:
    """Make a database with the demo company in it."""
    settings = {**KEY, "VERTEL_DATABASE_URL": f"sqlite:///{file}", "VERTEL_DESTINATION_HOSTS": HOSTS}
    server = Server("http://127.0.0.1", settings)
    make_tables(server)
    server.vertel("seed", *options)


@pytest.fixture
def lively_company(extension_dist: Path, lively: Path) -> Iterator[Server]:
    """The demo company with a year behind it, for one test."""
    with TemporaryDirectory(prefix="vertel-lively-company-") as name:
        database = f"sqlite:///{copy(lively, name)}"
        settings = {"VERTEL_DESTINATION_HOSTS": HOSTS, "VERTEL_CONSOLE_DIR": str(extension_dist / "console")}
        with running(Path(name), database, migrated=True, **settings) as server:
            yield server


@pytest.fixture(scope="session")
def company(extension_dist: Path, seeded: Path) -> Iterator[Server]:
    """The demo company's server, for all tests of this process: each comes with a colleague of its own."""
    with TemporaryDirectory(prefix="vertel-company-") as name:
        settings = {
            "VERTEL_DESTINATION_HOSTS": HOSTS,
            "VERTEL_CLICK_RETENTION_DAYS": RETENTION,
            "VERTEL_APP_DIR": str(extension_dist / "app"),
            "VERTEL_CONSOLE_DIR": str(extension_dist / "console"),
        }
        database = f"sqlite:///{copy(seeded, name)}"
        with running(Path(name), database, migrated=True, **settings) as server:
            yield server


@pytest.fixture
def own_company(extension_dist: Path, seeded: Path) -> Iterator[Server]:
    """A demo company that nobody else uses, for tests that change what all its colleagues see."""
    with TemporaryDirectory(prefix="vertel-own-company-") as name:
        database = f"sqlite:///{copy(seeded, name)}"
        settings = {"VERTEL_DESTINATION_HOSTS": HOSTS, "VERTEL_CONSOLE_DIR": str(extension_dist / "console")}
        with running(Path(name), database, migrated=True, **settings) as server:
            yield server


@pytest.fixture(params=["chromium", "firefox"])
def browser_kind(request: pytest.FixtureRequest) -> str:
    """Makes a test run once per browser."""
    kind: str = request.param
    return kind


@pytest.fixture
def browser(
    browser_kind: str,
    launch_browser: Launch,
    replica: ReplicaServer,
    _shared_browsers: dict[str, tuple[AbstractContextManager[Browser], Browser]],
) -> Iterator[Browser]:
    """A running browser, shared by the tests of this process; it is as new after each of them."""
    if browser_kind not in _shared_browsers:
        launched = launch_browser(browser_kind)
        _shared_browsers[browser_kind] = (launched, launched.__enter__())
    browser = _shared_browsers[browser_kind][1]
    yield browser
    browser.make_as_new()


def _build_once(script: str) -> None:
    def build(mark: Path) -> None:
        subprocess.run(["node", script], cwd=ROOT, check=True, timeout=120)
        mark.touch()

    prepared(f"built-{script.replace('/', '-')}", build)
