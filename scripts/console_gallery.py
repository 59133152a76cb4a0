"""Make the console's gallery: a picture of every view, on a desktop and on a phone, by light and in the dark.

    .venv/bin/python scripts/console_gallery.py [FOLDER]

Each picture shows a view in English by light on a desktop, and in Dutch in the dark on a phone, on a real server with
the demo company and its year. Builds nothing: run `make extension` first.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from gallery import QUALITY, SETTINGS, STANDS, side_by_side

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from e2e.console import ADMIN, VIEWS  # noqa: E402  the tests' views are this one's too
from support.server import Server, running  # noqa: E402

READY = "document.querySelector('.page h1, .page h2') !== null && document.querySelector('[aria-busy=true]') === null"
MAIL = {"VERTEL_MAIL_URL": "smtp://127.0.0.1:9?starttls=no", "VERTEL_MAIL_FROM": "vertel@ottervliet.example"}
"""So that the view of mails has something to choose. Nobody listens there, and nothing is sent."""

LONGEST = 1600
"""CSS pixels of a long view that are shown."""


FILLED = {"mails": (("mail-active", "mail-hour"), ("mail-preview", "mail-text"))}
"""Address of a view -> what is pressed in it and what comes then, so that the picture shows it in use."""


class Screen(NamedTuple):
    """What a view is shown on."""

    language: str
    scheme: str
    width: int
    height: int


SCREENS = (Screen("en-GB", "light", 1280, 800), Screen("nl-NL", "dark", 360, 740))


def signed_in(browser: Browser, server: Server, screen: Screen) -> Page:
    """Return a page of the console, signed in as the administrator."""
    page = browser.new_page(
        viewport={"width": screen.width, "height": screen.height},
        locale=screen.language,
        color_scheme=screen.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page.goto(f"{server.url}/console/#code={server.vertel('employee', 'invite', ADMIN)}")
    page.click("[data-testid=setup-connect]")
    page.wait_for_selector(".frame h1")
    return page


def settle(page: Page) -> None:
    """Wait until a view is there. The page's policy lets Playwright evaluate nothing on each frame, so it is asked."""
    while not page.evaluate(READY):
        page.wait_for_timeout(30)


def look(page: Page, address: str, screen: Screen) -> Image.Image:
    """Return what a view shows."""
    page.goto(address)
    settle(page)
    for pressed, comes in FILLED.get(address.partition("/console/")[2], ()):
        button = page.locator(f"[data-testid={pressed}]")
        if not (button.get_attribute("type") == "checkbox" and button.is_checked()):
            button.click()
        page.wait_for_selector(f"[data-testid={comes}]")
    page.evaluate(STANDS)
    height = min(LONGEST, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": screen.width, "height": max(screen.height, height)})
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    return shot


def first_of(page: Page, server: Server, view: str) -> str:
    """Return the path of the first thing that a list leads to, by its id."""
    page.goto(f"{server.url}/console/{view}")
    settle(page)
    return str(page.get_attribute(f".page a[href^='/console/{view}/0']", "href")).removeprefix("/console/")


def main() -> int:
    """Take every picture; return the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "console-gallery"
    folder.mkdir(parents=True, exist_ok=True)
    looks: dict[str, list[Image.Image]] = {}
    with (
        tempfile.TemporaryDirectory(prefix="vertel-console-gallery-") as work,
        running(Path(work), f"sqlite:///{work}/vertel.sqlite3", **SETTINGS, **MAIL) as server,
        sync_playwright() as playwright,
    ):
        server.vertel("seed")
        server.vertel("key", "create", "--role", "editor", "--name", "job-feed")
        server.vertel("webhooks", "add", "https://intranet.ottervliet.example/vertel", "--type", "suggestion.published")
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for screen in SCREENS:
            page = signed_in(browser, server, screen)
            parts = {
                "one suggestion": first_of(page, server, "suggestions"),
                "one idea": first_of(page, server, "ideas"),
            }
            views = {view or "today": view for view in VIEWS} | parts | {"calendar by week": "calendar?week=2026-W49"}
            for name, view in views.items():
                looks.setdefault(name, []).append(look(page, f"{server.url}/console/{view}", screen))
            page.close()
        browser.close()
    for old in folder.glob("*.webp"):
        old.unlink()
    lines = ["# The console, view by view", "", "Made by `scripts/console_gallery.py`, not by hand.", ""]
    for name, pictures in looks.items():
        file = name.replace(" ", "-").replace("/", "-")
        side_by_side(pictures).save(folder / f"{file}.webp", quality=QUALITY, method=6)
        words = name.replace("/", ": ").capitalize()
        lines += [f"## {words}", "", f"![{words}]({folder.name}/{file}.webp)", ""]
    (folder.parent / f"{folder.name}.md").write_text("\n".join(lines[:-1]) + "\n")
    print(f"{len(looks)} views in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
