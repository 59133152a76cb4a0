"""An editor's three minutes: sign in, write, see how it will look, publish; and nothing that was typed gets lost."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

from e2e.console import sign_in
from e2e.harness import Browser, Tab
from e2e.states.steps import by, expect_focus, type_when_leaving, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server

WIDE, NARROW = (1280, 900), (320, 640)
DUTCH, ENGLISH = by("caption-nl-personal-0"), by("caption-en-personal-0")

CHOOSE_PICTURE = """async (selector) => {
  const canvas = new OffscreenCanvas(1200, 900);
  canvas.getContext("2d").fillRect(200, 200, 800, 500);
  const chosen = new DataTransfer();
  chosen.items.add(new File([await canvas.convertToBlob()], "pump.png", { type: "image/png" }));
  const input = document.querySelector(selector);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}"""
CUT_AROUND = "document.querySelector('[data-testid=card-preview] img')?.style.objectPosition"
ANNOUNCED = "document.querySelector('[data-testid=announced-status]').textContent"
LEFT_OF_THE_MIDDLE = f"/^4[456]% /.test({CUT_AROUND})"
CLEARED = "() => document.querySelector('.toast .icon-button')?.click()"


def call(server: Server, token: str, path: str, document: Any = None, etag: str | None = None) -> tuple[Any, str]:
    """What the API answers to somebody, with its ETag; a document with an ETag is a PATCH."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    method = "GET" if document is None else "POST" if etag is None else "PATCH"
    body = None if document is None else json.dumps(document).encode()
    given = headers if etag is None else headers | {"If-Match": etag}
    asked = urllib.request.Request(f"{server.url}/api/v1{path}", body, given, method=method)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        return json.load(answer), answer.headers["ETag"]


def colleague(server: Server) -> str:
    """The access token of a colleague."""
    code = server.vertel("employee", "invite", "noor@ottervliet.example")
    grant = {"grant_type": "enrolment_code", "code": code}
    return str(call(server, "", "/auth/token", grant)[0]["access_token"])


def is_said(page: Tab, sign: str) -> None:
    """Wait until the page says so about what is stored."""
    page.wait_for("(is) => document.querySelector('[data-testid=sign]')?.dataset.sign === is", sign)


def holds(page: Tab, selector: str, text: str) -> None:
    """Wait until a field has this text."""
    page.wait_for("(selector, text) => document.querySelector(selector)?.value === text", selector, text)


def test_an_editor_writes_and_publishes_and_loses_nothing(browser: Browser, own_company: Server) -> None:
    editor = own_company.vertel("key", "create", "--role", "editor", "--name", "Sanne")
    page = browser.new_tab(window=True)
    page.resize(*WIDE)
    sign_in(page, own_company)

    suggestion = begin(page)
    the_preview_follows(page)
    what_is_refused_is_said_beside_its_field(page)
    the_picture_has_to_be_described(page)
    what_matters_stays_in_sight(page)
    colleagues_are_told_what_to_do(page)
    what_was_typed_last_is_there_again(page)
    two_editors_choose(page, own_company, editor, suggestion)
    assert faults_in(page) == []

    page.press("Control+Enter")
    page.wait_for("document.querySelector('[data-about=committed]') !== null")
    assert page.text(by("standing")) == "Live"
    found = call(own_company, colleague(own_company), "/suggestions?q=pomp+draait")[0]["items"]
    [shown] = [one for one in found if one["id"] == suggestion]
    texts = {caption["text"] for caption in shown["captions"]}
    assert texts == {"Vandaag draait ze.", "Sanne zag haar draaien.", "She runs."}
    assert shown["image"]["alt"] == "Een pomp in een hal"
    assert 43 < shown["image"]["focal_point"]["x"] < 47, shown["image"]
    assert shown["guidance"] == [{"language": "nl", "do": "Noem de pomp.", "dont": None}]

    a_live_one_changes_when_it_is_asked_for(page, own_company, editor, suggestion)
    an_earlier_version_comes_back(page)
    page.resize(*NARROW)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def begin(page: Tab) -> str:
    """Write a title and captions; the draft is made by itself. Return its id."""
    page.press("c")
    wait_for(page, "title-nl")
    page.fill(by("title-nl"), "De pomp draait")
    is_said(page, "browser")
    page.fill(DUTCH, "Vandaag draait")
    page.wait_for("!location.pathname.endsWith('/new')")
    page.type(" ze.")
    page.fill(by("title-en"), "The pump runs")
    page.fill(ENGLISH, "She runs.")
    is_said(page, "saved")
    holds(page, DUTCH, "Vandaag draait ze.")
    return str(page.evaluate("location.pathname.split('/').at(-1)"))


def the_preview_follows(page: Tab) -> None:
    """The panel's own preview, in the language that is written in, and in the other one."""
    assert page.text(by("post-text")) == "She runs."
    page.click(f"{by('preview-language')}[data-value=nl]")
    assert page.text(by("post-text")) == "Vandaag draait ze."
    assert "De pomp draait" in page.text(by("card-preview"))
    page.click(f"{by('screen')}[data-value=desktop]")
    assert page.text(by("post-text")) == "Vandaag draait ze."


def what_is_refused_is_said_beside_its_field(page: Tab) -> None:
    """An address that is not allowed keeps nothing else from being stored, and warnings are an upload's."""
    page.fill(by("destination"), "https://elsewhere.example/pump")
    is_said(page, "partly")
    assert "elsewhere.example" in page.text(by("said-w-destination"))
    page.fill(by("destination"), "https://www.ottervliet.example/pomp")
    is_said(page, "saved")
    page.wait_for("document.querySelector('[data-testid=\"said-w-destination\"]') === null")
    page.wait_for("document.querySelectorAll('.sheet .said-list').length === 2")
    page.fill(by("destination"), " ")
    is_said(page, "saved")


def the_picture_has_to_be_described(page: Tab) -> None:
    """Publishing says what is missing, and goes there."""
    page.evaluate(CHOOSE_PICTURE, by("picture-file"))
    wait_for(page, "crop")
    page.click(by("crop"))
    page.click(by("crop-done"))
    page.wait_for("document.querySelector('dialog') === null")
    page.evaluate(CLEARED)
    page.press("Control+Enter")
    wait_for(page, "missing")
    expect_focus(page, by("alt-nl"))
    page.type("Een pomp in een hal")
    page.wait_for("document.querySelector('[data-testid=missing]') === null")
    is_said(page, "saved")


def what_matters_stays_in_sight(page: Tab) -> None:
    """The point is moved by a press and by keys, told to who does not see it, and the preview is cut around it."""
    page.click(by("focal-point"))
    page.press("ArrowLeft")
    page.wait_for(LEFT_OF_THE_MIDDLE)
    page.wait_for(f"/^4[456] % from the left/.test({ANNOUNCED})")
    page.click(by("focal-middle"))
    page.wait_for(f"{CUT_AROUND} === ''")
    page.click(by("focal-point"))
    page.press("ArrowLeft")
    page.wait_for(LEFT_OF_THE_MIDDLE)
    is_said(page, "saved")


def colleagues_are_told_what_to_do(page: Tab) -> None:
    """Lines for this suggestion alone, in each language."""
    page.click(by("own-guidance"))
    page.fill(by("do-nl"), "Noem de pomp.")
    is_said(page, "saved")


def what_was_typed_last_is_there_again(page: Tab) -> None:
    """Somebody closes the browser in the middle of a word, before anything could be stored."""
    type_when_leaving(page, ENGLISH, " At last")
    address = page.evaluate("location.href")
    page.open("about:blank")
    page.open(address)
    holds(page, ENGLISH, "She runs. At last")
    is_said(page, "saved")
    page.fill(ENGLISH, "She runs.")
    is_said(page, "saved")


def two_editors_choose(page: Tab, server: Server, editor: str, suggestion: str) -> None:
    """What Sanne changed elsewhere is taken; where both changed the same, the editor decides."""
    path = f"/suggestions/{suggestion}"
    document, etag = call(server, editor, path)
    said = {"nl": "Sanne zag haar draaien.", "en": "She runs."}
    theirs = [one | {"text": said[one["language"]]} for one in document["captions"]]
    for one in theirs:
        del one["id"]
    call(server, editor, path, {"kind": "success", "captions": theirs}, etag)
    page.fill(DUTCH, "Vandaag draait ze!")
    is_said(page, "clash")
    page.wait_for("document.querySelector('#clash-title').innerText === 'Sanne changed this, too'")
    assert page.text(by("clash-theirs")) == "Sanne zag haar draaien."
    assert page.text(by("clash-yours")) == "Vandaag draait ze!"
    page.click(f"{by('clash-choice')}[data-value=both]")
    page.click(by("settle"))
    is_said(page, "saved")
    page.fill(DUTCH, "Vandaag draait ze.")
    is_said(page, "saved")
    holds(page, by("kind"), "success")


def a_live_one_changes_when_it_is_asked_for(page: Tab, server: Server, editor: str, suggestion: str) -> None:
    """What colleagues see stays as it is while somebody writes; the browser keeps the rest."""
    page.fill(by("title-nl"), "De pomp draait door")
    is_said(page, "unpublished")
    page.open(page.evaluate("location.href"))
    holds(page, by("title-nl"), "De pomp draait door")
    assert call(server, editor, f"/suggestions/{suggestion}")[0]["title"] == "De pomp draait"
    page.click(by("publish"))
    is_said(page, "saved")
    assert call(server, editor, f"/suggestions/{suggestion}")[0]["title"] == "De pomp draait door"


def an_earlier_version_comes_back(page: Tab) -> None:
    """Who changed what; an earlier version stands on the sheet before anybody else sees it."""
    page.click(f"{by('more-actions')} summary")
    page.click(by("history-open"))
    page.wait_for("document.querySelectorAll('[data-testid=revision]').length > 2")
    page.click(f"{by('revision')}:nth-child(2) button")
    page.click(by("restore"))
    holds(page, by("title-nl"), "De pomp draait")
    is_said(page, "unpublished")
