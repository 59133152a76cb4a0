"""An administrator looks after people, keys and settings in the console, and finds it again in the audit log."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

from e2e.console import ADMIN, go_to, sign_in
from e2e.harness import Browser, Tab
from e2e.states.steps import by, wait_for
from support.adaptive_cards import faults_of_teams_message
from support.receiver import receiver
from support.server import Server

GONE = "document.querySelector('dialog') === null"


def test_an_administrator_looks_after_people_keys_and_settings(browser: Browser, own_company: Server) -> None:
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    sign_in(page, own_company, ADMIN)

    add_a_colleague(page, own_company)
    change_and_invite(page)
    key = make_a_key(page, own_company)
    assert answer_to(own_company, key) == 200
    page.click(by("revoke-key"))
    page.click(by("revoke-submit"))
    page.wait_for(GONE)
    assert answer_to(own_company, key) == 401
    rename_the_organisation(page, own_company)
    hear_of_ideas_in_a_program(page, own_company)
    tell_a_channel(page, own_company)

    go_to(page, own_company, "organisation/audit")
    told = page.text(by("audit"))
    for act in (
        "Webhook added",
        "Channel of a chat program added",
        "Colleague added",
        "Colleague invited",
        "API key revoked",
        "Settings of the organisation changed",
    ):
        assert act in told


def add_a_colleague(page: Tab, server: Server) -> None:
    """What is wrong is said beside its field, and nothing that was typed is lost."""
    go_to(page, server, "organisation/people")
    page.click(by("add-person"))
    page.fill(by("person-name"), "Bo Vermeer")
    page.fill(by("person-email"), "bo")
    page.click(by("person-submit"))
    page.wait_for("document.querySelector('.dialog .fault') !== null")
    page.fill(by("person-email"), "bo@ottervliet.example")
    page.fill(by("person-team"), "Engineering")
    page.press("Control+Enter")
    page.wait_for(GONE)
    page.fill(by("search-people"), "Vermeer")
    page.wait_for("document.querySelectorAll('[data-testid=open-person]').length === 1")
    assert "q=Vermeer" in page.evaluate("location.search")


def change_and_invite(page: Tab) -> None:
    """A colleague becomes an editor; a code is shown once."""
    page.click(by("open-person"))
    wait_for(page, "invite-code")
    page.click(by("invite-code"))
    wait_for(page, "invitation-code")
    page.evaluate("""() => {
      const select = document.querySelector('[data-testid=person-role]');
      select.value = 'editor';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }""")
    page.click(by("person-submit"))
    page.wait_for(GONE)
    page.wait_for("document.querySelector('[data-testid=people]').innerText.includes('Editor')")


def make_a_key(page: Tab, server: Server) -> str:
    """The key, which is shown this once."""
    go_to(page, server, "organisation/keys")
    page.click(by("make-key"))
    page.fill(by("key-name"), "Careers site")
    page.click(by("key-submit"))
    wait_for(page, "key-secret")
    secret = page.text(by("key-secret"))
    page.press("Escape")
    page.wait_for(GONE)
    assert secret not in page.evaluate("document.body.innerText")
    return secret


def rename_the_organisation(page: Tab, server: Server) -> None:
    """The page itself bears the new name as soon as it is stored."""
    go_to(page, server, "organisation/settings")
    page.fill(by("settings-name"), "Ottervliet")
    page.click(by("settings-save"))
    page.wait_for("document.querySelector('.frame-home').innerText.trim() === 'Ottervliet'")


def hear_of_ideas_in_a_program(page: Tab, server: Server) -> None:
    """The secret is shown once; a program that cannot be reached is told of with each try, and can be turned off."""
    go_to(page, server, "organisation/webhooks")
    page.click(by("make-webhook"))
    page.fill(by("webhook-url"), "http://careers.example/events")
    page.click(by("event-idea.received"))
    page.click(by("webhook-submit"))
    page.wait_for("document.querySelector('.dialog .fault') !== null")
    page.fill(by("webhook-url"), "https://careers.invalid/events")
    page.click(by("webhook-submit"))
    wait_for(page, "webhook-secret")
    secret = page.text(by("webhook-secret"))
    page.press("Escape")
    page.wait_for(GONE)
    assert secret not in page.evaluate("document.body.innerText")
    page.click(f"{by('webhook-row')} button", "test")
    page.wait_for("document.querySelector('[data-about=webhook]') !== null")
    page.click(f"{by('webhook-row')} a", "Deliveries")
    page.wait_for("""() => {
      document.querySelector('[data-testid=look-again]')?.click();
      return document.querySelector('[data-testid=deliveries] .entry ol li') !== null;
    }""")
    page.go_back()
    page.click(f"{by('webhook-row')} button", "Turn off")
    page.wait_for("document.querySelector('[data-testid=webhook-row] .state').innerText === 'Off'")


def tell_a_channel(page: Tab, server: Server) -> None:
    """A test arrives in the product's own form, and the address is shown no more; what is told can be seen before."""
    go_to(page, server, "organisation/channels")
    with receiver() as place:
        page.click(by("make-channel"))
        page.evaluate("""() => {
          const select = document.querySelector('[data-testid=channel-kind]');
          select.value = 'teams';
          select.dispatchEvent(new Event('change', { bubbles: true }));
        }""")
        page.fill(by("channel-name"), "Everyone")
        page.fill(by("channel-location"), "Zwole")
        page.fill(by("channel-address"), "https://hooks.example.com/x")
        page.click(by("channel-submit"))
        page.wait_for("document.querySelector('.dialog .fault') !== null")
        page.fill(by("channel-address"), place.url)
        page.click(by("channel-submit"))
        page.wait_for(GONE)
        assert "No colleague is at 'Zwole'" in page.text(by("channel-warning"))
        page.click(by("channel-test"))
        page.wait_for("document.querySelector('[data-testid=outcome-of-test]')?.innerText === 'Arrived'")
        (received,) = place.received
        assert faults_of_teams_message(json.loads(received.body)) == []
        assert place.url not in page.evaluate("document.documentElement.outerHTML")
    page.click(by("channel-preview"))
    page.wait_for("document.querySelectorAll('.channel-card-item').length === 3")
    page.press("Escape")
    page.wait_for(GONE)
    page.click(by("channel-turn"))
    page.wait_for("document.querySelector('[data-testid=channel-row] .state').innerText === 'Paused'")


def answer_to(server: Server, key: str) -> int:
    """The status of a program's request with a key."""
    asked = urllib.request.Request(f"{server.url}/api/v1/reports/overview", headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
