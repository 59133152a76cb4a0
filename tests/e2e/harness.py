"""Two real browsers behind one small face, with the built extension loaded, for tests that read the same for both.

In a test, ask for the fixture `browser` (every test runs in Chromium and in Firefox) and `replica`:

    def test_something(browser: Browser, replica: ReplicaServer) -> None:
        tab = browser.open("https://www.linkedin.com/feed/?variant=b&lang=nl")   # the replica, over TLS
        tab.click("[data-replica-start]")               # a real mouse click; looks into open shadow roots
        tab.wait_for("replica.editor() !== null")       # polls until true, or fails after two minutes
        tab.type("Hoi"); tab.press("Control+z")         # real keys, to whatever has the focus
        panel = browser.open_panel()                    # panel.html of the extension, in a window of its own
        panel.fill("#server", "http://127.0.0.1:23456") # servers on 127.0.0.1 are reached directly
        panel.click("button", text="Insert")            # the first visible match whose text holds this
        assert tab.evaluate("replica.text()") == "..."  # an expression, or "(a, b) => ..." with arguments
        assert [r for r in replica.requests if r.method == "POST"] == []
        panel.screenshot(path)

`www.linkedin.com` is the replica and every other name fails to resolve, so a test cannot reach the internet.
The browser is shared by the tests of one process; after each of them its tabs are emptied and the extension forgets
everything that it was told. A test that needs more, such as a policy, asks for `browser_kind` and `launch_browser`
instead, and gets a new browser: `with launch_browser(browser_kind) as browser:`.
`browser.extension_origin` is the Origin that the API sees; what a page gives to save ends up in `browser.downloads`.
"""

import json
import re
import shutil
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from e2e.allowed import EMPTY_PAGE
from support.patience import PATIENCE

T = TypeVar("T")

FIRST_PAUSE, LONGEST_PAUSE = 0.01, 0.15
"""Seconds between two looks; more and more, since every look takes the browser from what is waited for."""

SIZE = (1200, 800)
"""Of what a page is shown in, in CSS pixels, until a test wants another."""

_FUNCTION = re.compile(r"\s*(async\s*)?\([^()]*\)\s*=>")

# Finds the first visible match, or the first on which a click would land in its middle, and brings it into view. Where
# that is the same `place` as when it was looked for before, the page is made to let no click through to anything else.
_FIND = """(selector, text, forClick, place) => {
  const roots = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot);
  }
  const guard = (element, hit) => {
    const [said, disarm] = [Symbol.for("e2e.click"), Symbol.for("e2e.disarm")];
    const kinds = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];
    const look = (event) => {
      if (!event.isTrusted) return;
      const path = event.composedPath();
      // or what lay over it from the start, as a label does; not whatever else it stands in
      const isIt = path.includes(element) || path[0] === hit;
      // what is taken away as soon as it is pressed gets no click
      const isGone = event.type !== "pointerdown" && !element.isConnected;
      if (!isIt && !isGone) window[said] = "missed";
      else if (window[said] !== "missed" && isGone) window[said] = "taken away";
      else if (window[said] !== "missed") window[said] = event.type === "click" ? "landed" : "pressed";
      if (window[said] === "missed") {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (event.type === "click") window[disarm]();
    };
    window[disarm]?.();
    window[disarm] = () => { for (const kind of kinds) removeEventListener(kind, look, true); };
    window[said] = "awaited";
    for (const kind of kinds) addEventListener(kind, look, true);
  };
  for (const element of roots.flatMap((root) => [...root.querySelectorAll(selector)])) {
    if (text !== null && !element.textContent.includes(text)) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { x, y, width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const [middleX, middleY] = [x + width / 2, y + height / 2];
    let hit = document.elementFromPoint(middleX, middleY);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(middleX, middleY);
      if (inner === null || inner === hit) break;
      hit = inner;
    }
    const enabled = !element.disabled && element.ariaDisabled !== "true";
    const clickable = hit !== null && enabled && (element.contains(hit) || hit.contains(element));
    if (forClick && !clickable) continue;
    if (place?.x === middleX && place.y === middleY) guard(element, hit);
    return { x: middleX, y: middleY, text: element.innerText ?? element.textContent };
  }
  return null;
}"""

MOST_TOLD = 3000
"""Characters of a page's text that are told when a test fails."""

_ORIGIN = "location.origin"
_KEEPS = "async () => Object.keys(await chrome.storage.local.get(null)).length > 0"
# The worker ends the session itself, so that nothing which is still on its way arrives afterwards.
_FORGET = """async () => {
  await chrome.runtime.sendMessage({ type: "sign_out" });
  await chrome.scripting.unregisterContentScripts();
  await chrome.alarms.clearAll();
  await chrome.storage.local.clear();
  localStorage.clear();
}"""

_CLICKED = "window[Symbol.for('e2e.click')] ?? 'gone'"
"""What became of a click; "gone" when it led to another page."""


def until(what: str, ask: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """The first answer that is neither None nor False; fails with `what` was waited for."""
    end, pause = time.monotonic() + seconds, FIRST_PAUSE
    while True:
        answer = ask()
        if answer is not None and answer is not False:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"after {seconds:g} seconds still not: {what}")
        time.sleep(pause)
        pause = min(1.5 * pause, LONGEST_PAUSE)


class Page(ABC):
    """What a browser shows at one place, and what a person does there. The selectors look into open shadow roots."""

    LOST: tuple[type[Exception], ...] = ()
    """What a script raises that fails, or whose page has just gone."""

    def evaluate(self, script: str, *arguments: Any) -> Any:
        """The value of an expression, or of a function called with JSON arguments, in the page's own world."""
        function = script if _FUNCTION.match(script) else f"() => ({script})"
        answer = self._call(f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)))", arguments)
        return None if answer is None else json.loads(answer)

    def wait_for(self, condition: str, *arguments: Any, seconds: float = PATIENCE) -> Any:
        """The value of an expression or function, once it is true. While it fails, or the page is going, it is not."""
        why: Exception | None = None

        def look() -> Any:
            nonlocal why
            try:
                return self.evaluate(condition, *arguments) or None
            except self.LOST as error:
                why = error
                return None

        try:
            return until(condition, look, seconds)
        except AssertionError as late:
            late.add_note(self._what_stands_there())
            raise late from why

    def _what_stands_there(self) -> str:
        """For whoever reads why a test failed."""
        try:
            text: str = self.evaluate("`${location.pathname}: ${document.body.innerText}`")
        except self.LOST as error:
            return f"The page cannot be asked: {error}"
        return f"The page then, {text[:MOST_TOLD]}"

    def click(self, selector: str, text: str | None = None) -> None:
        """Clicks with the mouse in the middle of the element, once it is visible, enabled, not covered and at rest.

        Where it moves away from under the mouse all the same, nothing else is clicked: the page does not hear of it,
        and it is tried again.
        """
        last: dict[str, Any] | None = None

        def at_rest() -> dict[str, Any] | None:
            nonlocal last
            before, last = last, self._find(selector, text, for_click=True, place=last)
            return last if last == before else None

        def clicked() -> bool:
            place = until(f"clickable {selector} {text or ''}", at_rest)
            self.mouse_click(place["x"], place["y"])
            return self._click_has_landed(selector, text)

        try:
            until(f"a click that lands on {selector} {text or ''}", clicked)
        except AssertionError as late:
            late.add_note(self._what_stands_there())
            raise

    def _click_has_landed(self, selector: str, text: str | None) -> bool:
        """Whether the last click came to what it was meant for, as soon as the page has it.

        What was taken away under it, and stands there again, was only drawn anew: it has heard nothing.
        """

        def outcome() -> str | None:
            try:
                answer: str = self.evaluate(_CLICKED)
            except self.LOST:
                return "gone"
            return None if answer in ("awaited", "pressed") else answer

        became = until("the click arrives in the page", outcome)
        return became != "missed" and not (became == "taken away" and self.shows(selector, text))

    def text(self, selector: str, text: str | None = None) -> str:
        """The visible text of the first visible match."""
        found = until(f"visible {selector} {text or ''}", lambda: self._find(selector, text))
        return str(found["text"])

    def shows(self, selector: str, text: str | None = None) -> bool:
        """Whether there is a visible match at this moment."""
        return self._find(selector, text) is not None

    def fill(self, selector: str, value: str) -> None:
        """Replaces what a field holds by typing."""
        self.click(selector)
        self.press("Control+a")
        self.type(value)

    def _find(
        self, selector: str, text: str | None, *, for_click: bool = False, place: dict[str, Any] | None = None
    ) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.evaluate(_FIND, selector, text, for_click, place)
        return found

    @abstractmethod
    def _call(self, function: str, arguments: tuple[Any, ...]) -> str | None:
        """Awaits `function` of one string, the arguments as JSON, which answers a string."""

    @abstractmethod
    def mouse_click(self, x: float, y: float) -> None:
        """Clicks at a point of the viewport, in CSS pixels."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Types characters, one key each, to whatever has the focus."""

    @abstractmethod
    def press(self, chord: str) -> None:
        """Presses a key such as "Enter", "a" or "Control+z"."""


class Tab(Page):
    """One page in a tab of its own."""

    has_window = False
    """Whether it has a window of its own."""

    is_like_new = True
    """Whether nothing stays of what was done with it once it is emptied."""

    @abstractmethod
    def open(self, url: str) -> None:
        """Loads a page in this tab, up to its load event."""

    @abstractmethod
    def go_back(self) -> None:
        """Presses the browser's own Back."""

    @abstractmethod
    def screenshot(self, path: Path) -> None:
        """Saves what the viewport shows as a PNG file."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Gives the viewport a size, in CSS pixels."""

    @abstractmethod
    def to_front(self) -> None:
        """Makes this the tab that one looks at."""

    @abstractmethod
    def close(self) -> None:
        """Closes the tab, unless it is closed."""

    @abstractmethod
    def is_closed(self) -> bool:
        """Whether the tab is gone."""


class Browser(ABC):
    """A browser with the extension loaded."""

    kind: str
    extension_origin: str
    downloads: Path

    def __init__(self) -> None:
        self.tabs: list[Tab] = []
        self._spare: dict[bool, Tab] = {}
        self._had_panel = False

    def open(self, url: str) -> Tab:
        """A page in a new tab, in front."""
        tab = self.new_tab()
        tab.open(url)
        return tab

    def open_panel(self, *, window: bool = True) -> Tab:
        """The extension's panel in a window of its own, so that LinkedIn's tab stays in sight, or else in a tab."""
        return self._open_extension("panel.html", window=window)

    def open_empty_page(self, *, window: bool = True) -> Tab:
        """A page with the panel's address and rights and nothing on it: it opens several times as quickly."""
        return self._open_extension(EMPTY_PAGE, window=window)

    def _open_extension(self, page: str, *, window: bool) -> Tab:
        self._had_panel = True
        tab = self.new_tab(window=window)
        tab.open(f"{self.extension_origin}/{page}")
        return tab

    def new_tab(self, *, window: bool = False) -> Tab:
        """An empty tab, in a new window if so wished."""
        tab = self._spare.pop(window, None) or self._new_tab(window=window)
        tab.has_window = window
        tab.to_front()
        self.tabs.append(tab)
        return tab

    def opened_tab(self, url: str) -> Tab:
        """The tab that a page or the extension has opened, once it shows an address that begins like this."""
        tab = until(f"a tab opens at {url}", lambda: self._find_opened(url))
        self.tabs.append(tab)
        return tab

    def close_tabs(self) -> None:
        """Closes every tab that was opened through this object."""
        for tab in reversed(self.tabs):
            tab.close()
        self.tabs.clear()

    def clear_tabs(self) -> None:
        """Closes every tab but one in a window of its own and one elsewhere, which are emptied for whoever comes next.

        A page in a new tab costs the browser a new process; another page in an old tab does not.
        """
        for tab in reversed(self.tabs):
            if tab.has_window in self._spare or not tab.is_like_new:
                tab.close()
            elif not tab.is_closed():
                tab.open("about:blank")
                tab.resize(*SIZE)
                self._spare[tab.has_window] = tab
        self.tabs.clear()

    def make_as_new(self) -> None:
        """Empties the tabs, and has the extension forget what it was told, if it was told anything."""
        was_told = self._had_panel and self._was_told()
        self.clear_tabs()
        self._close_strays()
        if was_told:
            self._forget()
        self._had_panel = False

    def _was_told(self) -> bool:
        """Whether the extension keeps anything; yes when no panel is left to ask."""
        panels = (tab for tab in self.tabs if not tab.is_closed() and tab.evaluate(_ORIGIN) == self.extension_origin)
        panel = next(panels, None)
        return panel is None or bool(panel.evaluate(_KEEPS))

    def _forget(self) -> None:
        """Makes the extension what it is on the first day. No page of it may be open, which could tell it more."""
        self.open_empty_page().evaluate(_FORGET)
        self.clear_tabs()
        shutil.rmtree(self.downloads, ignore_errors=True)

    @abstractmethod
    def _close_strays(self) -> None:
        """Closes what pages and the extension opened by themselves; `tabs` is empty."""

    @abstractmethod
    def _find_opened(self, url: str) -> Tab | None:
        """A tab that is not in `tabs` and shows an address that begins like this; `None` while there is none."""

    @abstractmethod
    def _new_tab(self, *, window: bool) -> Tab:
        """An empty tab."""

    @abstractmethod
    def close(self) -> None:
        """Ends the browser."""
