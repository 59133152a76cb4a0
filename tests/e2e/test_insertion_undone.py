"""Undo: exactly what was inserted goes out again, and only while it stands there as it was put."""

import pytest

from e2e.harness import Browser
from e2e.inserting import CAPTION, COMPOSERS, expect_caret, expect_text, open_composer, run, type_lines
from e2e.replica_server import ReplicaServer

UNDONE = {"status": "undone"}
CHANGED = {"status": "changed"}
NO_COMPOSER = {"status": "no_composer"}

EDITORS = ("a-modal-dialog", "a-modal-dialog-in-a-shadow-root", "b-shadow-outlet", "c-company-page")
"""TipTap and Quill, each in the page itself and in a shadow root."""

in_every_editor = pytest.mark.parametrize("address", [COMPOSERS[name] for name in EDITORS], ids=EDITORS)

TYPED = ("Hoi daar", "", "en tot ziens")
WHOLE = "\n".join(TYPED)
PLACES = (3, 9, 10)
"""In a line, in an empty line, at the beginning of a line."""


@in_every_editor
def test_undo_takes_out_exactly_what_was_inserted(browser: Browser, replica: ReplicaServer, address: str) -> None:
    tab = open_composer(browser, address)
    panel = browser.open_empty_page()
    result = run(panel, {"insert": CAPTION})
    assert result == {"status": "inserted", "put": {"at": 0, "text": CAPTION}}

    assert run(panel, {"takeOut": result["put"]}) == UNDONE

    assert tab.evaluate("replica.text()") == ""
    tab.to_front()
    type_lines(tab, *TYPED)
    for place in PLACES:
        tab.evaluate("(place) => replica.setCaret(place)", place)
        put = run(panel, {"insert": CAPTION})["put"]
        tab.to_front()
        inserted = tab.evaluate("replica.text()")
        tab.wait_for("replica.readyForNewUndoStep()")

        undone = run(panel, {"takeOut": put})

        assert (place, undone, tab.evaluate("replica.text()")) == (place, UNDONE, WHOLE)
        expect_caret(tab, place)
        tab.to_front()
        tab.press("Control+z")  # the editor's own undo takes ours as one step
        expect_text(tab, inserted)
        tab.press("Control+Shift+z")
        expect_text(tab, WHOLE)
        tab.wait_for("replica.readyForNewUndoStep()")
    assert replica.clicks_on_post() == 0


@pytest.mark.parametrize("address", ["/feed/?variant=a&placeholder=none", "/feed/?variant=b"], ids=["tiptap", "quill"])
def test_undo_touches_nothing_that_is_not_as_it_was_put(browser: Browser, address: str) -> None:
    tab = open_composer(browser, address)
    type_lines(tab, "Hoi")
    panel = browser.open_empty_page()
    put = run(panel, {"insert": CAPTION})["put"]
    tab.to_front()
    tab.type(" En meer.")
    more = f"Hoi {CAPTION} En meer."
    expect_text(tab, more)
    for place in (0, 20):
        tab.evaluate("(place) => replica.setCaret(place)", place)
        tab.type("x")
        changed = more[:place] + "x" + more[place:]
        expect_text(tab, changed)

        assert run(panel, {"takeOut": put}) == CHANGED

        assert tab.evaluate("replica.text()") == changed
        tab.to_front()
        tab.press("Backspace")
        expect_text(tab, more)

    assert run(panel, {"takeOut": put}) == UNDONE  # what was typed behind it stays

    assert tab.evaluate("replica.text()") == "Hoi En meer."
    tab.click("[aria-label=Dismiss]")
    tab.wait_for("replica.editor() === null")
    assert run(panel, {"takeOut": put}) == NO_COMPOSER
