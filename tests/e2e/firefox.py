"""Debian's Firefox ESR, driven by WebDriver BiDi."""

import base64
import ctypes
import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from e2e.bidi import Bidi, BidiError
from e2e.connect_proxy import ConnectProxy
from e2e.harness import PATIENCE, SIZE, Browser, Tab, until

EXECUTABLE = "/usr/bin/firefox-esr"
EXTENSION_ID = "vertel@vertel.example"
EXTENSION_UUID = "5b7f1d3a-6c1e-4f0a-9d1c-2a6b8e4c0f11"
"""Firefox makes up a UUID per profile; this one is written into the profile so that the panel has an address."""

_PR_SET_PDEATHSIG = 1

_KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
    "Backspace": "\ue003",
    "Delete": "\ue017",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
    "Home": "\ue011",
    "End": "\ue010",
    "Control": "\ue009",
    "Shift": "\ue008",
    "Alt": "\ue00a",
    "Space": " ",
}


class FirefoxTab(Tab):
    """A top-level browsing context."""

    LOST = (BidiError,)

    def __init__(self, bidi: Bidi, context: str) -> None:
        self._bidi = bidi
        self.context = context
        self._closed = False

    def _call(self, function: str, arguments: tuple[Any, ...]) -> str | None:
        answer = self._bidi.send(
            "script.callFunction",
            {
                "functionDeclaration": function,
                "arguments": [{"type": "string", "value": json.dumps(arguments)}],
                "target": {"context": self.context},
                "awaitPromise": True,
                "userActivation": False,
            },
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        value: str | None = answer["result"].get("value")
        return value

    def open(self, url: str) -> None:
        self._bidi.send("browsingContext.navigate", {"context": self.context, "url": url, "wait": "complete"})

    def go_back(self) -> None:
        self._bidi.send("browsingContext.traverseHistory", {"context": self.context, "delta": -1})

    def mouse_click(self, x: float, y: float) -> None:
        place = {"type": "pointerMove", "x": round(x), "y": round(y)}
        down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
        self._perform({"type": "pointer", "id": "mouse", "actions": [place, down, up]})

    def type(self, text: str) -> None:
        strokes = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._perform({"type": "key", "id": "keyboard", "actions": strokes})

    def press(self, chord: str) -> None:
        keys = [_KEYS.get(name, name) for name in chord.split("+")]
        strokes = [{"type": "keyDown", "value": key} for key in keys]
        strokes += [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self._perform({"type": "key", "id": "keyboard", "actions": strokes})

    def screenshot(self, path: Path) -> None:
        shot = self._bidi.send("browsingContext.captureScreenshot", {"context": self.context})
        path.write_bytes(base64.b64decode(shot["data"]))

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self._bidi.send("browsingContext.setViewport", {"context": self.context, "viewport": viewport})

    def to_front(self) -> None:
        self._bidi.send("browsingContext.activate", {"context": self.context})

    def close(self) -> None:
        if not self._closed:
            self._bidi.send("browsingContext.close", {"context": self.context})
        self._closed = True

    def is_closed(self) -> bool:
        return self._closed

    def _perform(self, source: dict[str, Any]) -> None:
        self._bidi.send("input.performActions", {"context": self.context, "actions": [source]})


class FirefoxBrowser(Browser):
    """One Firefox with a profile of its own, thrown away at the end."""

    kind = "firefox"
    extension_origin = f"moz-extension://{EXTENSION_UUID}"

    def __init__(self, extension: Path, hosts: Mapping[str, int], *, program: Path = Path(EXECUTABLE)) -> None:
        super().__init__()
        self._proxy = ConnectProxy(hosts)
        self._profile = tempfile.TemporaryDirectory(prefix="vertel-firefox-", ignore_cleanup_errors=True)
        profile = Path(self._profile.name)
        self.downloads = profile / "downloads"
        (profile / "user.js").write_text(preferences(self._proxy.port, self.downloads))
        self._process = _start(program, profile)
        try:
            self._bidi = Bidi(bidi_port(profile, self._process))
            source = {"type": "path", "path": str(extension)}
            self._bidi.send("webExtension.install", {"extensionData": source})
            # kept open to the end: without a window the browser would be gone
            self._first = self._contexts()
        except BaseException:
            self._end()
            raise

    def _new_tab(self, *, window: bool) -> Tab:
        wanted: dict[str, Any] = {"type": "window" if window else "tab", "background": False}
        if not window:
            # Not in the window of the panel: behind it, the page's timers would go by the second.
            wanted["referenceContext"] = next(iter(self._first))
        created = self._bidi.send("browsingContext.create", wanted)
        tab = FirefoxTab(self._bidi, created["context"])
        # A fixed size, because a headless window has none that one could rely on.
        tab.resize(*SIZE)
        return tab

    def _contexts(self) -> set[str]:
        return {tree["context"] for tree in self._bidi.send("browsingContext.getTree", {"maxDepth": 0})["contexts"]}

    def _close_strays(self) -> None:
        ours = self._first | {tab.context for tab in self._spare.values() if isinstance(tab, FirefoxTab)}
        for context in self._contexts() - ours:
            self._bidi.send("browsingContext.close", {"context": context})

    def _find_opened(self, url: str) -> Tab | None:
        known = {tab.context for tab in self.tabs if isinstance(tab, FirefoxTab)}
        trees = self._bidi.send("browsingContext.getTree", {"maxDepth": 0})["contexts"]
        found = (tree["context"] for tree in trees if tree["context"] not in known and tree["url"].startswith(url))
        context = next(found, None)
        if context is None:
            return None
        tab = FirefoxTab(self._bidi, context)
        tab.is_like_new = False
        return tab

    def close(self) -> None:
        try:
            self._bidi.close()
            self._process.wait(timeout=PATIENCE)
        finally:
            self._end()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._proxy.close()
        self._profile.cleanup()


def _start(program: Path, profile: Path) -> subprocess.Popen[bytes]:
    # Loaded here: between fork and exec a child can call it, and could not load it.
    prctl = ctypes.CDLL(None).prctl

    def end_with_the_tests() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    return subprocess.Popen(
        [
            str(program),
            "--headless",
            "--remote-debugging-port=0",
            "--remote-allow-system-access",
            "--profile",
            str(profile),
            "--no-remote",
        ],
        env={**os.environ, "HOME": str(profile), "MOZ_HEADLESS_WIDTH": "1240", "MOZ_HEADLESS_HEIGHT": "900"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=end_with_the_tests,  # noqa: PLW1509  none of the other threads holds a lock that it needs
    )


def bidi_port(profile: Path, process: subprocess.Popen[bytes]) -> int:
    """Firefox writes the port into its profile when it is ready for connections."""

    def read() -> int | None:
        if process.poll() is not None:
            raise AssertionError(f"{EXECUTABLE} ended with status {process.returncode}")
        try:
            port: int = json.loads((profile / "WebDriverBiDiServer.json").read_text())["ws_port"]
        except (OSError, ValueError, KeyError):
            return None
        return port

    return until("Firefox listens", read)


def preferences(proxy_port: int, downloads: Path) -> str:
    """What a profile's `user.js` says, so that a browser reaches nothing but what the proxy knows."""
    values: dict[str, str | int | bool] = {
        "network.proxy.type": 1,
        "network.proxy.ssl": "127.0.0.1",
        "network.proxy.ssl_port": proxy_port,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": proxy_port,
        "network.proxy.no_proxies_on": "localhost, 127.0.0.1",
        "extensions.webextensions.uuids": json.dumps({EXTENSION_ID: EXTENSION_UUID}),
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
        "browser.download.alwaysOpenPanel": False,
        "app.update.disabledForTesting": True,
        "browser.shell.checkDefaultBrowser": False,
        "browser.startup.page": 0,
        "browser.aboutwelcome.enabled": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "toolkit.telemetry.reportingpolicy.firstRun": False,
        "services.settings.server": "data:,",
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "extensions.getAddons.cache.enabled": False,
        "extensions.update.enabled": False,
    }
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in values.items())
