"""From the console to a post and back: an editor publishes, a colleague inserts, somebody clicks, the numbers move."""

from __future__ import annotations

from e2e.colleague import connect, newcomer
from e2e.console import go_to, sign_in
from e2e.harness import Browser, Tab, until
from e2e.inserting import insert_what_is_open, open_composer
from e2e.replica_server import ReplicaServer
from e2e.states.steps import by, wait_for
from support.server import Server
from support.world import BROWSER


def test_from_the_console_to_a_post_and_back_into_the_numbers(
    browser: Browser, own_company: Server, replica: ReplicaServer
) -> None:
    console = browser.new_tab(window=True)
    console.resize(1280, 900)
    sign_in(console, own_company)
    publish(console)

    link = insert(browser, own_company)
    assert own_company.follow(link, BROWSER)[0] == 302

    console.to_front()
    until("the numbers moved", lambda: numbers_of(console, own_company) == ("1", "1") or None)


def publish(console: Tab) -> None:
    """Write a story in two languages, and publish it without a mouse."""
    console.press("c")
    wait_for(console, "title-nl")
    console.fill(by("title-nl"), "De zeemeeuw draait weer")
    console.fill(by("title-en"), "The Seagull runs again")
    console.fill(by("caption-nl-personal-0"), "Vandaag draait ze weer. {link}")
    console.fill(by("caption-en-personal-0"), "She runs again today. {link}")
    console.fill(by("destination"), "https://www.ottervliet.example/pomp")
    console.wait_for("document.querySelector('[data-testid=sign]')?.dataset.sign === 'saved'")
    console.press("Control+Enter")
    console.wait_for("document.querySelector('[data-about=committed]') !== null")


def insert(browser: Browser, server: Server) -> str:
    """What a colleague does with it in the panel; the link that then stands in the post."""
    _, code = newcomer(server)
    composer = open_composer(browser, "/feed/?variant=b&lang=nl")
    panel = browser.open_panel()
    connect(panel, server, code)
    panel.fill(by("search"), "zeemeeuw")
    panel.wait_for("document.querySelectorAll('[data-testid=\"suggestion-item\"]').length === 1")
    panel.click(by("suggestion-item"))
    return insert_what_is_open(panel, composer, server)


def numbers_of(console: Tab, server: Server) -> tuple[str, str]:
    """Shares and clicks, as the page of numbers has them now."""
    go_to(console, server, "numbers")
    wait_for(console, "figure-shares")
    figure = "(name) => document.querySelector(`[data-testid=figure-${name}]`).innerText.match(/[0-9]+/)?.[0] ?? ''"
    return console.evaluate(figure, "shares"), console.evaluate(figure, "clicks")
