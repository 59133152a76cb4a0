"""Making a suggestion one's own: three ways to begin, how it will look, the hints, and drafts that nothing loses."""

from __future__ import annotations

import re
from typing import Any

from e2e.chromium import ChromiumBrowser
from e2e.colleague import EMAIL, connect
from e2e.harness import Browser, Tab
from e2e.states.steps import (
    STORED,
    begin,
    by,
    expect_focus,
    reopen,
    type_when_leaving,
    unfold,
    wait_for,
    wait_for_the_list,
    write,
)
from e2e.states.suggestion import TITLES, choose_way, wait_for_hint
from support.server import Server

WAYS = "[...document.querySelectorAll('[data-testid=way]')].map((label) => label.dataset.value)"
VOICES = "[...document.querySelectorAll('[data-testid=caption-option]')].map((label) => label.dataset.value)"
CHOSEN_WAY = "document.querySelector('[data-testid=way] :checked').value"
TEXT = "document.querySelector('#editor').value"
FOCUS_EDITOR = "() => { document.querySelector('#editor').focus(); }"
SELECTED = """() => {
  const { value, selectionStart, selectionEnd } = document.querySelector("#editor");
  return value.slice(selectionStart, selectionEnd);
}"""
CHOOSE_LANGUAGE = """(language) => {
  const select = document.querySelector("[data-testid=caption-language]");
  select.value = language;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}"""

# A text is looked at 0.6 seconds after its last change. That timer was set before this one, so by then it has run.
LOOKED_AT = "() => new Promise((done) => { setTimeout(done, 1000); })"

STORED_DRAFT = """async (text) => {
  const stored = Object.entries(await chrome.storage.local.get(null)).filter(([key]) => key.startsWith("draft:"));
  return stored.some(([, draft]) => Object.values(draft.texts).includes(text));
}"""

LINK = r"https?://\S+/r/[2-9a-z]{7}"
SAYS = {"nl": "Ik werk bij Ottervliet Watertechniek.", "en": "I work at Ottervliet Watertechniek."}


def test_a_suggestion_is_made_ones_own_in_three_ways_and_nothing_of_it_is_lost(
    browser: Browser, company: Server
) -> None:
    panel = browser.open_empty_page()
    panel.resize(400, 760)
    begin(panel, "nl")
    connect(panel, company, company.vertel("employee", "invite", EMAIL))
    wait_for_the_list(panel)
    panel.click(by("suggestion-item"), TITLES["nl"])
    wait_for_link(panel)

    the_ways_are_equal_and_the_voices_in_the_servers_order(panel)
    story = a_question_has_a_gap_to_fill(panel)
    where_one_works_is_said_and_taken_back(panel, story)
    the_preview_folds_where_each_screen_does(panel)
    the_easiest_sentence_is_selected(panel)
    starting_over_can_be_undone(panel)
    the_photo_comes_with_an_empty_line(panel)
    another_panel_shows_what_was_written_last(browser, panel)
    again = a_draft_outlives_the_panel(browser, panel, story)
    if isinstance(browser, ChromiumBrowser):
        a_draft_outlives_the_browser(browser, again)


def wait_for_link(panel: Tab) -> None:
    """Wait until the tracked link stands in the text."""
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")


def captions(panel: Tab) -> list[dict[str, Any]]:
    """What the server gave for the suggestion, in its order: the least used first, so it changes."""
    kept = panel.evaluate(STORED, ["library::"])["library::"]["items"]
    return next(one["captions"] for one in kept if one["title"] == TITLES["nl"])


def choose_caption(panel: Tab, beginning: str) -> None:
    """Start from the caption that begins like this."""
    (caption,) = [one["id"] for one in captions(panel) if one["text"].startswith(beginning)]
    # not with the mouse: what stands there may still move
    panel.evaluate("(id) => { document.querySelector(`[data-value='${id}'] input`).click(); }", caption)
    panel.wait_for(f"(beginning) => {TEXT}.startsWith(beginning)", beginning)


def the_ways_are_equal_and_the_voices_in_the_servers_order(panel: Tab) -> None:
    """One segmented control; the arrow keys go through it and come back."""
    assert panel.evaluate(WAYS) == ["caption", "prompt", "photo"]
    assert panel.evaluate(VOICES) == [one["id"] for one in captions(panel) if one["language"] == "nl"]
    panel.evaluate("() => { document.querySelector('[data-testid=way] :checked').focus(); }")
    for way in ("prompt", "photo"):
        panel.press("ArrowRight")
        panel.wait_for(f"{CHOSEN_WAY} === '{way}'")
    panel.press("ArrowLeft")
    panel.wait_for(f"{CHOSEN_WAY} === 'prompt'")


def a_question_has_a_gap_to_fill(panel: Tab) -> str:
    """Told of it once, and free to go on; whoever types writes in the gap. Answers the story."""
    wait_for_hint(panel, "gap")
    wait_for_link(panel)
    assert re.fullmatch(rf"Het klinkt klein, .* toen …\n\n{LINK}", panel.evaluate(TEXT))
    before = panel.text(by("hint"))
    panel.click(by("insert"))
    panel.wait_for("document.activeElement?.id === 'editor'")
    panel.wait_for("(before) => document.querySelector('[data-testid=hint]').innerText !== before", before)
    assert not panel.shows(by("toast"))
    assert panel.evaluate(SELECTED) == "…"
    panel.type("ik de paling zag.")
    panel.wait_for("document.querySelector('[data-testid=hint]') === null")
    story: str = panel.evaluate(TEXT)
    assert re.fullmatch(rf"Het klinkt klein, .* toen ik de paling zag\.\n\n{LINK}", story)
    return story


def where_one_works_is_said_and_taken_back(panel: Tab, story: str) -> None:
    """In the language of the text, before the link; the text of the other language is still there afterwards."""
    panel.click(by("disclosure"), SAYS["nl"])
    panel.wait_for(f"{TEXT}.includes('zag. {SAYS['nl']}\\n\\nhttp')")
    panel.click(by("disclosure"), SAYS["nl"])
    panel.wait_for(f"(story) => {TEXT} === story", story)
    panel.evaluate(CHOOSE_LANGUAGE, "en")
    panel.wait_for(f"{TEXT}.startsWith('It sounds small')")
    wait_for_link(panel)
    english = panel.evaluate(TEXT)
    panel.click(by("disclosure"), SAYS["en"])
    panel.wait_for(f"{TEXT}.includes('{SAYS['en']}\\n\\nhttp')")
    panel.click(by("disclosure"), SAYS["en"])
    panel.wait_for(f"(english) => {TEXT} === english", english)
    panel.evaluate(CHOOSE_LANGUAGE, "nl")
    panel.wait_for(f"(story) => {TEXT} === story", story)


def the_preview_folds_where_each_screen_does(panel: Tab) -> None:
    """At a phone's fold and a computer's, with the link as LinkedIn will show it once it is unfolded."""
    choose_way(panel, "caption")
    choose_caption(panel, "Vorige week")
    unfold(panel, "preview")
    shown = {}
    for screen in ("phone", "desktop"):
        panel.click(f"{by('screen')}[data-value={screen}]")
        wait_for(panel, "see-more")
        shown[screen] = panel.evaluate("document.querySelector('[data-testid=post-text] > span').innerText")
    text = panel.evaluate(TEXT)
    assert text.startswith(shown["phone"])
    assert text.startswith(shown["desktop"])
    assert 110 < len(shown["phone"]) <= 140
    assert 180 < len(shown["desktop"]) <= 210
    panel.click(by("see-more"))
    panel.wait_for("document.querySelector('[data-testid=post-text]').innerText.includes('https://lnkd.in/…')")
    assert panel.text(by("link-card")) == "www.ottervliet.example"


def the_easiest_sentence_is_selected(panel: Tab) -> None:
    """Nothing is said until the employee has been in this text; then the sentence is selected, and typed over."""
    panel.evaluate(LOOKED_AT)
    assert not panel.shows(by("hint"))
    panel.evaluate(FOCUS_EDITOR)
    wait_for_hint(panel, "same")
    sentence = panel.text(".said")
    panel.click(by("select"))
    panel.wait_for(f"(sentence) => ({SELECTED})() === sentence", sentence)
    panel.type("Lotte liet me iets zien.")
    panel.wait_for(f"{TEXT}.startsWith('Lotte liet me iets zien. Troebel water')")
    wait_for(panel, "start-over")
    # one sentence of their own is enough, as the hint said
    panel.wait_for("document.querySelector('[data-testid=hint]') === null")


def starting_over_can_be_undone(panel: Tab) -> None:
    """Also from another caption: the text and its caption come back."""
    own = panel.evaluate(TEXT)
    panel.click(by("start-over"))
    panel.wait_for(f"{TEXT}.startsWith('Vorige week')")
    choose_caption(panel, "Elf seconden")
    panel.click(by("toast-action"))
    panel.wait_for(f"(own) => {TEXT} === own", own)
    expect_focus(panel, "#editor")


def the_photo_comes_with_an_empty_line(panel: Tab) -> None:
    """No link is pressed on it; the picture, described, stands above the line and below it in the preview."""
    choose_way(panel, "photo")
    panel.wait_for("document.querySelectorAll('img[alt^=Tekening]').length === 2")
    assert panel.evaluate(TEXT) == ""
    assert panel.evaluate("document.querySelector('.photo img').alt").startswith("Tekening")
    unfold(panel, "link")
    assert panel.evaluate("document.querySelector('[data-testid=link-scope] :checked').value") == "none"
    assert not panel.shows(by("link-add"))


def another_panel_shows_what_was_written_last(browser: Browser, panel: Tab) -> None:
    """In whichever of the two it was written: an older text never takes a newer one's place."""
    other = browser.open_panel()
    wait_for(other, "photo")
    for writer, reader, text in ((other, panel, "In het ene."), (panel, other, "In het andere."), (other, panel, "")):
        write(writer, text)
        reader.wait_for(f"(text) => {TEXT} === text", text)
    other.close()
    panel.to_front()


def a_draft_outlives_the_panel(browser: Browser, panel: Tab, story: str) -> Tab:
    """Left in the middle of a burst of typing, then closed for good: every letter of every way is there."""
    line = "Drie collega's en een pomp, op een dinsdag met zon."
    panel.click(by("back"))
    wait_for_the_list(panel)
    type_when_leaving(panel, "#editor", line)
    panel.click(by("suggestion-item"), TITLES["nl"])
    wait_for(panel, "photo")
    reopen(panel)
    wait_for(panel, "editor")
    assert panel.evaluate(TEXT) == line
    panel.evaluate(FOCUS_EDITOR)
    panel.press("Control+End")
    panel.type(" Mooi!")
    panel.wait_for(f"(line) => {TEXT} === line", f"{line} Mooi!")
    browser.close_tabs()

    again = browser.open_panel()
    wait_for(again, "editor")
    assert again.evaluate(TEXT) == f"{line} Mooi!"
    assert again.evaluate(CHOSEN_WAY) == "photo"
    choose_way(again, "caption")
    again.wait_for(f"{TEXT}.startsWith('Lotte liet me iets zien. ')")
    choose_way(again, "prompt")
    again.wait_for(f"(story) => {TEXT} === story", story)
    return again


def a_draft_outlives_the_browser(browser: ChromiumBrowser, panel: Tab) -> None:
    """The whole browser crashes while one writes: what stood in the editor a moment before is there."""
    write(panel, "Halverwege een zi")
    panel.wait_for(STORED_DRAFT, "Halverwege een zi")
    browser.crash()
    again = browser.open_panel()
    wait_for(again, "editor")
    assert again.evaluate(TEXT) == "Halverwege een zi"
