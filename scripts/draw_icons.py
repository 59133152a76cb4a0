"""Draw Vertel's mark at the sizes that browsers and phones ask for.

The PNG files are committed, so this runs only when `extension/icons/mark.svg` changes.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ICONS = Path(__file__).resolve().parent.parent / "extension" / "icons"
CLEAR = [(str(size), size) for size in (16, 32, 48, 128)] + [("app/192", 192), ("app/512", 512)]
"""On nothing: for toolbars and lists."""

FILLED = [("app/maskable", 512, 0.56), ("app/touch", 180, 0.66)]
"""On the whole square, for phones that cut a shape of their own out of it; the mark takes this part of its width."""

GROUND = "#f3f7f5"


def main() -> None:
    """Write the PNG files beside the SVG."""
    svg = (ICONS / "mark.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, size in CLEAR:
            draw(browser, name, size, svg)
        for name, size, part in FILLED:
            draw(browser, name, size, svg, part, GROUND)
        browser.close()


def draw(browser: Browser, name: str, size: int, svg: str, part: float = 1, ground: str | None = None) -> None:
    """Draw the mark in the middle of a square."""
    page = browser.new_page(viewport={"width": size, "height": size})
    style = f"body{{margin:0;display:grid;place-items:center;height:100vh;background:{ground or 'none'}}}"
    style += f"svg{{display:block;width:{size * part}px;height:{size * part}px}}"
    page.set_content(f"<style>{style}</style>{svg}")
    page.screenshot(path=ICONS / f"{name}.png", omit_background=ground is None)


if __name__ == "__main__":
    main()
