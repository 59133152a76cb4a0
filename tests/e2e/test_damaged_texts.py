"""Texts that a program damaged: the panel shows and inserts them as the API gave them, letter by letter."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest

from e2e.colleague import newcomer
from e2e.harness import Browser, Tab
from e2e.inserting import COMPOSERS, INSERTED, insert, open_composer
from e2e.states.first_run import the_first_run
from e2e.states.steps import begin, by
from e2e.test_inserting_from_the_panel import EDITOR, call, choose, expect_said, look_at
from support.server import Server

TEXTS = {
    "mojibake": "Ã‰Ã©n jaar zonder ongeval, dat is â€œbijzonderâ€� ï¿½",
    "entities and tags": "Loon &amp; vakantie &lt;b&gt;goed&lt;/b&gt; geregeld&nbsp;! <img src=x onerror=alert(1)>",
    "foreign placeholders": "Dag {{ voornaam }}, kijk op {{link}} of %%URL%% of ${link} of [[naam]]",
    "spreadsheet": "Vacature 1,23457E+15 en 2.01E-05: #NAAM? =CMD|'/c calc'!A0",
    "escapes": r"Regel een\nregel twee\tmet een tab\u00e9 en C:\nieuw",
    "zero width": "Zwol\u200ble, werk\u00adbij, \U0001f469\u200d\U0001f527 en \u0646\u200c\u0627",
    "marks of direction": "Rechts \u200f\u05e9\u05dc\u05d5\u05dd\u200e links, \u0645\u0631\u062d\u0628\u0627 2026!",
    "spaces": "Twee  spaties,\u00a0een vaste,\u202fen een smalle \u2009dunne.",
    "combining": "Cafe\u0301 Zoe\u0308 naast Café Zoë; ligaturen ﬁ ﬂ, ① ½ ㎡",
}
"""None has a link of its own: how that is put in is shown elsewhere."""

PLAIN_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


@pytest.mark.parametrize("composer", ["a-modal-dialog", "b-shadow-outlet", "c-company-page"])
def test_a_damaged_text_stands_in_the_composer_as_it_was(browser: Browser, composer: str) -> None:
    tab = open_composer(browser, COMPOSERS[composer])
    panel = browser.open_empty_page()
    whole = ""
    for kind, text in TEXTS.items():
        assert (kind, insert(panel, text)) == (kind, INSERTED)
        whole = f"{whole} {text}" if whole else text
        assert same(tab.evaluate("replica.text()"), whole), kind


def test_the_panel_shows_and_inserts_exactly_what_the_api_gave(browser: Browser, own_company: Server) -> None:
    suggestions = publish(own_company, browser.kind)
    panel = browser.open_empty_page()
    begin(panel, "nl")
    for _ in the_first_run(panel, own_company, newcomer(own_company)[1]):
        pass
    for kind, suggestion in suggestions.items():
        caption = suggestion["captions"][0]["text"]
        assert caption == TEXTS[kind]
        look_at(panel, suggestion["title"])
        choose(panel, "none")
        panel.wait_for(f"document.querySelector('{by('link-scope')} input:checked')?.value === 'none'")
        composer = open_composer(browser, COMPOSERS["b-shadow-outlet"])
        panel.to_front()

        shown = panel.evaluate(EDITOR)
        panel.click(by("insert"))
        expect_said(panel, "inserted")

        assert shown == as_shown(kind, caption), kind
        assert same(composer.evaluate("replica.text()"), shown), kind
        close(panel, composer)


def as_shown(kind: str, caption: str) -> str:
    """The caption in the panel without a link: the place for one is taken out, whatever stands around it."""
    return caption.replace("{link}", "") if kind == "foreign placeholders" else caption


def publish(company: Server, browser: str) -> dict[str, Any]:
    """A suggestion with each text, as the API answers it."""
    key = company.vertel("key", "create", "--role", "editor", "--name", f"damaged {browser}")
    session = {"server": company.url, "access": key}
    made = {}
    for kind, text in TEXTS.items():
        document = {
            "kind": "article",
            "title": f"Beschadigd: {kind}, {browser}",
            "destination_url": "https://www.ottervliet.example/nieuws",
            "captions": [{"language": "nl", "tone": "personal", "text": text}],
            "status": "published",
        }
        made[kind] = call(session, "POST", "/suggestions", document)
    return made


def same(inserted: str, shown: str) -> bool:
    """Whether two texts are the same letter by letter, but for what editors do to all that is typed in them.

    They keep spaces as no-break ones and the other way round, and Quill makes a letter and its accent one character.
    """
    return as_editors_keep_it(inserted) == as_editors_keep_it(shown)


def as_editors_keep_it(text: str) -> str:
    """The text with one kind of space and one of accent."""
    return normalize("NFC", text.translate(PLAIN_SPACES))


def close(panel: Tab, composer: Tab) -> None:
    """Leave what was inserted, and the suggestion, without looking back."""
    composer.close()
    panel.click(by("back"))
