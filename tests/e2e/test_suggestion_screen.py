"""A suggestion's screen, where it could go wrong without a word: typed addresses, a late link, Escape."""

from __future__ import annotations

import pytest

from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab
from e2e.states.steps import STORE, STORED, begin, by, pretend, unfold, wait_for, wait_for_the_list, write
from e2e.states.suggestion import TITLE
from support.server import Server

ANOTHER = "Hoe een gemaal de regen ziet aankomen"
TEXT = "document.querySelector('#editor').value"
PLAIN = f"document.querySelector('{by('link-url')}')?.textContent"

# What screen readers hear: each text that comes into a region that was there before it.
LISTEN = """() => {
  window.heard = [];
  const hear = (changes) => {
    for (const { target } of changes) if (target.textContent !== "") window.heard.push(target.textContent);
  };
  const whole = { childList: true, characterData: true, subtree: true };
  const regions = document.querySelectorAll("[role=status], [role=alert]");
  for (const region of regions) new MutationObserver(hear).observe(region, whole);
}"""


@pytest.fixture
def panel(browser: Browser, company: Server) -> Tab:
    """The panel with one suggestion open, and its link there."""
    panel = browser.open_panel()
    panel.resize(400, 760)
    begin(panel, "nl")
    connect(panel, company, newcomer(company)[1])
    panel.click(by("suggestion-item"), TITLE)
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    return panel


def test_an_address_that_was_typed_stays_as_it_was_typed(panel: Tab) -> None:
    stored = panel.evaluate(STORED, ["account"])
    panel.evaluate(STORE, {"account": {**stored["account"], "counting": False}})
    unfold(panel, "link")
    wait_for(panel, "link-plain")
    plain = panel.wait_for(PLAIN)
    typed = f"Kijk op {plain}/vacatures/12 (of {plain}?a=b).\n\n{plain}"

    write(panel, typed)

    assert panel.evaluate(TEXT) == typed
    panel.click(f"{by('link-scope')}[data-value=none]")
    panel.wait_for(f"(text) => {TEXT} === text", typed.removesuffix(f"\n\n{plain}"))


def test_a_link_that_comes_late_and_makes_the_text_too_long_is_said(panel: Tab) -> None:
    panel.click(by("back"))
    wait_for_the_list(panel)
    pretend(panel, link=None)
    panel.click(by("suggestion-item"), ANOTHER)
    panel.wait_for("document.querySelector('#editor')?.value.includes('{link}')")
    write(panel, "x" * 2985 + " {link}")

    panel.click(by("insert"))

    panel.wait_for("document.querySelector('[data-about=too_long]') !== null")
    assert "te lang voor LinkedIn" in panel.text(by("toast"))


def test_escape_leaves_the_suggestion_but_not_from_the_text(panel: Tab) -> None:
    panel.click("#editor")
    panel.press("Escape")
    assert panel.evaluate("document.activeElement.id") == "editor"
    panel.evaluate("() => { document.querySelector('.detail h1').focus(); }")
    panel.press("Escape")
    wait_for_the_list(panel)


def test_what_is_read_out_waits_for_a_pause_in_the_typing(panel: Tab) -> None:
    write(panel, "x" * 3000)
    # not with the mouse: the field is higher than the window
    panel.evaluate("() => { document.querySelector('#editor').focus(); }")
    panel.press("Control+End")
    panel.evaluate(LISTEN)

    panel.type("y" * 30)

    panel.wait_for("window.heard.some((text) => text.startsWith('30 tekens te veel'))")
    # it may have been read out where the machine held up the typing, but not at each letter
    assert panel.evaluate("window.heard.filter((text) => text.includes('te veel')).length") < 5


def test_what_went_wrong_comes_into_a_region_that_was_there_before(panel: Tab) -> None:
    panel.evaluate(LISTEN)
    panel.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    panel.click(by("copy"))
    panel.wait_for("window.heard.some((text) => text.includes('liet Vertel niet kopiëren'))")
    assert panel.evaluate("document.querySelector('.toast').parentElement.role") == "alert"


def test_titles_and_descriptions_say_which_language_they_are_in(panel: Tab) -> None:
    panel.evaluate(STORE, {"settings": {"language": "en"}})
    assert panel.evaluate("document.querySelector('.detail h1').lang") == "nl"
    assert panel.evaluate("document.querySelector('.post-picture').lang") == "nl"
    assert panel.evaluate("document.querySelector('[data-testid=alt]').lang") == "nl"
