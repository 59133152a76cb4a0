"""Inserting into LinkedIn's composers: the editor's own model has the text, where the caret was, as one undo step."""

import pytest

from e2e.harness import Browser
from e2e.inserting import (
    CAPTION,
    COMPOSERS,
    INSERTED,
    LINKEDIN,
    NO_COMPOSER,
    expect_caret,
    expect_text,
    insert,
    open_composer,
    type_lines,
    utf16,
)
from e2e.replica_server import ReplicaServer

in_every_composer = pytest.mark.parametrize("address", COMPOSERS.values(), ids=COMPOSERS.keys())

INTRUDERS = ("spelling", "badge", "assistant", "richAssistant", "unmarked", "nested")
"""What other extensions put into a composer."""

FIELDS = (
    "an input, last",
    "an input, first",
    "an input and its button, first",
    "an input and tools, before the foot",
    "a textarea and its button, before the foot",
    "a textarea and tools, last",
    "a form, before the foot",
    "an open shadow root, first",
    "a closed shadow root, last",
    "a rich field, first",
    "a rich field and its button, last",
    "the same library, first",
    "the same library and its button, first",
    "the same library and tools, before the foot",
    "the same library in an open shadow root, last",
    "a comment",
    "a poll",
)
"""An assistant's field, labelled and with the keyboard in it, and what LinkedIn itself puts into a composer."""

FORMS = ("event", "reminder", "message", "messageToSomebody")
"""Dialogs of LinkedIn with a text box and a text button that are no composer."""

TYPED = ("Hoi daar", "en tot ziens")
# The caret before the insertion, and the text after it: {} is the caption, | the caret.
PLACES = {
    0: "{} |Hoi daar\nen tot ziens",
    3: "Hoi {}| daar\nen tot ziens",
    6: "Hoi da {} |ar\nen tot ziens",
    8: "Hoi daar {}|\nen tot ziens",
    9: "Hoi daar\n{} |en tot ziens",
    21: "Hoi daar\nen tot ziens {}|",
}


@in_every_composer
def test_an_empty_composer_gets_exactly_the_text(browser: Browser, replica: ReplicaServer, address: str) -> None:
    tab = open_composer(browser, address)
    decoys = tab.evaluate("replica.decoys()")

    assert insert(browser.open_empty_page()) == INSERTED

    assert tab.evaluate("replica.text()") == CAPTION
    expect_caret(tab, utf16(CAPTION))
    assert tab.evaluate("replica.decoys()") == decoys
    tab.wait_for("replica.postEnabled()")
    assert replica.clicks_on_post() == 0


@in_every_composer
def test_what_was_typed_stays_and_one_undo_takes_the_insertion_out(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()
    type_lines(tab, *TYPED)
    for place, outcome in PLACES.items():
        before, after = outcome.format(CAPTION).split("|")
        tab.evaluate("(place) => replica.setCaret(place)", place)

        assert insert(panel) == INSERTED

        assert tab.evaluate("replica.text()") == before + after
        expect_caret(tab, utf16(before))
        tab.to_front()
        tab.press("Control+z")
        expect_text(tab, "\n".join(TYPED))
        tab.wait_for("replica.readyForNewUndoStep()")


@in_every_composer
def test_one_goes_on_typing_right_behind_the_insertion(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi")

    assert insert(browser.open_empty_page()) == INSERTED
    tab.to_front()
    tab.type(" tot snel")

    expect_text(tab, f"Hoi {CAPTION} tot snel")


@in_every_composer
def test_what_other_extensions_put_there_hides_no_composer_and_gets_no_text(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()
    for way in INTRUDERS:
        tab.evaluate("(way) => replica.intrude(way)", way)
    decoys = tab.evaluate("replica.decoys()")
    tab.evaluate("replica.editor().focus()")

    assert insert(panel) == INSERTED

    assert tab.evaluate("replica.text()") == CAPTION
    assert tab.evaluate("replica.decoys()") == decoys


@pytest.mark.parametrize("way", INTRUDERS)
def test_a_composer_that_is_only_a_dialog_is_found_beside_each_of_them(browser: Browser, way: str) -> None:
    tab = open_composer(browser, COMPOSERS["c-company-page"])
    panel = browser.open_empty_page()
    tab.evaluate("(way) => { replica.intrude(way); replica.editor().blur(); }", way)

    assert insert(panel) == INSERTED
    assert tab.evaluate("replica.text()") == CAPTION


@in_every_composer
def test_a_field_that_somebody_else_put_there_is_never_taken_for_the_editor(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()
    type_lines(tab, "Hoi")
    text = "Hoi"
    for number, field in enumerate(FIELDS):
        tab.evaluate("(way) => replica.intrude(way)", field)
        decoys = tab.evaluate("replica.decoys()")

        assert (field, insert(panel, f"word{number}")) == (field, INSERTED)

        text = f"{text} word{number}"
        expect_text(tab, text)
        assert tab.evaluate("replica.decoys()") == decoys
        tab.evaluate("replica.retreat()")


@pytest.mark.parametrize("composer", ["b-shadow-outlet", "c-company-page", "d-older"])
def test_where_it_cannot_be_known_which_editor_is_meant_none_gets_the_text(browser: Browser, composer: str) -> None:
    tab = open_composer(browser, COMPOSERS[composer])
    tab.evaluate('replica.intrude("an editor larger than the composer\'s, last")')
    decoys = tab.evaluate("replica.decoys()")

    assert insert(browser.open_empty_page()) == NO_COMPOSER

    assert tab.evaluate("replica.text()") == ""
    assert tab.evaluate("replica.decoys()") == decoys


def test_a_dialog_that_searches_is_no_composer_unless_it_says_so(browser: Browser) -> None:
    """Whom a message is for is chosen in such a field too."""
    for address, outcome in ((COMPOSERS["c-company-page"], NO_COMPOSER), (COMPOSERS["d-older"], INSERTED)):
        tab = open_composer(browser, address)
        tab.evaluate("replica.intrude('a search')")
        decoys = tab.evaluate("replica.decoys()")

        assert insert(browser.open_empty_page()) == outcome

        assert tab.evaluate("replica.decoys()") == decoys
        tab.close()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_of_linkedin_is_no_composer(browser: Browser, form: str) -> None:
    tab = browser.open(LINKEDIN + "/feed/?variant=d")
    tab.wait_for("document.querySelector('[data-replica-start]') !== null")
    tab.evaluate("(form) => replica.openForm(form)", form)
    decoys = tab.evaluate("replica.decoys()")

    assert insert(browser.open_empty_page()) == NO_COMPOSER

    assert tab.evaluate("replica.decoys()") == decoys
