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

IN_FIREFOX = ("a-modal-dialog", "a-page", "b-shadow-outlet", "c-company-page")
"""One composer of each editor and place; that the text arrives in all of them the test with typed text shows."""

in_every_editor = pytest.mark.parametrize(
    ("browser_kind", "address"),
    [("chromium", address) for address in COMPOSERS.values()] + [("firefox", COMPOSERS[name]) for name in IN_FIREFOX],
    indirect=["browser_kind"],
)

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


@in_every_editor
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


@in_every_editor
def test_one_goes_on_typing_right_behind_the_insertion(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi")

    assert insert(browser.open_panel()) == INSERTED
    tab.to_front()
    tab.type(" tot snel")

    expect_text(tab, f"Hoi {CAPTION} tot snel")
