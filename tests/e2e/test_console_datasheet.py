"""An administrator agrees on the data sheet, changes a setting, and is told of it on Today and in the sheet."""

from __future__ import annotations

import json

import pytest

from e2e.chromium import ChromiumTab
from e2e.console import ADMIN, go_to, sign_in
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server
from vertel_schema import DataSheet

GONE = "document.querySelector('dialog') === null"
TOLD = "(words) => document.querySelector('[data-testid=sheet-changes]')?.innerText.includes(words)"
DISPLAY = "(selector) => getComputedStyle(document.querySelector(selector)).display"


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_what_changed_since_the_sheet_was_agreed_is_told(browser: Browser, own_company: Server) -> None:
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    sign_in(page, own_company, ADMIN)
    agree(page, own_company)
    change_settings(page, own_company)

    go_to(page, own_company, "")
    wait_for(page, "waiting-data_sheet")
    assert "2 changes in the data sheet" in page.text(by("waiting-data_sheet"))
    go_to(page, own_company, "organisation/sheet")
    told = page.text(by("sheet-changes"))
    assert "published only when they agreed themselves”: was no, is now yes." in told
    assert "Filled in anew: Who decides about the data (controller)" in told
    assert "Ottervliet B.V." in page.text(by("sheet-company"))
    assert faults_in(page) == []
    assert isinstance(page, ChromiumTab)
    it_is_printed_to_sign_and_saved_for_programs(browser, page)


def agree(page: Tab, server: Server) -> None:
    """What only the organisation knows is still to be filled in."""
    go_to(page, server, "organisation/sheet")
    assert "To be filled in by you" in page.text(by("sheet-company"))
    page.click(by("agree"))
    page.fill(by("agree-note"), "Works council")
    page.click(by("agree-form-submit"))
    page.wait_for(GONE)
    page.wait_for(TOLD, "Nothing has changed")


def change_settings(page: Tab, server: Server) -> None:
    """One that bears on people, and who is responsible."""
    go_to(page, server, "organisation/settings")
    page.fill(by("own-controller"), "Ottervliet B.V.")
    page.click(by("require-consent"))
    page.click(by("settings-save"))
    page.wait_for("document.querySelector('[data-testid=toast][data-about=settings]') !== null")


def it_is_printed_to_sign_and_saved_for_programs(browser: Browser, page: ChromiumTab) -> None:
    """On paper there are lines to sign on in place of buttons; the file is what the contract says."""
    page.pretend_media(media="print")
    assert page.evaluate(DISPLAY, ".signatures") == "block"
    assert [page.evaluate(DISPLAY, selector) for selector in (".page-head", ".parts", ".unprinted")] == ["none"] * 3
    page.pretend_media(media="screen")
    page.click(by("sheet-json"))
    (file,) = until("the file", lambda: [*browser.downloads.glob("datasheet-*.json")] or None)
    sheet = until("the whole of it", lambda: json.loads(file.read_text("utf-8")))
    assert DataSheet().validate(sheet) == {}
    assert len(sheet["changes"]) == 2
