"""Debian's Chromium, driven by Playwright."""

import base64
import hashlib
import json
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

from e2e.harness import PATIENCE, SIZE, Browser, Tab

EXECUTABLE = "/usr/bin/chromium"


class ChromiumTab(Tab):
    """A Playwright page."""

    LOST = (PlaywrightError,)

    def __init__(self, page: Page) -> None:
        self.page = page

    def _call(self, function: str, arguments: tuple[Any, ...]) -> str | None:
        answer: str | None = self.page.evaluate(function, json.dumps(arguments))
        return answer

    def open(self, url: str) -> None:
        self.page.goto(url)

    def go_back(self) -> None:
        self.page.go_back()

    def mouse_click(self, x: float, y: float) -> None:
        self.page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, chord: str) -> None:
        self.page.keyboard.press(chord)

    def screenshot(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def resize(self, width: int, height: int) -> None:
        self.page.set_viewport_size({"width": width, "height": height})

    def as_phone(self, width: int, height: int) -> None:
        """Gives the tab a phone's screen, and a finger instead of a mouse, for good."""
        self.is_like_new = False
        protocol = self.page.context.new_cdp_session(self.page)
        screen = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
        protocol.send("Emulation.setDeviceMetricsOverride", screen)
        protocol.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def pretend_media(self, **media: Any) -> None:
        """Has the page believe in a medium, such as `color_scheme="dark"`, as Playwright's `emulate_media` does."""
        self.is_like_new = False
        self.page.emulate_media(**media)

    def to_front(self) -> None:
        self.page.bring_to_front()

    def close(self) -> None:
        if not self.is_closed():
            self.page.close()

    def is_closed(self) -> bool:
        return self.page.is_closed()


class ChromiumBrowser(Browser):
    """One Chromium with a profile of its own, thrown away at the end."""

    kind = "chromium"

    def __init__(
        self, playwright: Playwright, extension: Path, hosts: Mapping[str, int], *, sharpness: int = 1
    ) -> None:
        super().__init__()
        self.extension_origin = f"chrome-extension://{extension_id(extension)}"
        self._profile = tempfile.TemporaryDirectory(prefix="vertel-chromium-", ignore_cleanup_errors=True)
        self._launch = lambda: _launched(playwright, self._profile.name, extension, hosts, sharpness)
        self.downloads = Path(self._profile.name) / "downloads"
        self._start()

    def _start(self) -> None:
        self.context: BrowserContext = self._launch()
        self.context.set_default_timeout(1000 * PATIENCE)
        # Kept open to the end: without a page the browser would be gone, and new windows are asked for through it.
        self._first = self.context.pages[0]
        self._protocol = self.context.new_cdp_session(self._first)
        saving = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self._protocol.send("Browser.setDownloadBehavior", saving)

    def crash(self) -> None:
        """Ends the whole browser where it stands, and starts it again with the same profile; all tabs are gone."""
        with suppress(PlaywrightError):
            self._protocol.send("Browser.crash")
        self.context.close()
        self.tabs.clear()
        self._spare.clear()
        self._start()

    def _new_tab(self, *, window: bool) -> Tab:
        with self.context.expect_page() as page:
            self._protocol.send("Target.createTarget", {"url": "about:blank", "newWindow": window})
        return ChromiumTab(page.value)

    def forget_site(self, origin: str) -> None:
        """Has a site's pages find nothing of the times before, as if nobody had ever been there."""
        self._protocol.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})

    def _close_strays(self) -> None:
        ours = {self._first, *(tab.page for tab in self._spare.values() if isinstance(tab, ChromiumTab))}
        for page in self.context.pages:
            if page not in ours:
                page.close()

    def _find_opened(self, url: str) -> Tab | None:
        known = {tab.page for tab in self.tabs if isinstance(tab, ChromiumTab)}
        found = (page for page in self.context.pages if page not in known and page.url.startswith(url))
        page = next(found, None)
        if page is None:
            # Playwright hears of new pages only while it waits
            self._first.wait_for_timeout(0)
            return None
        tab = ChromiumTab(page)
        tab.is_like_new = False
        return tab

    def kill_workers(self) -> None:
        """Stops the extension's worker where it stands, as the browser does when it wants its memory back."""
        page = next(tab for tab in self.tabs if isinstance(tab, ChromiumTab))
        protocol = self.context.new_cdp_session(page.page)
        protocol.send("ServiceWorker.enable")
        protocol.send("ServiceWorker.stopAllWorkers")
        protocol.detach()

    def close(self) -> None:
        self.context.close()
        self._profile.cleanup()


def extension_id(extension: Path) -> str:
    """The id that Chromium derives from the `key` in the manifest."""
    manifest = json.loads((extension / "manifest.json").read_text())
    digest = hashlib.sha256(base64.b64decode(manifest["key"])).hexdigest()[:32]
    return digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


def _launched(
    playwright: Playwright, profile: str, extension: Path, hosts: Mapping[str, int], sharpness: int
) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        profile,
        executable_path=EXECUTABLE,
        headless=True,
        timeout=1000 * PATIENCE,
        viewport={"width": SIZE[0], "height": SIZE[1]},
        device_scale_factor=sharpness,
        ignore_default_args=["--disable-extensions"],
        args=arguments(extension, hosts),
    )


def arguments(extension: Path, hosts: Mapping[str, int]) -> list[str]:
    """Arguments that have Chromium load the extension and reach nothing but the named hosts."""
    rules = [f"MAP {host} 127.0.0.1:{port}" for host, port in hosts.items()]
    rules += ["MAP * ~NOTFOUND", "EXCLUDE 127.0.0.1", "EXCLUDE localhost"]
    return [
        f"--load-extension={extension}",
        f"--disable-extensions-except={extension}",
        f"--host-resolver-rules={', '.join(rules)}",
        "--disable-features=DisableLoadExtensionCommandLineSwitch",
        "--ignore-certificate-errors",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--mute-audio",
    ]
