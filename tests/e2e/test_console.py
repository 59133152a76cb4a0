"""The console in real browsers: everybody can use it, and whatever anybody wrote is text in it and nothing else."""

from __future__ import annotations

import pytest

from e2e.console import ADMIN, EDITOR, VIEWS, go_to, sign_in
from e2e.harness import Browser, Tab
from e2e.hostile_texts import UNKNOWN_COLUMN, WRONG_ROW, Planted, call, change, hostile, plant, seen_as
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from e2e.test_console_files_and_links import CHOOSE
from support.feed_server import answering
from support.server import Server

NARROW, WIDE = (320, 640), (1280, 800)

DIALOGS = {
    "questions": ("ask", "question-edit", "question-tell", "question-take_away"),
    "links": ("new-link",),
    "organisation/people": ("add-person", "open-person", "import-people", "sign-out-everybody"),
    "organisation/keys": ("make-key",),
    "organisation/webhooks": ("make-webhook",),
}
"""What opens over a view, by the button that opens it."""

MARKS: dict[str, tuple[str, ...]] = {
    "": ("title",),
    "suggestions": ("title",),
    "calendar": ("title",),
    "ideas": ("idea",),
    "ideas/feedback": ("title",),
    "questions": ("question", "outcome"),
    "links": ("link",),
    "organisation/people": ("colleague", "1st team"),
    "organisation/teams": ("1st team",),
    "organisation/settings": ("organisation", "usual", "never", "controller", "contact", "legal_basis", "hosting"),
    "organisation/keys": ("key",),
    "organisation/feeds": ("feed", "failing", "stranger"),
    "organisation/channels": ("channel", "nowhere"),
    "organisation/audit": ("colleague", "channel", "feed", "1st team"),
    "organisation/sheet": ("organisation", "controller", "contact", "legal_basis", "hosting"),
}
"""What of the markup is seen in a view, by the words before it."""
DRAFT = ("title", "caption", "starter", "opening", "do", "dont", "alt", "person", "note")

# What would only be there if something somebody wrote had become part of the page.
PLANTED = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)].map((one) => one.outerHTML);
  const isOurs = (html) => /^<script type="module" src="[^"]*\\/console\\/console-/.test(html);
  return [
    ...(window.hit === undefined ? [] : ["a script ran"]),
    ...all("script, iframe, object, embed, base, form[action], style").filter((html) => !isOurs(html)),
    ...all("[onerror], [onload], [href^='javascript:'], img[src='x']"),
  ];
}"""
SHOWN = """(text) => {
  for (const folded of document.querySelectorAll("main details:not(.more-menu)")) folded.open = true;
  const fields = [...document.querySelectorAll("input, textarea")].map(({ value }) => value);
  return [(document.querySelector("dialog[open]") ?? document.body).innerText, ...fields].join(" | ").includes(text);
}"""
LOADED = "() => performance.getEntriesByType('resource').map(({ name }) => name)"


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_what_anybody_wrote_is_text_in_every_view(browser: Browser, own_company: Server) -> None:
    with answering() as feeds:
        planted = plant(own_company, feeds)
    page = browser.new_tab(window=True)
    page.resize(*WIDE)
    sign_in(page, own_company, ADMIN)
    own = {
        f"suggestions/{planted.draft}": DRAFT,
        f"ideas/{planted.idea}": ("idea", "photo", "reply", "question"),
        f"ideas/feedback/{planted.live}": ("title", "comment"),
    }
    found = []
    for path in (*VIEWS, *own):
        go_to(page, own_company, path)
        for mark in (MARKS | own).get(path, ()):
            page.wait_for(SHOWN, seen_as(mark))
        found += [f"{path}: {part}" for part in what_came_of_it(page, own_company)]
    found += what_a_file_makes(page, own_company)
    found += what_two_editors_see(page, own_company, planted)
    assert found == []


def what_a_file_makes(page: Tab, server: Server) -> list[str]:
    """Of a file whose columns nobody knows, and of one with a row that is refused."""
    go_to(page, server, "upload")
    page.evaluate(CHOOSE, UNKNOWN_COLUMN)
    wait_for(page, "upload-refused")
    page.wait_for(SHOWN, seen_as("column"))
    found = what_came_of_it(page, server)
    page.click(by("upload-other"))
    wait_for(page, "drop")
    page.evaluate(CHOOSE, WRONG_ROW)
    wait_for(page, "entries")
    for mark in ("cell", "row"):
        page.wait_for(SHOWN, seen_as(mark))
    return found + what_came_of_it(page, server)


def what_two_editors_see(page: Tab, server: Server, planted: Planted) -> list[str]:
    """Where they wrote in the same field at the same time."""
    path = f"suggestions/{planted.draft}"
    go_to(page, server, path)
    title = hostile("theirs", 200)
    change(server, planted.admin, f"/{path}", {"title": title, "titles": [{"language": "en", "text": title}]})
    page.fill(by("title-en"), hostile("yours", 200))
    wait_for(page, "clash-theirs")
    for mark in ("theirs", "yours"):
        page.wait_for(SHOWN, seen_as(mark))
    return what_came_of_it(page, server)


def what_came_of_it(page: Tab, server: Server) -> list[str]:
    """What of what somebody wrote became part of the page, and what the page loaded that is not the server's."""
    loaded = [url for url in page.evaluate(LOADED) if not url.startswith((server.url, "blob:", "data:"))]
    return page.evaluate(PLANTED) + loaded


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("browser_kind", ["chromium"], indirect=True)
def test_no_view_shuts_anyone_out(browser: Browser, lively_company: Server, language: str) -> None:
    page = browser.new_tab(window=True)
    page.resize(*NARROW)
    sign_in(page, lively_company, ADMIN, language)
    found = []
    for path in VIEWS:
        go_to(page, lively_company, path)
        found += [f"{path}: {fault}" for fault in faults_in(page)]
        for opens in DIALOGS.get(path, ()):
            page.click(by(opens))
            page.wait_for("document.querySelector('dialog[open]') !== null")
            found += [f"{path}, {opens}: {fault}" for fault in faults_in(page)]
            page.press("Escape")
            page.wait_for("document.querySelector('dialog') === null")
    found += what_is_wrong_with_a_menu_and_a_history(page, lively_company)
    assert found == [], "\n".join(found)


def what_is_wrong_with_a_menu_and_a_history(page: Tab, server: Server) -> list[str]:
    """Of one suggestion, in whose head the menu's button may stand at either edge."""
    go_to(page, server, "suggestions")
    first = page.evaluate("document.querySelector('[data-testid=suggestion] .row-link').getAttribute('href')")
    go_to(page, server, first.removeprefix("/console/"))
    page.click(f"{by('more-actions')} summary")
    found = [f"menu: {fault}" for fault in faults_in(page)]
    page.click(by("history-open"))
    page.wait_for("document.querySelector('dialog[open]') !== null")
    return found + [f"history: {fault}" for fault in faults_in(page)]


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_one_goes_anywhere_by_keys_and_sees_what_one_may(browser: Browser, own_company: Server) -> None:
    page = browser.new_tab(window=True)
    page.resize(*WIDE)
    sign_in(page, own_company, EDITOR)
    assert "Organisation" not in page.text("nav")
    page.open(f"{own_company.url}/console/organisation/people")
    page.wait_for("document.querySelector('.empty') !== null")

    page.press("Control+k")
    wait_for(page, "go-to-dialog")
    page.type("paling")
    page.wait_for("document.querySelectorAll('[role=option]').length === 1")
    page.press("Enter")
    page.wait_for("location.pathname.startsWith('/console/suggestions/')")
    page.wait_for("document.querySelector('dialog') === null")
    page.go_back()
    page.wait_for("location.pathname === '/console/organisation/people'")
    page.press("?")
    wait_for(page, "keys-dialog")
    page.press("Escape")
    page.wait_for("document.querySelector('dialog') === null")
    page.press("c")
    page.wait_for("location.pathname === '/console/suggestions/new'")

    who_comes_back_to_the_page_sees_what_is_now(page, own_company)
    sign_out(page)
    page.open(f"{own_company.url}/console/suggestions")
    wait_for(page, "setup-browser")


def who_comes_back_to_the_page_sees_what_is_now(page: Tab, server: Server) -> None:
    """By the browser's Back, from a page that is not ours."""
    key = server.vertel("key", "create", "--role", "editor", "--name", "meanwhile")
    go_to(page, server, "questions")
    page.open(f"{server.url}/docs")
    asked = {"texts": [{"language": "en", "text": "Who taught you most?"}], "open_until": "2999-12-31"}
    call(server, key, "POST", "/questions", asked)
    page.go_back()
    page.wait_for("document.querySelector('main')?.innerText.includes('Who taught you most?')")


def sign_out(page: Tab) -> None:
    """By the menu of one's account."""
    page.click(by("account"))
    page.click(by("sign-out"))
    wait_for(page, "setup-browser")
