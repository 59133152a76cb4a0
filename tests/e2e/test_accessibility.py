"""Everyone can use the panel: no fault that axe finds in any state, nothing cut off when narrow, no mouse needed."""

from __future__ import annotations

import re
from typing import Any

import pytest

from e2e import states
from e2e.chromium import ChromiumTab
from e2e.colleague import connect
from e2e.conftest import ROOT
from e2e.harness import Browser, Tab, until
from e2e.inserting import open_composer
from e2e.replica_server import ReplicaServer
from e2e.states.steps import begin, by, expect_focus
from support.server import Server

NARROW = 320

WALKS = [("chromium", "nl"), ("chromium", "en"), ("firefox", "nl")]

OF_THE_BROWSER = ["target-size", "scrollable-region-focusable"]
"""What another browser may lay out otherwise; the rest of what axe looks at is the same document."""

# A function, because the panel's policy lets no script in by a tag; axe puts itself on `window`.
_INSTALL_AXE = "async () => {{ if (window.axe === undefined) {{ {axe} }} }}"
_HAS_AXE = "window.axe !== undefined"
_AT_REST = "document.getAnimations().every((one) => one.playState !== 'running')"
# A bar that stays in sight lies over a part of whatever the page happens to be scrolled to: axe sees it in its place.
_FAULTS = """async (rules) => {
  const only = rules === null ? {} : { runOnly: { type: "rule", values: rules } };
  const bars = [...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).position === "sticky");
  for (const bar of bars) bar.style.position = "static";
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  for (const bar of bars) bar.style.position = "";
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}"""
# What is chosen must differ from what is not in an edge or a fill: the system puts its own colours in place of ours.
_CHOSEN_UNSEEN = """() => {
  const isChosen = (element) =>
    element.matches("[aria-pressed=true], [aria-current=page]") || element.querySelector("input:checked") !== null;
  const look = (element) => {
    const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth, backgroundColor } = getComputedStyle(element);
    const icon = element.querySelector(".icon");
    const outline = outlineStyle === "none" ? "" : outlineWidth;
    const fill = icon === null ? "" : getComputedStyle(icon).fill;
    return [outline, borderTopStyle, borderTopWidth, backgroundColor, fill].join();
  };
  return [...document.querySelectorAll("[aria-pressed], [aria-current], label:has(input[type=radio])")]
    .filter(isChosen)
    .filter((one) => [...one.parentElement.children]
      .some((other) => other.tagName === one.tagName && !isChosen(other) && look(other) === look(one)))
    .map((one) => `forced colours: not seen to be chosen: ${one.outerHTML.slice(0, 120)}`);
}"""
# From left to right and, as far as the layout goes, from right to left.
_TOO_WIDE = """() => ["ltr", "rtl"].flatMap((dir) => {
  const page = document.documentElement;
  const before = page.dir;
  page.dir = dir;
  const outside = [...document.querySelectorAll("body *")]
    .filter((element) => !element.closest(".hidden, svg"))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.right > page.clientWidth + 0.5 || box.left < -0.5))
    .map(({ element }) => `too wide, ${dir}: ${element.tagName} ${element.className}`);
  page.dir = before;
  return outside;
})"""


@pytest.fixture
def panel(browser: Browser) -> Tab:
    """The panel, as narrow as a side panel gets."""
    panel = browser.open_empty_page()
    panel.resize(NARROW, 640)
    return panel


@pytest.mark.parametrize(("browser_kind", "language"), WALKS, indirect=["browser_kind"])
def test_no_state_of_the_panel_shuts_anyone_out(panel: Tab, company: Server, language: str) -> None:
    found: dict[str, Any] = {}
    walk = []
    begin(panel, language)
    stops = states.everything if isinstance(panel, ChromiumTab) else states.the_main_way
    for state in stops(panel, company, language):
        walk.append(state)
        faults = faults_in(panel, colours=language == "nl")
        if faults:
            found[state] = faults
    assert found == {}
    assert len(set(walk)) == len(walk)


def faults_in(panel: Tab, *, colours: bool = True) -> list[str]:
    """What axe finds in the panel as it is now, by light and in the dark, and what does not fit in its width.

    In Chromium also what cannot be seen where the system forces its colours.

    :param colours: whether to look in the dark and where colours are forced, too; they are the same in every language.
    """
    if not panel.evaluate(_HAS_AXE):
        axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
        panel.evaluate(_INSTALL_AXE.format(axe=axe))
    found: list[str] = panel.evaluate(_TOO_WIDE)
    if not isinstance(panel, ChromiumTab):
        panel.wait_for(_AT_REST)
        found += panel.evaluate(_FAULTS, OF_THE_BROWSER)
        return found
    if colours:
        panel.pretend_media(color_scheme="dark", reduced_motion="reduce")
        panel.wait_for(_AT_REST)
        # only the colours differ
        found += [f"dark: {fault}" for fault in panel.evaluate(_FAULTS, ["color-contrast"])]
        panel.pretend_media(forced_colors="active", reduced_motion="reduce")
        panel.wait_for(_AT_REST)
        found += panel.evaluate(_CHOSEN_UNSEEN)
    panel.pretend_media(color_scheme="light", reduced_motion="reduce", forced_colors="none")
    panel.wait_for(_AT_REST)
    return found + panel.evaluate(_FAULTS, None)


def test_from_the_first_run_to_a_post_without_a_mouse(
    browser: Browser, panel: Tab, company: Server, replica: ReplicaServer
) -> None:
    composer = open_composer(browser, "/feed/?variant=b&lang=nl")
    panel.to_front()
    begin(panel, "nl")
    keyboard_to(panel, by("setup-consent"))
    panel.press("Enter")
    expect_focus(panel, by("setup-server"))
    panel.type(company.url)
    keyboard_to(panel, by("setup-by-code"))
    panel.press("Enter")
    expect_focus(panel, by("setup-code"))
    panel.type(company.vertel("employee", "invite", states.COLLEAGUES["nl"]))
    panel.press("Enter")

    panel.wait_for(f"document.querySelector('{by('suggestion-item')}') !== null")
    expect_focus(panel, "h1")
    look_at_the_settings_and_come_back(panel)
    panel.press("/")
    expect_focus(panel, by("search"))
    panel.type("paling")
    panel.wait_for(f"document.querySelectorAll('{by('suggestion-item')}').length === 1")
    panel.press("ArrowDown")
    expect_focus(panel, by("suggestion-item"))
    panel.press("Enter")
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    expect_focus(panel, "h1")

    keyboard_to(panel, "#editor")
    panel.press("Control+Home")
    panel.type("Kijk nou. ")
    keyboard_to(panel, by("insert"))
    panel.press("Enter")
    panel.wait_for("document.querySelector('[data-about=inserted]') !== null")
    expect_focus(panel, "#in-the-post")
    keyboard_to(panel, by("in-the-post-away"))
    panel.press("Enter")
    expect_focus(panel, "#editor")
    keyboard_to(panel, by("insert"))
    assert re.match(r"Kijk nou\. .*/r/[2-9a-z]{7}", composer.evaluate("replica.text()"), re.DOTALL)

    panel.press("Escape")
    panel.wait_for(f"document.activeElement?.matches('{by('suggestion-item')}')")
    assert composer.evaluate("replica.posts") == 0


def test_a_hint_that_comes_while_somebody_goes_on_with_tab_does_not_push_the_focus_out_of_sight(
    panel: Tab, company: Server
) -> None:
    begin(panel, "nl")
    connect(panel, company, company.vertel("employee", "invite", states.COLLEAGUES["nl"]))
    panel.click(by("suggestion-item"))
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    keyboard_to(panel, "#editor")
    panel.press("Control+Home")
    panel.type("Kijk nou. ")
    keyboard_to(panel, by("link-unfold"))

    panel.wait_for(f"document.querySelector('{by('hint')}') !== null")

    panel.wait_for(f"({_FOCUS_SEEN})() === ''")


def look_at_the_settings_and_come_back(panel: Tab) -> None:
    """The focus follows into the settings, through the question before signing out, and back."""
    keyboard_to(panel, by("tab-you"))
    panel.press("Enter")
    expect_focus(panel, "h1")
    keyboard_to(panel, by("settings"))
    panel.press("Enter")
    expect_focus(panel, "h1")
    keyboard_to(panel, by("signout"))
    panel.press("Enter")
    expect_focus(panel, by("signout-stay"))
    panel.press("Escape")
    expect_focus(panel, by("signout"))
    panel.press("Escape")
    expect_focus(panel, by("settings"))
    keyboard_to(panel, by("tab-list"))
    panel.press("Enter")
    expect_focus(panel, "h1")


def keyboard_to(panel: Tab, selector: str) -> None:
    """Go on with Tab until something has the focus; on the way the focus can always be seen."""
    for _ in range(80):
        panel.press("Tab")
        if panel.evaluate("document.activeElement !== document.body"):
            # a browser may scroll to it a moment later
            until(f"the focus in sight: {panel.evaluate(_FOCUS_SEEN)}", lambda: panel.evaluate(_FOCUS_SEEN) == "")
        if panel.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not lead to {selector}")


# What is wrong with how the focus looks: no outline on it (or on the label of a radio button, or the row that its title
# opens), or it is out of sight.
_FOCUS_SEEN = """() => {
  const focused = document.activeElement;
  const shown = focused.closest("label:has(input[type=radio]), .row") ?? focused;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  const name = shown.outerHTML.slice(0, 120);
  if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `no outline: ${name}`;
  const { left, width, top, height } = shown.getBoundingClientRect();
  const inSight = [0.1, 0.3, 0.5, 0.7, 0.9].some((part) => {
    const hit = document.elementFromPoint(left + width / 2, top + height * part);
    return hit !== null && (shown.contains(hit) || hit.closest("label")?.contains(shown));
  });
  return inSight ? "" : `covered: ${name}`;
}"""
