"""A newcomer reads one language from the first moment: the browser's, in every text of the demo company."""

from __future__ import annotations

import re

import pytest

from e2e.asking import call, token_of
from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Page, until
from e2e.states.steps import begin, by, reopen, unfold, wait_for, wait_for_the_list
from e2e.states.suggestion import TITLES
from support.server import Server

# Frequent in one language and no word of the other, nor of a name in the demo company.
WORDS = {
    "nl": {
        "het",
        "een",
        "niet",
        "voor",
        "wat",
        "deze",
        "onze",
        "ook",
        "wij",
        "naar",
        "bij",
        "jij",
        "jouw",
        "zijn",
        "werkt",
    },
    "en": {
        "the",
        "and",
        "with",
        "your",
        "you",
        "our",
        "this",
        "that",
        "what",
        "from",
        "they",
        "it",
        "by",
        "for",
        "not",
    },
}
OTHER = {"nl": "en", "en": "nl"}
OPENED = 4
"""Suggestions that are opened: the list has them all."""

# What is read, what is written in, and what is read out.
READ = """() => {
  const names = [...document.querySelectorAll("main [aria-label], main [title], main [alt]")].flatMap((one) =>
    ["aria-label", "title", "alt"].map((name) => one.getAttribute(name) ?? ""));
  const written = document.querySelector("#editor")?.value ?? "";
  return [document.querySelector("main").innerText, written, ...names].join("\\n");
}"""
LANGUAGES_OF_TITLES = "[...new Set([...document.querySelectorAll('.row strong bdi, h1 bdi')].map((one) => one.lang))]"
LANGUAGE_OF_DESCRIPTION = f"document.querySelector('{by('alt')}').lang"
OPEN = "(place) => document.querySelectorAll('.row-open')[place].click()"


def foreign_words(panel: Page, language: str) -> set[str]:
    """Words of the other language among all that can be read."""
    words = set(re.findall(r"[a-zà-ÿ]+", panel.evaluate(READ).lower()))
    return words & WORDS[OTHER[language]]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_newcomer_reads_one_language_from_the_first_moment(browser: Browser, company: Server, language: str) -> None:
    panel = browser.open_panel()
    panel.resize(400, 800)
    if language == "nl":
        begin(panel, "nl")
    connect(panel, company, newcomer(company)[1])

    assert foreign_words(panel, language) == set()
    assert panel.evaluate(LANGUAGES_OF_TITLES) == [language]
    for place in range(OPENED):
        panel.evaluate(OPEN, place)
        panel.wait_for("document.querySelector('#editor')?.value.length > 20")
        assert foreign_words(panel, language) == set()
        assert panel.evaluate(LANGUAGES_OF_TITLES) == [language]
        panel.click(by("back"))
        wait_for_the_list(panel)

    panel.click(by("suggestion-item"), TITLES[language])
    unfold(panel, "picture")
    wait_for(panel, "alt")
    assert foreign_words(panel, language) == set()
    assert panel.evaluate(LANGUAGE_OF_DESCRIPTION) == language


def test_the_list_says_which_language_it_took_and_lets_one_keep_or_change_it(browser: Browser, company: Server) -> None:
    panel = browser.open_panel()
    panel.resize(400, 800)
    connect(panel, company, newcomer(company)[1])
    token = token_of(panel)
    assert panel.text(by("texts-language")).startswith("Texts in English, as your browser is.")
    panel.click(by("texts-language-change"))
    wait_for(panel, "writing-languages")
    panel.click(by("back"))
    wait_for_the_list(panel)
    assert not call(company, token, "/me")["languages_chosen"]

    panel.click(by("texts-language-keep"))

    until("it is kept", lambda: call(company, token, "/me")["languages_chosen"])
    assert call(company, token, "/me")["languages"] == ["en", "nl"]
    reopen(panel)
    wait_for_the_list(panel)
    assert not panel.shows(by("texts-language"))
    assert panel.evaluate(LANGUAGES_OF_TITLES) == ["en"]
