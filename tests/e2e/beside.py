"""Both browsers in a window that can be seen, with the extension's real place beside the page: the side panel of
Chromium, the sidebar of Firefox. `tests/e2e/screen.py` has the hands."""

from __future__ import annotations

import json
import subprocess
import tempfile
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import websocket

from e2e import chromium, firefox
from e2e.bidi import Bidi, BidiError
from e2e.connect_proxy import ConnectProxy
from e2e.harness import PATIENCE, Page, until
from e2e.screen import SIZE, PageOnScreen, Screen, colour_of

WINDOW = (SIZE[0] - 20, SIZE[1] - 20)


class Beside(ABC):
    """A browser window with one tab, and Vertel beside it once its icon has been clicked."""

    language: str
    """The browser's own."""

    @abstractmethod
    def click_icon(self) -> None:
        """Click Vertel's icon in the toolbar."""

    @abstractmethod
    def page(self) -> Page:
        """The page in the tab."""

    @abstractmethod
    def panel(self) -> Page:
        """Vertel beside the page, as soon as it is there."""

    @abstractmethod
    def allow(self) -> None:
        """Say yes to what the browser itself asks, once it asks."""

    @abstractmethod
    def has_panel(self) -> bool:
        """Whether Vertel is open beside the page."""


class _Target:
    """One page of Chromium, asked over the protocol of its developer tools."""

    def __init__(self, url: str) -> None:
        self._socket = websocket.create_connection(url, suppress_origin=True, timeout=PATIENCE)
        self._ids = count(1)

    def call(self, function: str, argument: str) -> str | None:
        """What a function answers in the page."""
        number = next(self._ids)
        expression = f"({function})({json.dumps(argument)})"
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        self._socket.send(json.dumps({"id": number, "method": "Runtime.evaluate", "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            pass
        if "error" in answer or "exceptionDetails" in answer["result"]:
            raise BidiError(str(answer))
        value: str | None = answer["result"]["result"].get("value")
        return value

    def close(self) -> None:
        self._socket.close()


class ChromiumBeside(Beside):
    """Debian's Chromium, with the icon pinned, as its users do who want to find it."""

    language = "en"
    _DEFAULT_BUTTON, _TO_THE_YES = (11, 87, 208), 76
    """The colour of the button that has the focus when Chromium asks, its no; how far the yes is from its middle."""

    # Only events of the mouse tell a page where on the screen it stands.
    _LISTEN = """() => {
      window.vertelOrigin ??= null;
      const tell = (event) => { window.vertelOrigin = [event.screenX - event.clientX, event.screenY - event.clientY]; };
      addEventListener("mousemove", tell, true);
    }"""

    def __init__(self, screen: Screen, profile: Path, extension: Path, hosts: Mapping[str, int], url: str) -> None:
        self._screen, self._targets = screen, dict[str, _Target]()
        self._id, self._icon = chromium.extension_id(extension), colour_of(extension / "icons" / "32.png")
        (profile / "Default").mkdir()
        pinned = {"extensions": {"pinned_extensions": [self._id]}, "intl": {"accept_languages": "en-GB,en"}}
        (profile / "Default" / "Preferences").write_text(json.dumps(pinned))
        self._profile = profile
        self._process = subprocess.Popen(
            [
                chromium.EXECUTABLE,
                f"--user-data-dir={profile}",
                "--remote-debugging-port=0",
                f"--window-size={WINDOW[0]},{WINDOW[1]}",
                "--window-position=0,0",
                *chromium.arguments(extension, hosts),
                url,
            ],
            env=screen.environment,
            stderr=subprocess.DEVNULL,
        )

    def click_icon(self) -> None:
        toolbar = until("the page stands below the toolbar", lambda: self.page().evaluate("window.vertelOrigin[1]"))
        self._screen.click(*until("the icon is there", lambda: self._screen.find(self._icon, toolbar)))

    def page(self) -> Page:
        return self._on_screen("https://www.linkedin.com/", 10)

    def panel(self) -> Page:
        return self._on_screen(f"chrome-extension://{self._id}/panel.html", WINDOW[0] - 60)

    def allow(self) -> None:
        no = until("the browser asks", lambda: self._screen.find(self._DEFAULT_BUTTON))

        def answered() -> bool:
            # Not at once: for a moment the yes beside it takes no click, so that nobody clicks before reading.
            self._screen.click(no[0] + self._TO_THE_YES, no[1])
            return self._screen.find(self._DEFAULT_BUTTON) is None

        until("the browser has its answer", answered)

    def has_panel(self) -> bool:
        return self._find(f"chrome-extension://{self._id}/panel.html") is not None

    def _on_screen(self, url: str, x: int) -> Page:
        if url not in self._targets:
            self._targets[url] = _Target(until(f"{url} is open", lambda: self._find(url)))
        target = self._targets[url]
        page = PageOnScreen(self._screen, target.call, "window.vertelOrigin")

        def told() -> Any:
            # Again and again: the window, or the page's last address, may only be on its way.
            page.evaluate(self._LISTEN)
            self._screen.point(x, SIZE[1] // 2)
            return page.evaluate("window.vertelOrigin")

        if not page.evaluate("window.vertelOrigin"):
            until("the page hears of the mouse", told)
        return page

    def _find(self, url: str) -> str | None:
        port = until("Chromium listens", self._port)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=PATIENCE) as answer:
            targets = json.load(answer)
        found = (target["webSocketDebuggerUrl"] for target in targets if target["url"].startswith(url))
        return next(found, None)

    def _port(self) -> str | None:
        try:
            return (self._profile / "DevToolsActivePort").read_text().split()[0]
        except (OSError, IndexError):
            return None

    def close(self) -> None:
        """End the browser."""
        for target in self._targets.values():
            target.close()
        self._process.terminate()
        self._process.wait()


class FirefoxBeside(Beside):
    """Debian's Firefox ESR, in its own window: in Dutch, as extensions hear; its own words are English."""

    language = "nl"
    _DUTCH = """() => {
      Services.locale.availableLocales = ["nl", "en-US"];
      Services.locale.requestedLocales = ["nl"];
      return Services.locale.appLocaleAsBCP47;
    }"""
    _SIDEBAR = "document.getElementById('sidebar').contentDocument?.querySelector('browser')?.currentURI.spec"

    def __init__(self, screen: Screen, profile: Path, extension: Path, hosts: Mapping[str, int], url: str) -> None:
        self._screen, self._proxy = screen, ConnectProxy(hosts)
        (profile / "user.js").write_text(firefox.preferences(self._proxy.port, profile / "downloads"))
        command = [firefox.EXECUTABLE, "--remote-debugging-port=0", "--remote-allow-system-access", "--no-remote"]
        size = ["--width", str(WINDOW[0]), "--height", str(WINDOW[1])]
        self._process = subprocess.Popen(
            [*command, *size, "--profile", str(profile)],
            env={**screen.environment, "HOME": str(profile)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._bidi = Bidi(firefox.bidi_port(profile, self._process))
        window = self._bidi.send("browsingContext.getTree", {"maxDepth": 0, "moz:scope": "chrome"})["contexts"]
        # The browser's own document, which knows where on the screen its parts are.
        self._chrome = PageOnScreen(screen, self._asker(window[0]["context"]), "[0, 0]")
        self._chrome.evaluate(self._DUTCH)
        self._bidi.send("webExtension.install", {"extensionData": {"type": "path", "path": str(extension)}})
        tree = self._bidi.send("browsingContext.getTree", {"maxDepth": 0})["contexts"]
        self._tab = tree[0]["context"]
        self._bidi.send("browsingContext.navigate", {"context": self._tab, "url": url, "wait": "complete"})
        # An extension's page sees the others of its own, the one in the sidebar too.
        created = self._bidi.send("browsingContext.create", {"type": "tab", "background": True})
        self._glass = created["context"]
        icon = f"moz-extension://{firefox.EXTENSION_UUID}/icons/16.png"
        self._bidi.send("browsingContext.navigate", {"context": self._glass, "url": icon, "wait": "complete"})

    def click_icon(self) -> None:
        place = """() => {
          const { x, y, width, height } = document.getElementById("vertel_vertel_example-BAP").getBoundingClientRect();
          return width > 0 && [mozInnerScreenX + x + width / 2, mozInnerScreenY + y + height / 2];
        }"""
        self._screen.click(*self._chrome.wait_for(place))

    def page(self) -> Page:
        return PageOnScreen(self._screen, self._asker(self._tab), "[mozInnerScreenX, mozInnerScreenY]")

    def panel(self) -> Page:
        until("the sidebar opens", self.has_panel)
        return PageOnScreen(self._screen, self._ask_sidebar, "[mozInnerScreenX, mozInnerScreenY]")

    def allow(self) -> None:
        yes = """() => {
          const { state, firstElementChild: asked } = PopupNotifications.panel;
          if (state !== "open" || !asked?.button) return null;
          const { x, y, width, height } = asked.button.getBoundingClientRect();
          return width > 0 ? [mozInnerScreenX + x + width / 2, mozInnerScreenY + y + height / 2] : null;
        }"""
        self._chrome.wait_for(yes)

        def answered() -> bool:
            # Not at once, as in Chromium; and while it opens and goes it takes none either.
            place = self._chrome.evaluate(yes)
            if place is not None:
                self._screen.click(*place)
            return bool(self._chrome.evaluate("PopupNotifications.panel.state === 'closed'"))

        until("the browser has its answer", answered)

    def has_panel(self) -> bool:
        return str(self._chrome.evaluate(self._SIDEBAR)).endswith("/panel.html")

    def _ask_sidebar(self, function: str, argument: str) -> str | None:
        names = "document, location, chrome, Node, Symbol, innerWidth, innerHeight, mozInnerScreenX, mozInnerScreenY"
        inside = f"""async (given) => {{
          const window = chrome.extension.getViews({{ type: "sidebar" }})[0];
          return await (({{ {names} }}) => {{
            const addEventListener = window.addEventListener.bind(window);
            const removeEventListener = window.removeEventListener.bind(window);
            return ({function})(given);
          }})(window);
        }}"""
        return self._asker(self._glass)(inside, argument)

    def _asker(self, context: str) -> Any:
        def ask(function: str, argument: str) -> str | None:
            given = {
                "functionDeclaration": function,
                "arguments": [{"type": "string", "value": argument}],
                "target": {"context": context},
                "awaitPromise": True,
            }
            answer = self._bidi.send("script.callFunction", given)
            if answer["type"] == "exception":
                raise BidiError(answer["exceptionDetails"]["text"])
            value: str | None = answer["result"].get("value")
            return value

        return ask

    def close(self) -> None:
        """End the browser."""
        try:
            self._bidi.close()
            self._process.wait(timeout=PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            self._proxy.close()


@contextmanager
def window(kind: str, screen: Screen, extensions: Path, hosts: Mapping[str, int], url: str) -> Iterator[Beside]:
    """A browser window with a new profile that shows a page."""
    with tempfile.TemporaryDirectory(prefix="vertel-window-", ignore_cleanup_errors=True) as profile:
        if kind == "chromium":
            browser: ChromiumBeside | FirefoxBeside = ChromiumBeside(
                screen, Path(profile), extensions / "chrome", hosts, url
            )
        else:
            browser = FirefoxBeside(screen, Path(profile), extensions / "firefox", hosts, url)
        try:
            yield browser
        finally:
            browser.close()
