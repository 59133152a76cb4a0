"""Make the gallery: a picture of every state of the panel, in Dutch and English, by light and in the dark.

    .venv/bin/python scripts/gallery.py [FOLDER]

The states are the stops of the walk in `tests/e2e/states`, which the tests of accessibility take too. They are shown by
the built extension in Chromium, with the demo company on a real server. Builds nothing: run `make extension` first.
Only the link's domain is set, so that the pictures show a link as an employee would see it.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import cast

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from e2e import states  # noqa: E402  the tests' walk is this one's too
from e2e.allowed import copy_allowed  # noqa: E402
from e2e.chromium import ChromiumBrowser, ChromiumTab  # noqa: E402
from e2e.states.steps import begin  # noqa: E402
from support.server import Server, running  # noqa: E402

BUILDS = ROOT / "extension" / "dist"
WIDTH, HEIGHT = 400, 720
SHARPNESS = 1
"""Pixels of a picture per CSS pixel."""

LONGEST = 1000
"""CSS pixels of a long view that are shown."""

GAP = 16
QUALITY = 65

SETTINGS = {
    "VERTEL_LINK_BASE_URL": "https://go.ottervliet.example",
    "VERTEL_DESTINATION_HOSTS": "*.ottervliet.example",
}

SCHEMES = ("light", "dark")

STANDS = """async () => {
  const blank = () => document.querySelectorAll('.tile > span:empty, span.picture').length > 0;
  for (const end = Date.now() + 2000; blank() && Date.now() < end; ) await new Promise(requestAnimationFrame);
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => undefined)));
}"""
"""Resolves when pictures have come, or when one has not for two seconds, and nothing moves any more."""

Looks = dict[str, dict[tuple[str, str], Image.Image]]
"""The name of a state -> its pictures by language and scheme."""


def look(page: Page, scheme: str) -> Image.Image:
    """Return what the panel shows in one of the schemes."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.mouse.move(0, 0)
    page.evaluate(STANDS)
    height = min(LONGEST, int(page.evaluate("document.documentElement.scrollHeight")))
    page.set_viewport_size({"width": WIDTH, "height": max(HEIGHT, height)})
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    return shot


def walk(browser: ChromiumBrowser, server: Server, language: str, looks: Looks) -> None:
    """Go through all states in a language and keep how they look."""
    panel = cast("ChromiumTab", browser.open_panel())
    panel.resize(WIDTH, HEIGHT)
    begin(panel, language)
    for state in states.everything(panel, server, language):
        for scheme in SCHEMES:
            looks.setdefault(state, {})[language, scheme] = look(panel.page, scheme)
    browser.close_tabs()


def side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return the pictures in a row, on a ground that suits both schemes."""
    gap = GAP * SHARPNESS
    height = max(picture.height for picture in pictures)
    row = Image.new("RGB", (sum(one.width + gap for one in pictures) + gap, height + 2 * gap), "#b9c2be")
    at = gap
    for picture in pictures:
        row.paste(picture, (at, gap))
        at += picture.width + gap
    return row


def write_page(folder: Path, looks: Looks) -> None:
    """Write the page that shows the pictures, in the order of the walk."""
    lines = [
        "# The panel, state by state",
        "",
        "Made by `scripts/gallery.py`, not by hand: each state in Dutch and English, by light and in the dark.",
        "",
    ]
    for state in looks:
        words = state.replace("-", " ").capitalize()
        lines += [f"## {words}", "", f"![{words}](gallery/{state}.webp)", ""]
    (folder.parent / "gallery.md").write_text("\n".join(lines[:-1]) + "\n")


def main() -> int:
    """Take every picture; return the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "gallery"
    if not (BUILDS / "chrome" / "manifest.json").exists():
        print("Error: the extension is not built. Run: make extension", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    looks: Looks = {}
    with (
        tempfile.TemporaryDirectory(prefix="vertel-gallery-") as work,
        running(Path(work), f"sqlite:///{work}/vertel.sqlite3", **SETTINGS) as server,
        sync_playwright() as playwright,
    ):
        server.vertel("seed", "--without-year")
        extension = copy_allowed(BUILDS, Path(work) / "allowed") / "chrome"
        for language in states.COLLEAGUES:
            browser = ChromiumBrowser(playwright, extension, {}, sharpness=SHARPNESS)
            try:
                walk(browser, server, language, looks)
            finally:
                browser.close()
    for old in folder.glob("*.webp"):
        old.unlink()
    for state, pictures in looks.items():
        side_by_side(list(pictures.values())).save(folder / f"{state}.webp", quality=QUALITY, method=6)
    write_page(folder, looks)
    print(f"{len(looks)} states in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
