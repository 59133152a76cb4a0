"""The button in LinkedIn's composer: there for whoever said yes twice, in every composer, and gone without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from e2e.chromium import ChromiumTab
from e2e.harness import Browser, Tab, until
from e2e.inserting import COMPOSERS, LINKEDIN, expect_text, open_composer, start_composer, type_lines
from e2e.replica_server import ReplicaServer
from e2e.states.button import SWITCH, open_the_setting
from e2e.states.steps import STORE, by, reopen

ACCOUNT = {
    "server": "http://127.0.0.1:1",
    "id": "019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42",
    "name": "Noor",
    "email": "noor@ottervliet.example",
    "organisation": "Ottervliet",
    "languages": ["nl"],
    "foldDesktop": 210,
    "ended": False,
}
SESSION = {"server": ACCOUNT["server"], "access": "a", "refresh": "r", "attempt": "x", "goodUntil": 9e15}
"""Somebody who is connected, as far as the panel is concerned; the button needs no server."""

# What a page can find of the button: plain elements without a name or anything in them, which it has none of itself.
_NODES = """(act) => {
  const roots = [document];
  for (const root of roots) roots.push(...[...root.querySelectorAll("*")].flatMap((one) => one.shadowRoot ?? []));
  const plain = (one) => one.attributes.length === 0 && one.childNodes.length === 0;
  const nodes = roots.flatMap((root) => [...root.querySelectorAll("div")]).filter(plain);
  const found = nodes.map((node) => {
    const { left, right, top, height } = node.getBoundingClientRect();
    const dialog = node.closest("dialog, [role=dialog], .share-box-v2__modal, main");
    const edge = getComputedStyle(node).direction === "rtl" ? left + 60 : right - 60;
    const hit = node.getRootNode().elementFromPoint(edge, top + height / 2) === node;
    return { x: edge, y: top + height / 2, height, hit, inEditor: replica.editor()?.contains(node) ?? false,
      inDialog: dialog?.contains(replica.editor()) ?? false, open: node.shadowRoot !== null,
      focused: node.getRootNode().activeElement === node };
  });
  if (act === "remove") nodes.forEach((node) => node.remove());
  return found;
}"""

# Everything that the page consists of, shadow roots too, except the inside of the editor; also without the plain nodes.
_WHOLE = """(plainToo) => {
  const plain = (one) => one.nodeName === "DIV" && one.attributes.length === 0 && one.childNodes.length === 0;
  const tell = (node) => node === replica.editor() ? "[editor]" : node.nodeName
    + [...(node.attributes ?? [])].map(({ name, value }) => ` ${name}=${value}`).join("")
    + [...(node.shadowRoot?.childNodes ?? []), ...node.childNodes]
      .filter((one) => plainToo || !plain(one)).map(tell).join("|");
  return tell(document.documentElement);
}"""

_FRAMES = "async (count) => { for (let i = 0; i < count; i += 1) await new Promise(requestAnimationFrame); }"
"""Lets the page paint so many times; 40 are more than the quarter of a second after which the button comes."""

_REGISTERED = (
    "async () => (await chrome.scripting.getRegisteredContentScripts()).map(({ js, matches }) => [js, matches])"
)
_PANELS_BESIDE = """async () => {
  const at = chrome.runtime.getURL("panel.html");
  if (chrome.sidePanel) return (await chrome.runtime.getContexts({ contextTypes: ["SIDE_PANEL"] })).length;
  return (await chrome.windows.getAll({ populate: true })).filter((one) => one.type === "popup").length;
}"""


# Chromium shows it beside a tab, Firefox opens a window of its own.
_CLOSE_PANELS = """async () => {
  if (chrome.sidePanel) {
    const [tabs, windows] = [await chrome.tabs.query({}), await chrome.windows.getAll()];
    const besides = [...tabs.map(({ id }) => ({ tabId: id })), ...windows.map(({ id }) => ({ windowId: id }))];
    for (const beside of besides) await chrome.sidePanel.close(beside).catch(() => undefined);
    return;
  }
  const open = await chrome.windows.getAll();
  for (const { id } of open.filter(({ type }) => type === "popup")) await chrome.windows.remove(id);
}"""


@pytest.fixture
def setting(browser: Browser) -> Iterator[Tab]:
    """The panel, open where the button is switched on and off."""
    panel = browser.open_panel()
    panel.evaluate(
        STORE, {"account": ACCOUNT, "session": SESSION, "consent": {"at": "now"}, "settings": {"language": "en"}}
    )
    reopen(panel)
    open_the_setting(panel)
    yield panel
    panel.evaluate("async () => { await chrome.storage.local.clear(); }")
    until("no script stays on pages", lambda: panel.evaluate(_REGISTERED) == [])
    panel.evaluate(_CLOSE_PANELS)
    until("no panel beside a page", lambda: panel.evaluate(_PANELS_BESIDE) == 0)


def nodes(tab: Tab) -> list[dict[str, Any]]:
    """What the page has of the button."""
    found: list[dict[str, Any]] = tab.evaluate(_NODES, "look")
    return found


def the_button(tab: Tab) -> dict[str, Any]:
    """The one node of the button, as soon as it stands in the composer."""
    tab.to_front()
    found = until("one button", lambda: found if len(found := nodes(tab)) == 1 else None)[0]
    assert found["inDialog"]
    assert found["hit"]
    assert not found["inEditor"]
    assert not found["open"]
    assert found["height"] >= 24
    return found


def switch(panel: Tab, *, on: bool) -> None:
    """Switch the button on, with the second yes, or off."""
    panel.to_front()
    panel.click(SWITCH)
    if on:
        panel.click(by("composer-button-yes"))
    panel.wait_for(f"document.querySelector('{SWITCH}[aria-checked={str(on).lower()}]') !== null")
    panel.wait_for("document.querySelector('[data-about=composer-button]') !== null")


def test_it_comes_after_a_second_yes_opens_the_panel_and_goes_without_a_trace(
    browser: Browser, setting: Tab, replica: ReplicaServer
) -> None:
    composer = open_composer(browser, "/feed/?variant=b&hostile=1")
    type_lines(composer, "Hoi")
    composer.wait_for("replica.postEnabled()")
    before = composer.evaluate(_WHOLE, True)
    requests = len(replica.requests)

    setting.to_front()
    setting.click(SWITCH)
    setting.wait_for("(no) => document.activeElement.matches(no)", by("composer-button-no"))
    setting.press("Escape")
    setting.wait_for(f"document.activeElement.matches('{SWITCH}[aria-checked=false]')")
    assert setting.evaluate(_REGISTERED) == []
    switch(setting, on=True)
    assert setting.evaluate(_REGISTERED) == [[["button.js"], ["https://www.linkedin.com/*"]]]

    button = the_button(composer)
    assert composer.evaluate(_WHOLE, True) != before
    assert composer.evaluate(_WHOLE, False) == before
    assert setting.evaluate(_PANELS_BESIDE) == 0
    for _ in range(2):
        composer.to_front()
        composer.mouse_click(button["x"], button["y"])
        until("a panel beside the page", lambda: setting.evaluate(_PANELS_BESIDE) == 1)
    composer.to_front()
    composer.type("!")
    expect_text(composer, "Hoi!")

    switch(setting, on=False)
    until("the button has gone", lambda: nodes(composer) == [])
    assert composer.evaluate(_WHOLE, True) == before
    composer.evaluate("replica.watch()")
    composer.to_front()
    composer.type("?")
    expect_text(composer, "Hoi!?")
    assert composer.evaluate("replica.signals()") == []
    assert replica.requests[requests:] == []
    composer.open(LINKEDIN + "/feed/?variant=d")
    start_composer(composer, "/feed/")
    composer.evaluate(_FRAMES, 40)
    assert nodes(composer) == []


def test_it_stands_in_every_composer_and_nowhere_else(browser: Browser, setting: Tab) -> None:
    switch(setting, on=True)
    page = browser.open(f"{LINKEDIN}/posts/1?lang=nl")
    page.wait_for("document.querySelector('[data-decoy]') !== null")
    page.click("[data-decoy=chat]")
    page.evaluate(_FRAMES, 40)
    assert nodes(page) == []
    for address in [*COMPOSERS.values(), "/feed/?variant=a&placeholder=editor"]:
        page.open(LINKEDIN + address)
        start_composer(page, address)
        the_button(page)
    page.evaluate("() => document.querySelector('[data-replica-nav=\"/mynetwork/\"]').click()")
    until("no button without a composer", lambda: nodes(page) == [])


def test_the_keyboard_reaches_it_and_a_page_that_does_not_want_it_is_left_alone(browser: Browser, setting: Tab) -> None:
    switch(setting, on=True)
    composer = open_composer(browser, "/feed/?variant=a&placeholder=none")
    the_button(composer)
    composer.press("Tab")
    until("the focus on the button", lambda: nodes(composer)[0]["focused"])
    composer.press("Escape")
    composer.press("a")
    assert the_button(composer)["focused"]
    assert composer.evaluate("replica.text()") == ""
    if isinstance(composer, ChromiumTab):
        tree = composer.page.context.new_cdp_session(composer.page).send("Accessibility.getFullAXTree")
        named = [node["role"]["value"] for node in tree["nodes"] if node.get("name", {}).get("value") == "Open Vertel"]
        assert "button" in named
    composer.press("Enter")
    until("a panel beside the page", lambda: setting.evaluate(_PANELS_BESIDE) == 1)

    for _ in range(3):
        composer.to_front()
        until("a button to take away", lambda: composer.evaluate(_NODES, "remove") != [])
    composer.evaluate(_FRAMES, 5)
    assert nodes(composer) == []
