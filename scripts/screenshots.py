"""Make docs/screenshots: the panel in Dutch and English, light and dark, with the demo company on a real server.

    .venv/bin/python scripts/screenshots.py [FOLDER]

Builds nothing: run `make extension` first. The server, its database and the browser's profile are new ones in a
temporary folder. Only the link's domain is set, so that the pictures show a link as an employee would see it.
"""

from __future__ import annotations

import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.server import Server, running  # noqa: E402  the tests' server is this one's too

EXTENSION = ROOT / "extension" / "dist" / "chrome"
WIDTH, HEIGHT = 400, 720
SHARPNESS = 2
"""Pixels of the picture per CSS pixel."""

SETTINGS = {
    "VERTEL_LINK_BASE_URL": "https://go.ottervliet.example",
    "VERTEL_DESTINATION_HOSTS": "*.ottervliet.example",
}

COLLEAGUES = {"nl": "noor@ottervliet.example", "en": "priya@ottervliet.example"}
"""The panel's language -> a colleague of the demo company who likes to write in it."""

SCHEMES = ("light", "dark")

SUGGESTION = "De paling komt er weer langs"
"""Has a picture, a link, several voices and questions."""

TRACKED_LINK = re.compile(r"https://go\.ottervliet\.example/[0-9a-z]{7}")

PICTURES_STAND = """async () => {
  const blank = () => document.querySelectorAll('.tile > span, span.picture').length > 0;
  for (const end = Date.now() + 5000; blank() && Date.now() < end; ) await new Promise(requestAnimationFrame);
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
}"""
"""Resolves when the suggestions' pictures have come, or when one has not for five seconds."""


@contextmanager
def panel(playwright: Playwright, language: str, scheme: str) -> Iterator[Page]:
    """Open the extension's panel in a new Chromium that speaks one language."""
    with tempfile.TemporaryDirectory(prefix="vertel-screenshots-") as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            headless=True,
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=SHARPNESS,
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            ignore_default_args=["--disable-extensions"],
            args=[
                f"--load-extension={EXTENSION}",
                f"--disable-extensions-except={EXTENSION}",
                f"--lang={language}",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ],
            env={**os.environ, "LANGUAGE": language},
        )
        try:
            page = context.new_page()
            page.goto(f"{origin(context)}/panel.html")
            yield page
        finally:
            context.close()


def origin(context: BrowserContext) -> str:
    """Return the address of the extension, once its worker runs."""
    worker = context.service_workers[0] if context.service_workers else context.wait_for_event("serviceworker")
    return worker.url.removesuffix("/background.js")


def keeper(page: Page, folder: Path, ending: str) -> Callable[[str], None]:
    """Return a function that keeps what the panel shows under a name."""

    def keep(name: str) -> None:
        page.mouse.move(0, 0)
        page.evaluate(PICTURES_STAND)
        shot = Image.open(io.BytesIO(page.screenshot()))
        # a panel has few colours: a palette makes the file a third of the size and looks the same
        shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(folder / f"{name}-{ending}.png", optimize=True)

    return keep


def walk(page: Page, server: Server, email: str, keep: Callable[[str], None]) -> None:
    """Go through the panel as a new colleague does."""
    get = page.get_by_test_id
    expect(get("setup-consent")).to_be_visible()
    keep("first-run")
    get("setup-consent").check()
    get("setup-continue").click()
    get("setup-server").fill(server.url)
    get("setup-code").fill(server.vertel("employee", "invite", email))
    get("setup-connect").click()
    expect(get("suggestion-item").first).to_be_visible()
    keep("list")
    get("suggestion-item").filter(has_text=SUGGESTION).click()
    expect(get("editor")).to_have_value(TRACKED_LINK)
    keep("detail")
    get("way").nth(1).click()
    keep("question")
    get("insert").click()
    expect(get("waiting")).to_be_visible()
    keep("no-post-open")


def main() -> int:
    """Take every picture; return the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    if not (EXTENSION / "manifest.json").exists():
        print("Error: the extension is not built. Run: make extension", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="vertel-screenshots-") as work,
        running(Path(work), f"sqlite:///{work}/vertel.sqlite3", **SETTINGS) as server,
        sync_playwright() as playwright,
    ):
        server.vertel("seed")
        for language, email in COLLEAGUES.items():
            for scheme in SCHEMES:
                with panel(playwright, language, scheme) as page:
                    walk(page, server, email, keeper(page, folder, f"{language}-{scheme}"))
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
