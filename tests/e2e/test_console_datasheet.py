"""An administrator agrees on the data sheet, changes a setting, and is told of it on Today and in the sheet."""

from __future__ import annotations

import pytest

from e2e.console import ADMIN, go_to, sign_in
from e2e.harness import Browser
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

GONE = "document.querySelector('dialog') === null"
SHOWN = "(testid) => getComputedStyle(document.querySelector(`[data-testid=${testid}]`)).display !== 'none'"
SIGNATURES = "getComputedStyle(document.querySelector('.signatures')).display"


@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_what_changed_since_the_sheet_was_agreed_is_told(browser: Browser, own_company: Server) -> None:
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    sign_in(page, own_company, ADMIN)
    go_to(page, own_company, "organisation/sheet")
    assert "To be filled in by you" in page.text(by("sheet-company"))
    page.click(by("agree"))
    page.fill(by("agree-note"), "Works council")
    page.click(by("agree-form-submit"))
    page.wait_for(GONE)
    page.wait_for("document.querySelector('[data-testid=sheet-changes]').innerText.includes('Nothing has changed')")

    go_to(page, own_company, "organisation/settings")
    page.fill(by("own-controller"), "Ottervliet B.V.")
    page.click(by("require-consent"))
    page.click(by("settings-save"))
    page.wait_for("document.querySelector('[data-testid=settings-save]').ariaDisabled === 'true'")
    go_to(page, own_company, "")
    wait_for(page, "waiting-data_sheet")
    assert "2 changes in the data sheet" in page.text(by("waiting-data_sheet"))

    go_to(page, own_company, "organisation/sheet")
    told = page.text(by("sheet-changes"))
    assert "published only when they agreed themselves”: was no, is now yes." in told
    assert "Filled in anew: Who decides about the data (controller)" in told
    assert "Ottervliet B.V." in page.text(by("sheet-company"))
    assert faults_in(page) == []
    page.pretend_media(media="print")
    assert page.evaluate(SIGNATURES) == "block"
    assert not page.evaluate(SHOWN, "sheet-language")
    page.pretend_media(media="screen")
