"""Insertion while LinkedIn's page does what it does: loads, navigates, loses the caret, refuses, has no composer."""

import pytest

from e2e.harness import Browser
from e2e.inserting import (
    CAPTION,
    INSERTED,
    LINES,
    LINK,
    LINKEDIN,
    NO_COMPOSER,
    expect_caret,
    expect_text,
    insert,
    open_composer,
    run,
    start_composer,
    type_lines,
    utf16,
)
from e2e.replica_server import ReplicaServer

TIPTAP, QUILL = "/feed/?variant=a&placeholder=none", "/feed/?variant=b"
in_both_editors = pytest.mark.parametrize("address", [TIPTAP, QUILL], ids=["tiptap", "quill"])

CLICK_START_LATER = "setTimeout(() => document.querySelector('[data-replica-start]').click(), 600)"


@pytest.mark.parametrize("placeholder", ["empty", "editor"])
def test_text_survives_the_placeholder_that_linkedin_replaces(browser: Browser, placeholder: str) -> None:
    tab = browser.open(f"{LINKEDIN}/feed/?variant=a&placeholder={placeholder}")
    panel = browser.open_empty_page()
    tab.evaluate("document.querySelector('[data-replica-start]').click()")

    assert insert(panel) == INSERTED

    assert tab.evaluate("replica.text()") == CAPTION


@in_both_editors
def test_a_composer_that_is_just_being_opened_is_waited_for(browser: Browser, address: str) -> None:
    tab = browser.open(LINKEDIN + address)
    panel = browser.open_empty_page()
    tab.evaluate(CLICK_START_LATER)

    assert insert(panel) == INSERTED

    expect_text(tab, CAPTION)


@pytest.mark.parametrize("path", ["/feed/", "/posts/1"])
def test_without_a_composer_nothing_on_the_page_is_touched(browser: Browser, path: str) -> None:
    tab = browser.open(LINKEDIN + path)
    tab.wait_for("Object.keys(replica.decoys()).length > 8")
    decoys = tab.evaluate("replica.decoys()")

    assert insert(browser.open_empty_page()) == NO_COMPOSER

    assert tab.evaluate("replica.decoys()") == decoys


def test_a_composer_that_was_closed_is_no_composer(browser: Browser) -> None:
    tab = open_composer(browser, QUILL)
    tab.click("[aria-label=Dismiss]")
    tab.wait_for("replica.editor() === null")

    assert insert(browser.open_empty_page()) == NO_COMPOSER


@in_both_editors
def test_the_composer_is_found_after_moving_about_inside_the_page(browser: Browser, address: str) -> None:
    tab = browser.open(LINKEDIN + address.replace("/feed/", "/mynetwork/"))
    tab.click("[data-replica-nav='/feed/']")
    start_composer(tab, address)

    assert insert(browser.open_empty_page()) == INSERTED
    assert tab.evaluate("replica.text()") == CAPTION


@in_both_editors
def test_the_composer_is_found_after_loading_another_page(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()
    assert insert(panel) == INSERTED

    tab.open(f"{LINKEDIN}/company/1/admin/page-posts/published/")
    start_composer(tab, "/company/")

    assert insert(panel) == INSERTED
    assert tab.evaluate("replica.text()") == CAPTION


@in_both_editors
def test_inserting_again_adds_the_second_text_at_the_caret(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()

    assert insert(panel, f"Eerst {LINK}") == INSERTED
    assert insert(panel, "en dan dit") == INSERTED

    assert tab.evaluate("replica.text()") == f"Eerst {LINK} en dan dit"


@in_both_editors
def test_without_a_caret_the_text_goes_to_the_end(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi daar", "en tot ziens")
    tab.evaluate("(() => { replica.editor().blur(); getSelection().removeAllRanges(); })()")

    assert insert(browser.open_empty_page()) == INSERTED

    whole = f"Hoi daar\nen tot ziens {CAPTION}"
    assert tab.evaluate("replica.text()") == whole
    expect_caret(tab, utf16(whole))


@in_both_editors
def test_an_editor_that_lost_the_focus_gets_the_text_where_its_caret_was(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi daar", "en tot ziens")
    tab.evaluate("replica.setCaret(3)")
    tab.evaluate("replica.editor().blur()")

    assert insert(browser.open_empty_page()) == INSERTED

    assert tab.evaluate("replica.text()") == f"Hoi {CAPTION} daar\nen tot ziens"
    expect_caret(tab, utf16(f"Hoi {CAPTION}"))


@in_both_editors
def test_a_tab_in_the_background_gets_the_text_where_its_caret_was(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi daar")
    tab.evaluate("replica.setCaret(3)")

    assert insert(browser.open_empty_page(window=False)) == INSERTED

    assert tab.evaluate("replica.text()") == f"Hoi {CAPTION} daar"


@in_both_editors
def test_what_is_selected_is_kept(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi daar", "en tot ziens")
    tab.press("Control+a")

    assert insert(browser.open_empty_page()) == INSERTED

    assert tab.evaluate("replica.text()") == f"Hoi daar\nen tot ziens {CAPTION}"


def test_a_caret_in_the_search_box_is_no_reason_to_write_there(browser: Browser) -> None:
    tab = open_composer(browser, "/feed/?variant=a&placeholder=none&dialog=show")
    tab.click("[data-decoy=search]")
    tab.type("vacature")

    assert insert(browser.open_empty_page()) == INSERTED

    assert tab.evaluate("replica.text()") == CAPTION
    assert tab.evaluate("replica.decoys().search") == "vacature"


@in_both_editors
def test_a_hashtag_at_the_end_is_closed_with_a_space(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)

    assert insert(browser.open_empty_page(), "Samen sterk #trots") == INSERTED

    assert tab.evaluate("replica.text()") == "Samen sterk #trots "


@in_both_editors
def test_thirty_lines_with_gaps_and_spaces_arrive_as_they_are(browser: Browser, address: str) -> None:
    lines = [f"  {number}.  regel  met   ruimte" if number % 3 else "" for number in range(1, 31)]
    tab = open_composer(browser, address)

    assert insert(browser.open_empty_page(), "\n".join(lines)) == INSERTED

    assert tab.evaluate("replica.text()").replace("\u00a0", " ") == "\n".join(lines)


@pytest.mark.parametrize("address", [TIPTAP + "&lang=ar", QUILL + "&lang=ar"], ids=["tiptap", "quill"])
def test_text_from_right_to_left_goes_in_at_the_caret(browser: Browser, address: str) -> None:
    caption = f"فخور بفريقي اليوم 🎉\n\nاقرأ القصة هنا: {LINK}"
    tab = open_composer(browser, address)
    type_lines(tab, "مرحبا بالجميع")
    tab.evaluate("replica.setCaret(5)")

    assert insert(browser.open_empty_page(), caption) == INSERTED

    assert tab.evaluate("document.dir") == "rtl"
    assert tab.evaluate("replica.text()") == f"مرحبا {caption} بالجميع"
    expect_caret(tab, utf16(f"مرحبا {caption}"))


@pytest.mark.parametrize("typed", ["", "Hoi"])
def test_an_editor_that_takes_nothing_is_reported_and_left_alone(browser: Browser, typed: str) -> None:
    tab = open_composer(browser, TIPTAP)
    type_lines(tab, typed)
    tab.evaluate("replica.refusing = true")

    assert run(browser.open_empty_page(), {"insert": CAPTION}) == {"status": "not_verified", "missing": LINES}

    assert tab.evaluate("replica.text()") == typed


@pytest.mark.parametrize("typed", ["", "Hoi "])
def test_an_editor_that_changes_the_text_is_reported_and_gets_it_once(browser: Browser, typed: str) -> None:
    tab = open_composer(browser, QUILL)
    type_lines(tab, typed)
    tab.evaluate("replica.refusing = true")

    assert run(browser.open_empty_page(), {"insert": CAPTION}) == {"status": "not_verified", "missing": []}

    assert tab.evaluate("replica.text()") == typed + CAPTION.replace("\n", "")


def test_in_the_whole_of_an_insertion_nobody_presses_post(browser: Browser, replica: ReplicaServer) -> None:
    tab = open_composer(browser, QUILL)
    assert insert(browser.open_empty_page()) == INSERTED
    tab.wait_for("replica.postEnabled()")

    assert tab.evaluate("replica.posts") == replica.clicks_on_post() == 0

    tab.to_front()
    tab.click("[data-replica-post]")  # the employee does, and that is seen
    tab.wait_for("replica.posts === 1")
