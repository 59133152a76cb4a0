"""Make the pictures for the stores: the real panel with the demo company, beside a page that behaves like LinkedIn's.

    .venv/bin/python scripts/store_pictures.py [FOLDER]

Builds nothing: run `make demo` or `make test` once before, which build the extension and the page. The walk through the
panel is that of the browser tests; the pictures are some of its stops, in the size that both stores want.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from PIL import Image
from playwright.sync_api import Playwright, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from e2e import states  # noqa: E402  the walk, the browser and the server of the tests are this script's too
from e2e.chromium import ChromiumBrowser, ChromiumTab  # noqa: E402
from e2e.inserting import open_composer  # noqa: E402
from e2e.replica_server import DIST, HOST, ReplicaServer  # noqa: E402
from e2e.states.steps import begin  # noqa: E402
from support.server import Server, running  # noqa: E402

EXTENSION = ROOT / "extension" / "dist" / "chrome"
WIDTH, HEIGHT, PANEL_WIDTH = 1280, 800, 400

# the address in the links that the pictures show
SETTINGS = {
    "VERTEL_PUBLIC_URL": "https://vertel.ottervliet.example",
    "VERTEL_DESTINATION_HOSTS": "*.ottervliet.example",
}

PICTURES = {"list": "suggestions", "caption": "make-it-yours", "question": "story-starter"}
"""The stops of the walk that make a picture, and its name."""

EDITOR_TEXT = "document.querySelector('#editor')?.value ?? ''"


def picture(panel: ChromiumTab, page: ChromiumTab) -> Image.Image:
    """The page with the panel beside it, as one sees them."""
    whole = Image.new("RGB", (WIDTH, HEIGHT))
    for tab, left in ((page, 0), (panel, WIDTH - PANEL_WIDTH)):
        tab.to_front()
        tab.page.mouse.move(0, 0)
        whole.paste(Image.open(io.BytesIO(tab.page.screenshot())), (left, 0))
    # few colours: a palette makes the file a third of the size and looks the same
    return whole.quantize(256, dither=Image.Dither.NONE)


def pictures(
    playwright: Playwright, server: Server, replica: ReplicaServer, language: str
) -> Iterator[tuple[str, Image.Image]]:
    """Walk through the panel in a language, with a name and a picture at each of the stops."""
    browser = ChromiumBrowser(playwright, EXTENSION, {HOST: replica.port})
    try:
        page = cast("ChromiumTab", open_composer(browser, f"/feed/?variant=b&lang={language}"))
        panel = cast("ChromiumTab", browser.open_panel())
        page.resize(WIDTH - PANEL_WIDTH, HEIGHT)
        panel.resize(PANEL_WIDTH, HEIGHT)
        begin(panel, language)
        wanted = dict(PICTURES)
        for state in states.everything(panel, server, language):
            if state not in wanted:
                continue
            if state == "caption":
                page.to_front()
                page.type(panel.evaluate(EDITOR_TEXT))
            yield f"{wanted.pop(state)}-{language}", picture(panel, page)
            panel.to_front()
            if not wanted:
                return
    finally:
        browser.close()


def main() -> int:
    """Take every picture; return the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "store"
    if not (EXTENSION / "manifest.json").exists() or not DIST.exists():
        print("Error: the extension or the page is not built. Run: make demo", file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory(prefix="vertel-pictures-") as work,
        running(Path(work), f"sqlite:///{work}/vertel.sqlite3", workers=4, **SETTINGS) as server,
        ReplicaServer() as replica,
        sync_playwright() as playwright,
    ):
        server.vertel("seed", "--without-year")
        for language in states.COLLEAGUES:
            for name, image in pictures(playwright, server, replica, language):
                image.save(folder / f"{name}.png", optimize=True)
                print(f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
