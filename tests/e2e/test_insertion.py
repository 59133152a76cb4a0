"""Inserting into LinkedIn's composers: the editor's own model has the text, where the caret was, as one undo step."""

import pytest

from e2e.harness import Browser
from e2e.inserting import (
    CAPTION,
    COMPOSERS,
    INSERTED,
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

    assert insert(browser.open_panel()) == INSERTED

    assert tab.evaluate("replica.text()") == CAPTION
    expect_caret(tab, utf16(CAPTION))
    assert tab.evaluate("replica.decoys()") == decoys
    tab.wait_for("replica.postEnabled()")
    assert replica.clicks_on_post() == 0


@in_every_composer
def test_what_was_typed_stays_and_one_undo_takes_the_insertion_out(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_panel()
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

    assert insert(browser.open_panel()) == INSERTED
    tab.to_front()
    tab.type(" tot snel")

    expect_text(tab, f"Hoi {CAPTION} tot snel")


@in_every_composer
def test_what_other_extensions_put_there_hides_no_composer_and_gets_no_text(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_panel()
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
    panel = browser.open_panel()
    tab.evaluate("(way) => { replica.intrude(way); replica.editor().blur(); }", way)

    assert insert(panel) == INSERTED
    assert tab.evaluate("replica.text()") == CAPTION
