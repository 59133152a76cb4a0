"""Signing in on the server's own page in another tab: from the panel and the web page, in real browsers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from e2e.asking import call
from e2e.chromium import ChromiumBrowser
from e2e.colleague import begin_to_connect, newcomer
from e2e.conftest import ROOT
from e2e.harness import Browser, Tab, until
from e2e.states.steps import STORED, by, expect_focus, paste, reopen, wait_for, wait_for_the_list, write
from e2e.test_app import as_phone, shares_of
from support import previous
from support.ports import free_port
from support.server import Server, running

PAGE = "/sign-in"
DRAFT = "Dit had ik al opgeschreven"
NO_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.resolve(); }"

in_chromium = pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)


def test_a_colleague_signs_in_on_the_page_and_their_share_is_counted(browser: Browser, company: Server) -> None:
    email, code = newcomer(company)
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.press("Enter")
    page = open_page(browser, panel, company)
    prove_who_one_is(page, code)
    assert compact(page.text(".code")) == compact(shown_code(panel))
    assert browser_name(browser) in page.text("main")
    page.click("button[value=yes]")
    page.wait_for("document.querySelector('form') === null")

    panel.to_front()
    wait_for_the_list(panel)
    shown = page.evaluate("document.documentElement.outerHTML + document.cookie + location.href")
    assert [secret for secret in secrets_of(panel) if secret in shown] == []
    expect_focus(panel, "h1")
    panel.evaluate(NO_CLIPBOARD)
    panel.click(by("suggestion-item"))
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    panel.click(by("copy"))
    panel.wait_for("document.querySelector('[data-about=copied]') !== null")
    assert until("the share has arrived", lambda: shares_of(company, email) or None)[0][0] == "copy"


def test_who_says_no_can_say_yes_with_a_new_code_by_one_tap(browser: Browser, company: Server) -> None:
    email, code = newcomer(company)
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.click(by("setup-browser"))
    page = open_page(browser, panel, company)
    prove_who_one_is(page, code)
    first = shown_code(panel)
    page.click("button[value=no]")
    panel.to_front()
    wait_for(panel, "sign-in-refused")
    expect_focus(panel, "h1")
    page.close()
    browser.tabs.remove(page)

    panel.click(by("sign-in-again"))
    page = open_page(browser, panel, company)
    assert shown_code(panel) != first
    prove_who_one_is(page, company.vertel("employee", "invite", email))
    page.click("button[value=yes]")
    panel.to_front()
    wait_for_the_list(panel)


def test_a_code_that_ran_out_says_so_and_the_other_way_is_open(browser: Browser, company: Server) -> None:
    _email, code = newcomer(company)
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.click(by("setup-browser"))
    wait_for(panel, "sign-in-waiting")
    let_codes_run_out(company)
    wait_for(panel, "sign-in-expired")

    panel.to_front()
    panel.click(by("sign-in-by-code"))
    expect_focus(panel, by("setup-code"))
    panel.type(code)
    panel.press("Enter")
    wait_for_the_list(panel)


@in_chromium
def test_the_worker_may_be_stopped_and_the_panel_closed_meanwhile(browser: Browser, company: Server) -> None:
    assert isinstance(browser, ChromiumBrowser)
    _email, code = newcomer(company)
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.click(by("setup-browser"))
    page = open_page(browser, panel, company)
    asked = shown_code(panel)
    browser.kill_workers()
    panel.open("about:blank")
    prove_who_one_is(page, code)
    page.click("button[value=yes]")
    browser.kill_workers()

    panel.open(f"{browser.extension_origin}/panel.html")
    panel.wait_for(
        "(code, list) => document.querySelector(list) !== null || document.body.innerText.includes(code)",
        asked,
        by("suggestion-item"),
    )
    browser.kill_workers()
    wait_for_the_list(panel)


def test_who_gives_it_up_is_asked_nothing_more_and_keeps_the_address(browser: Browser, company: Server) -> None:
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.click(by("setup-browser"))
    wait_for(panel, "sign-in-waiting")
    panel.to_front()
    panel.click(by("sign-in-cancel"))
    wait_for(panel, "setup-browser")
    assert panel.evaluate("document.querySelector('#server').value") == company.url
    assert panel.evaluate(STORED, ["signing-in", "device"]) == {}


def test_a_device_is_ended_in_the_settings_of_another_and_signs_in_again_with_its_drafts(
    browser: Browser, company: Server
) -> None:
    email, code = newcomer(company)
    panel = browser.open_panel()
    begin_to_connect(panel, company)
    panel.click(by("setup-browser"))
    page = open_page(browser, panel, company)
    prove_who_one_is(page, code)
    page.click("button[value=yes]")
    panel.to_front()
    wait_for_the_list(panel)
    panel.click(by("suggestion-item"))
    panel.wait_for("document.querySelector('#editor') !== null")
    write(panel, DRAFT)
    other = another_device(company, email)
    panel.click(by("back"))

    panel.click(by("tab-you"))
    panel.click(by("settings"))
    panel.wait_for(f"document.querySelectorAll('{by('device')}').length === 2")
    lines = panel.evaluate(f"[...document.querySelectorAll('{by('device')}')].map((line) => line.innerText)")
    assert sorted(browser_name(browser) in line for line in lines) == [False, True]
    panel.click(f"{by('device')} button")
    panel.click(f"{by('device')} .ask-answers .button")
    panel.wait_for("document.querySelector('[data-about=device_ended]') !== null")
    wait_for(panel, "devices-none")
    expect_focus(panel, "#devices")
    assert call(company, other, "/me") == 401

    end_all_others(company, another_device(company, email))
    reopen(panel)
    wait_for(panel, "connect")
    assert not panel.shows(by("setup-server"))
    assert company.url.removeprefix("http://") in panel.text(".lead")
    page.close()
    browser.tabs.remove(page)
    panel.click(by("setup-browser"))
    page = open_page(browser, panel, company)
    prove_who_one_is(page, company.vertel("employee", "invite", email))
    page.click("button[value=yes]")
    panel.to_front()
    wait_for_the_list(panel)
    panel.click(by("suggestion-item"))
    panel.wait_for("(draft) => document.querySelector('#editor')?.value === draft", DRAFT)


@in_chromium
def test_on_the_web_page_it_is_the_same(browser: Browser, company: Server) -> None:
    assert isinstance(browser, ChromiumBrowser)
    browser.forget_site(company.url)
    _email, code = newcomer(company)
    app = as_phone(browser.open(f"{company.url}/app/"))
    app.click(by("setup-consent"))
    expect_focus(app, by("setup-browser"))
    app.wait_for("document.querySelector('h1').innerText.includes('Ottervliet')")
    app.press("Enter")
    page = open_page(browser, app, company)
    assert page.evaluate("window.opener") is None
    prove_who_one_is(page, code)
    page.click("button[value=yes]")
    app.to_front()
    wait_for_the_list(app)


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Server]:
    """A server of the version before, which knows one-time codes only."""
    previous.unpack(ROOT, tmp_path / "code")
    database = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    settings = {"VERTEL_DESTINATION_HOSTS": "*.ottervliet.example"}
    with previous.serving(tmp_path / "code", tmp_path, database, free_port(), **settings) as server:
        server.vertel("seed")
        yield server


@in_chromium
def test_an_older_server_asks_for_a_code_and_shows_no_devices(browser: Browser, older: Server) -> None:
    _email, code = newcomer(older)
    panel = browser.open_panel()
    begin_to_connect(panel, older)
    panel.click(by("setup-browser"))
    wait_for(panel, "code-only")
    expect_focus(panel, by("setup-code"))
    assert not panel.shows(by("setup-by-browser"))
    panel.type(code)
    panel.press("Enter")
    wait_for_the_list(panel)
    panel.click(by("tab-you"))
    panel.click(by("settings"))
    wait_for(panel, "signout")
    panel.wait_for(f"document.querySelector('{by('devices')}') === null")


def test_a_server_that_does_not_know_this_copy_is_not_called_out_of_reach(browser: Browser, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    with running(tmp_path, database, VERTEL_EXTENSION_ORIGINS="https://elsewhere.example") as stranger:
        panel = browser.open_panel()
        begin_to_connect(panel, stranger)
        panel.click(by("setup-browser"))
        wait_for(panel, "unknown-copy")
        said = panel.text(by("unknown-copy"))
        assert "VERTEL_EXTENSION_ORIGINS" in said
        expected = {"chromium": browser.extension_origin, "firefox": "moz-extension://*"}
        assert expected[browser.kind] in said
        paste(panel, by("setup-server"), f"{stranger.url}/app/\n\n    K7QM-4TRV-9XWE")
        panel.press("Enter")
        panel.wait_for(f"document.querySelector('{by('unknown-copy')}') === null")
        wait_for(panel, "unknown-copy")


def open_page(browser: Browser, panel: Tab, server: Server) -> Tab:
    """The server's page, which has opened by itself, while the panel waits."""
    wait_for(panel, "sign-in-waiting")
    page = browser.opened_tab(f"{server.url}{PAGE}")
    page.to_front()
    page.wait_for("document.querySelector('main') !== null")
    return page


def prove_who_one_is(page: Tab, code: str) -> None:
    """Fill in the one-time code on the page, up to the question."""
    page.fill("#code", code)
    page.press("Enter")
    page.wait_for("document.querySelector('button[value=yes]') !== null")


def shown_code(panel: Tab) -> str:
    """The code that the panel shows."""
    found: str = panel.evaluate(f"document.querySelector('{by('user-code')} [aria-hidden]').textContent")
    return found


def compact(code: str) -> str:
    return "".join(letter for letter in code if letter.isalnum())


def browser_name(browser: Browser) -> str:
    return {"chromium": "Chrome, Linux", "firefox": "Firefox, Linux"}[browser.kind]


def secrets_of(panel: Tab) -> set[str]:
    """The tokens that the worker holds."""
    session: dict[str, Any] = panel.evaluate(STORED, ["session"])["session"]
    return {session["access"], session["refresh"]}


def another_device(server: Server, email: str) -> str:
    """The access token of the same colleague elsewhere."""
    grant = {"grant_type": "enrolment_code", "code": server.vertel("employee", "invite", email), "name": "Telefoon"}
    token: str = call(server, "", "/auth/token", "POST", grant)["access_token"]
    return token


def end_all_others(server: Server, token: str) -> None:
    """What a colleague does on another device."""
    for device in call(server, token, "/me/devices")["items"]:
        if not device["current"]:
            call(server, token, f"/me/devices/{device['id']}", "DELETE")


def let_codes_run_out(server: Server) -> None:
    """Ten minutes go by, as far as codes are concerned."""
    path = server.environment["VERTEL_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, timeout=20)) as connection, connection:
        connection.execute("UPDATE device_codes SET expires_at = created_at")
