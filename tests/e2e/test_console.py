"""The console in real browsers: everybody can use it, and whatever anybody wrote is text in it and nothing else."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest

from e2e.console import ADMIN, EDITOR, VIEWS, go_to, sign_in
from e2e.harness import Browser, Tab
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

NARROW, WIDE = (320, 640), (1280, 800)

ATTACKS = (
    "<img src=x onerror=window.hit=1>",
    "<script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "<iframe src=https://evil.example/></iframe>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "{{constructor.constructor('window.hit=1')()}}",
    "javascript:window.hit=1",
)
ALL = " ".join(ATTACKS)

DIALOGS = {
    "questions": ("ask", "question-edit", "question-tell", "question-take_away"),
    "links": ("new-link",),
    "organisation/people": ("add-person", "open-person", "import-people", "sign-out-everybody"),
    "organisation/keys": ("make-key",),
    "organisation/webhooks": ("make-webhook",),
}
"""What opens over a view, by the button that opens it."""

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
LOADED = "() => performance.getEntriesByType('resource').map(({ name }) => name)"


def call(server: Server, key: str, method: str, path: str, document: Any) -> Any:
    """Make a call of the API as a program, and return what it answers."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    body = json.dumps(document).encode()
    asked = urllib.request.Request(f"{server.url}/api/v1{path}", body, headers, method=method)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def token_of(server: Server, email: str) -> str:
    """The access token of a colleague."""
    code = server.vertel("employee", "invite", email)
    grant = {"grant_type": "enrolment_code", "code": code}
    return str(call(server, "", "POST", "/auth/token", grant)["access_token"])


def plant(server: Server) -> tuple[str, ...]:
    """Put markup into every field of every document that takes it; return the addresses at which each of it is read."""
    admin = server.vertel("key", "create", "--role", "admin", "--name", ATTACKS[0])
    colleague = token_of(server, "noor@ottervliet.example")
    suggestion = {
        "external_id": ATTACKS[0],
        "kind": "story",
        "title": ALL[:200],
        "titles": [{"language": "en", "text": ALL[:200]}],
        "captions": [{"language": "en", "tone": "personal", "text": f"{ALL} {{link}}"}],
        "prompts": [{"language": "en", "question": ALL[:300], "opening": ALL}],
        "guidance": [{"language": "en", "do": ALL[:200], "dont": ALL[:200]}],
        "audience": {"teams": [], "locations": [], "languages": []},
        "people": [{"name": ATTACKS[0], "consent_until": "2030-01-01"}],
        "status": "draft",
    }
    made = call(server, admin, "POST", "/suggestions", suggestion)
    live = call(server, admin, "POST", "/suggestions", suggestion | {"external_id": "live", "status": "published"})
    call(server, admin, "POST", f"/suggestions/{made['id']}/notes", {"text": ALL})
    said = {"reaction": "not_for_me", "reason": "other", "comment": ALL, "signed": True}
    call(server, colleague, "PUT", f"/suggestions/{live['id']}/feedback", said)
    question = {"texts": [{"language": "en", "text": ALL[:300]}], "open_until": "2999-12-31"}
    asked = call(server, admin, "POST", "/questions", question)
    document = {"text": ALL, "language": "en", "signed": True, "question_id": asked["id"]}
    idea = call(server, colleague, "POST", "/ideas", document)
    call(server, admin, "POST", f"/ideas/{idea['id']}/reply", {"text": ALL})
    person = {"email": "x@ottervliet.example", "name": ATTACKS[0], "team": ATTACKS[1][:60], "location": ATTACKS[2]}
    call(server, admin, "POST", "/employees", person)
    own = {"destination_url": "https://www.ottervliet.example/?q=%3Cscript%3E", "title": ALL[:100]}
    call(server, admin, "POST", "/links", own)
    return (f"suggestions/{made['id']}", f"ideas/{idea['id']}", f"ideas/feedback/{live['id']}")


@pytest.mark.parametrize("browser_kind", ["chromium", "firefox"], indirect=True)
def test_what_anybody_wrote_is_text_in_every_view(browser: Browser, own_company: Server) -> None:
    addresses = plant(own_company)
    page = browser.new_tab(window=True)
    page.resize(*WIDE)
    sign_in(page, own_company, ADMIN)
    found: dict[str, Any] = {}
    shown = ""
    for path in (*VIEWS, *addresses):
        go_to(page, own_company, path)
        shown += page.text("main")
        planted = page.evaluate(PLANTED)
        elsewhere = [url for url in page.evaluate(LOADED) if not url.startswith((own_company.url, "blob:", "data:"))]
        if planted or elsewhere:
            found[path] = [*planted, *elsewhere]
    assert found == {}
    # it was there to be seen
    for attack in ATTACKS[:3]:
        assert attack in shown, attack


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
    assert found == [], "\n".join(found)


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
