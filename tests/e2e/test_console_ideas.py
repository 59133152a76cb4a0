"""An editor asks colleagues in the console, reads what comes in, makes a draft of it, and says what came of it."""

from __future__ import annotations

import io
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from PIL import Image

from e2e.asking import call
from e2e.console import go_to, sign_in
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, wait_for
from e2e.test_accessibility import faults_in
from support.server import Server, running
from support.world import HOST, suggestion_request

ASKED = {"nl": "Waar was je deze maand trots op?", "en": "What were you proud of this month?"}
COLLEAGUES = 5
EDITOR = "sanne@example.com"


@pytest.fixture
def server(extension_dist: Path) -> Iterator[Server]:
    """A real server with the console."""
    with TemporaryDirectory(prefix="vertel-console-") as name:
        settings = {"VERTEL_DESTINATION_HOSTS": HOST, "VERTEL_CONSOLE_DIR": str(extension_dist / "console")}
        with running(Path(name), f"sqlite:///{Path(name) / 'vertel.sqlite3'}", **settings) as server:
            yield server


def signed_in(server: Server, *arguments: str) -> str:
    """The access token of somebody."""
    code = server.vertel("employee", "invite", *arguments)
    document = {"grant_type": "enrolment_code", "code": code}
    return str(call(server, "nobody", "/auth/token", "POST", document)["access_token"])


def test_an_editor_asks_colleagues_and_makes_something_of_their_answers(server: Server, browser: Browser) -> None:
    key = server.vertel("key", "create", "--role", "editor", "--name", "looking")
    suggestion = call(server, key, "/suggestions", "POST", suggestion_request())
    colleagues = [signed_in(server, f"colleague{one}@example.com", "--team", "Techniek") for one in range(COLLEAGUES)]
    server.vertel("employee", "invite", EDITOR, "--role", "editor")
    console = browser.open(f"{server.url}/console/")
    console.resize(1000, 800)
    sign_in(console, server, EDITOR)

    ask(console, server)
    (question,) = call(server, key, "/questions")["items"]
    assert {text["language"]: text["text"] for text in question["texts"]} == ASKED
    assert question["audience"]["teams"] == ["techniek"]
    answer(server, colleagues[0], question)
    feedback = {"reaction": "not_for_me", "reason": "too_salesy", "comment": "I would say it myself."}
    call(server, colleagues[1], f"/suggestions/{suggestion['id']}/feedback", "PUT", feedback)

    read_thank_and_adopt(console)
    (idea,) = call(server, key, "/ideas")["items"]
    draft = call(server, key, f"/suggestions/{idea['suggestion_id']}")
    assert (draft["status"], draft["image"]["alt"]) == ("draft", "A yellow pump")
    assert console.evaluate("location.pathname") == f"/console/suggestions/{draft['id']}"
    assert [reply["text"] for reply in idea["replies"]] == ["Thank you for sending this in!"]
    say_what_came_of_it(console, server)
    (told,) = call(server, colleagues[2], "/questions")["items"]
    assert (told["status"], [text["text"] for text in told["outcome"]]) == ("closed", ["A story of the pump."])
    read_feedback(console, server)
    assert call(server, key, "/waiting")["comments"]["count"] == 0


def ask(console: Tab, server: Server) -> None:
    """In two languages, of one team, after forgetting to write a question."""
    go_to(console, server, "questions")
    wait_for(console, "empty")
    console.click(by("ask"))
    console.click(by("question-form-submit"))
    console.wait_for("document.querySelector('.fault') !== null")
    for language, text in ASKED.items():
        console.fill(by(f"question-{language}"), text)
    go_to(console, server, "questions")
    console.click(by("ask"))
    console.wait_for("(asked) => document.querySelector('[data-testid=question-nl]')?.value === asked", ASKED["nl"])
    console.click(by("audience") + "[data-value=some]")
    console.click(".asked-names .chip", "Techniek")
    console.wait_for(f"document.querySelector('{by('reach')}')?.innerText === 'Reaches about 5 colleagues'")
    assert faults_in(console) == []
    console.click(by("question-form-submit"))
    wait_for(console, "question")
    assert ASKED["en"] in console.text(by("question"))
    assert "Techniek" in console.text(by("question"))


def answer(server: Server, colleague: str, question: dict[str, Any]) -> None:
    """A photo and a line, without a name."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "yellow").save(out, "JPEG")
    headers = {"Authorization": f"Bearer {colleague}", "Content-Type": "image/jpeg"}
    upload = urllib.request.Request(f"{server.url}/api/v1/images", out.getvalue(), headers)
    with urllib.request.urlopen(upload, timeout=20) as uploaded:
        image = json.load(uploaded)
    document = {"text": "The pump hangs.", "images": [{"id": image["id"], "alt": "A yellow pump"}]}
    call(server, colleague, "/ideas", "POST", document | {"question_id": question["id"]})


def read_thank_and_adopt(console: Tab) -> None:
    """From the question to its answer, with the keyboard through the inbox; a draft is made of it."""
    console.click(by("answers"))
    wait_for(console, "idea")
    console.evaluate("() => { document.querySelector('.inbox-row').focus(); }")
    console.press("Enter")
    wait_for(console, "idea-page")
    console.wait_for("document.querySelector('.idea-picture')?.naturalWidth > 0")
    assert "Without a name" in console.text(by("idea-page"))
    assert ASKED["en"] in console.text(by("idea-question"))
    assert faults_in(console) == []
    console.click(by("answer-thank"))
    console.press("Control+Enter")
    wait_for(console, "reply")
    console.click(by("adopt"))
    console.wait_for("location.pathname.startsWith('/console/suggestions/')")


def say_what_came_of_it(console: Tab, server: Server) -> None:
    """Closed first; in one language, which everybody then reads."""
    go_to(console, server, "questions")
    console.click(by("question-close"))
    console.click(by("question-tell"))
    console.fill("#outcome-en", "A story of the pump.")
    console.click(by("outcome-form-submit"))
    wait_for(console, "outcome")
    assert "A story of the pump." in console.text(by("outcome"))


def read_feedback(console: Tab, server: Server) -> None:
    """What nobody read yet is in sight, and read it is not any more."""
    go_to(console, server, "ideas/feedback")
    console.click(f"{by('unread')} a")
    wait_for(console, "comment")
    assert "I would say it myself." in console.text(by("comment"))
    assert "Too much of an advert" in console.text(by("reason"))
    assert faults_in(console) == []
    console.click(by("mark-read"))
    console.wait_for(f"document.querySelector('{by('mark-read')}') === null")
    console.click("a[href='/console/ideas/feedback']")
    until("all is read", lambda: "all words have been read" in console.text("main"))
