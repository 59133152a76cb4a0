"""A suggestion's screen, where it could go wrong without a word: typed addresses, a late link, Escape."""

from __future__ import annotations

import re

import pytest

from e2e.asking import call, token_of
from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab, until
from e2e.states.inserting import PRETEND, press
from e2e.states.steps import STORE, STORED, begin, by, expect_focus, pretend, unfold, wait_for, wait_for_the_list, write
from e2e.states.suggestion import TITLES, choose_way, wait_for_hint
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

CHOOSE_LANGUAGE = """(tag) => {
  const select = document.querySelector("[data-testid=caption-language]");
  select.value = tag;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""

SELECTED = """() => {
  const { value, selectionStart, selectionEnd } = document.querySelector("#editor");
  return value.slice(selectionStart, selectionEnd);
}"""

# Presses *Undo* as soon as it is there, as the second click of two would; and counts how often the page was written in.
HASTY = """() => {
  window.written = 0;
  const run = chrome.scripting.executeScript;
  chrome.scripting.executeScript = (what) => {
    if (what.func !== undefined) window.written += 1;
    return run(what);
  };
  new MutationObserver(() => {
    const undo = document.querySelector("[data-testid=undo]");
    if (undo === null || window.pressed) return;
    window.pressed = true;
    undo.click();
  }).observe(document.body, { childList: true, subtree: true });
}"""

# The browser does not let the panel onto LinkedIn until it is asked; what is copied is kept.
ASKED = """(answer) => {
  chrome.permissions.request = () => {
    chrome.permissions.contains = () => Promise.resolve(answer);
    return Promise.resolve(answer);
  };
  const written = [{ result: { status: "inserted", put: { at: 0, text: "Hoi" } } }];
  chrome.scripting.executeScript = () => Promise.resolve(written);
}"""
LACKS = """(missing) => {
  chrome.scripting.executeScript = () => Promise.resolve([{ result: { status: "not_verified", missing } }]);
  navigator.clipboard.writeText = (text) => {
    window.copied = text;
    return Promise.resolve();
  };
}"""


@pytest.fixture
def panel(browser: Browser, company: Server) -> Tab:
    """The panel with one suggestion open, and its link there."""
    panel = browser.open_empty_page()
    panel.resize(400, 760)
    begin(panel, "nl")
    connect(panel, company, newcomer(company)[1])
    panel.click(by("suggestion-item"), TITLES["nl"])
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
    unfold(panel, "picture")
    choose_way(panel, "photo")
    wait_for(panel, "photo")
    for what in (".detail h1 bdi", ".photo .photo-picture", ".post-picture", by("alt")):
        assert panel.evaluate("(what) => document.querySelector(what).lang", what) == "nl"


def test_after_insert_nothing_is_undone_by_a_second_click_nor_inserted_twice(panel: Tab) -> None:
    panel.evaluate(PRETEND, "inserted")
    panel.evaluate(HASTY)
    panel.click(by("insert"))
    panel.wait_for("window.pressed")
    expect_focus(panel, "#in-the-post")
    panel.press("Control+Enter")
    assert "Plaatsen" in panel.text(by("in-the-post"))
    assert panel.evaluate("window.written") == 1
    panel.click(by("in-the-post-away"))
    expect_focus(panel, "#editor")
    press(panel, "insert", "inserted")
    write(panel, "Toch anders.")
    wait_for(panel, "insert")
    press(panel, "undo", "undone")


def test_once_the_browser_allows_it_the_text_goes_in(panel: Tab) -> None:
    press(panel, "insert", "no_access")
    panel.evaluate(ASKED, False)
    panel.click(by("toast-action"))
    panel.wait_for("document.querySelector('[data-about=no_access_still]') !== null")
    press(panel, "insert", "no_access")
    panel.evaluate(ASKED, True)
    panel.click(by("toast-action"))
    wait_for(panel, "in-the-post")


def test_what_did_not_arrive_is_named_and_can_be_copied(panel: Tab) -> None:
    panel.evaluate(PRETEND, "inserted")
    panel.evaluate(LACKS, ["Tot dan!", "#water"])
    panel.click(by("insert"))
    wait_for(panel, "toast-action")
    assert "Tot dan!" in panel.text(by("toast"))
    panel.click(by("toast-action"))
    panel.wait_for("window.copied === 'Tot dan!\\n\\n#water'")


def test_the_marked_sentence_can_be_begun_in_another_way_and_back(panel: Tab) -> None:
    before = panel.evaluate(TEXT)
    panel.evaluate("() => { document.querySelector('#editor').focus(); }")
    wait_for_hint(panel, "same")
    sentence, opener = panel.text(".said"), panel.text(by("opener"))
    panel.click(by("opener"))
    panel.wait_for("(begun) => document.querySelector('#editor').value.includes(begun)", f"{opener} {sentence}")
    assert panel.evaluate(SELECTED) == sentence
    panel.press("Control+z")
    panel.wait_for(f"(before) => {TEXT} === before", before)


def test_one_person_is_tipped_with_a_line_of_ones_own_and_nothing_is_sent(panel: Tab, company: Server) -> None:
    panel.evaluate(PRETEND, "inserted")
    panel.evaluate(LACKS, [])
    unfold(panel, "tip")
    panel.wait_for("document.querySelector('#tip')?.value.includes('/r/')")
    assert panel.text(by("tip-mail"))
    link = re.search(r"https?://\S+/r/\w+", panel.evaluate("document.querySelector('#tip').value"))
    assert link is not None
    panel.evaluate("() => { const line = document.querySelector('#tip'); line.focus(); line.setSelectionRange(0, 0); }")
    panel.type("Hoi Sam! ")
    panel.press("Control+Enter")
    panel.wait_for("document.querySelector('[data-about=tip_copied]') !== null")
    copied = panel.evaluate("window.copied")
    assert copied.startswith("Hoi Sam! ")
    assert link[0] in copied
    assert "body=Hoi%20Sam" in panel.evaluate("document.querySelector('[data-testid=tip-mail]').href")
    assert not panel.shows(by("in-the-post"))

    # a look at the post in another language leaves the line as it is
    panel.evaluate(CHOOSE_LANGUAGE, "en")
    panel.wait_for("document.querySelector('#editor').lang === 'en' && document.querySelector('#tip')?.lang === 'en'")
    assert panel.evaluate("document.querySelector('#tip').value").startswith("Hoi Sam! ")

    # it counts as a share, and is a tip to who gave it
    token = token_of(panel)
    until("the tip has arrived", lambda: call(company, token, "/me/impact")["tips"] == 1)
    assert call(company, token, "/me/impact")["shares"] == 1
    panel.click(by("back"))
    panel.click(by("tab-you"))
    panel.click(by("history"))
    assert "als tip aan één mens" in panel.text(by("past-tip"))
    assert not panel.shows(by("past-again"))
    panel.click(by("back"))
    panel.click(by("to-impact"))
    assert panel.text(by("impact-sentence")) == "In de afgelopen 30 dagen tipte je één keer iemand."
