"""A question is asked, seen, answered with a photo and closed; everybody reads what came of it in their language."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.asking import call
from e2e.colleague import connect, newcomer
from e2e.harness import Browser, Tab
from e2e.states.steps import STORE, by, choose_photo, reopen, wait_for, wait_for_the_list
from support.server import Server, running
from support.world import HOST, suggestion_request

ASKED = {"nl": "Waar was je deze maand trots op?", "en": "What were you proud of this month?"}
CAME_OF_IT = {"nl": "Van de pomp maken we een verhaal.", "en": "We make a story of the pump."}
ANSWER = {"nl": "Antwoorden", "en": "Answer"}


@pytest.fixture
def server() -> Iterator[Server]:
    """A real server."""
    with TemporaryDirectory(prefix="vertel-asking-") as name:
        settings = {"VERTEL_DESTINATION_HOSTS": HOST}
        with running(Path(name), f"sqlite:///{Path(name) / 'vertel.sqlite3'}", **settings) as server:
            yield server


def texts(by_language: dict[str, str]) -> list[dict[str, str]]:
    """Texts as documents have them."""
    return [{"language": language, "text": text} for language, text in by_language.items()]


def speak(panel: Tab, language: str) -> None:
    """Open the panel again, in a language."""
    panel.evaluate(STORE, {"settings": {"language": language}})
    reopen(panel)
    wait_for_the_list(panel)


def test_what_editors_ask_is_answered_with_a_photo_and_everybody_reads_what_came_of_it(
    server: Server, browser: Browser
) -> None:
    key = server.vertel("key", "create", "--role", "editor", "--name", "asking")
    call(server, key, "/suggestions", "POST", suggestion_request())
    last_day = f"{datetime.now(UTC) + timedelta(days=20):%Y-%m-%d}"
    question = call(server, key, "/questions", "POST", {"texts": texts(ASKED), "open_until": last_day})
    server.connect_colleagues()
    panel = browser.open_panel()
    panel.resize(400, 800)
    connect(panel, server, newcomer(server)[1])

    for language in ("nl", "en"):
        speak(panel, language)
        wait_for(panel, "question-note")
        assert ASKED[language] in panel.text(by("question-note"))
        assert panel.text(by("question-answer")) == ANSWER[language]
    assert not panel.shows(".dot")
    answer(panel)
    (idea,) = call(server, key, f"/ideas?question_id={question['id']}")["items"]
    assert (idea["text"], idea["colleague"], len(idea["images"])) == (None, None, 1)

    panel.click(by("tab-list"))
    wait_for_the_list(panel)
    assert not panel.shows(by("question-note"))
    close(server, key, question)
    for language in ("en", "nl"):
        speak(panel, language)
        wait_for(panel, "question-note")
        assert ASKED[language] in panel.text(by("question-note"))
        assert CAME_OF_IT[language] in panel.text(by("outcome"))
        panel.click(by("tab-ideas"))
        assert CAME_OF_IT[language] in panel.text(by("outcome"))


def answer(panel: Tab) -> None:
    """With a photo alone, begun in one panel and sent from another, without a name."""
    panel.click(by("question-answer"))
    wait_for(panel, "answering")
    assert ASKED["en"] in panel.text(by("answering"))
    choose_photo(panel)
    panel.wait_for("document.querySelector('.photo-frame img')?.naturalWidth > 0")
    reopen(panel)
    panel.click(by("tab-ideas"))
    panel.click(by("idea-draft"))
    wait_for(panel, "answering")
    panel.click(by("idea-send"))
    wait_for(panel, "idea")
    panel.click(by("idea"))
    assert ASKED["en"] in panel.text(by("in-answer-to"))
    panel.click(by("back"))


def close(server: Server, key: str, question: dict[str, Any]) -> None:
    """Close a question, and say what came of it."""
    path = f"/questions/{question['id']}"
    call(server, key, f"{path}/close", "POST")
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(f"{server.url}/api/v1{path}", headers=headers)) as read:
        headers["If-Match"] = read.headers["ETag"]
    outcome = json.dumps({"outcome": texts(CAME_OF_IT)}).encode()
    change = urllib.request.Request(f"{server.url}/api/v1{path}", outcome, headers, method="PATCH")
    with urllib.request.urlopen(change) as changed:
        assert changed.status == 200
