"""Ideas: none, one being written, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from e2e.states.said import SAID, Said
from e2e.states.steps import (
    STORE_AS_OWN,
    STORED,
    by,
    choose_photo,
    pretend,
    reopen,
    reopen_to_find,
    showing,
    wait_for,
    wait_for_the_list,
)

WAITING = "019b0000-0000-7000-8000-000000000001"
ANSWERED = "019b0000-0000-7000-8000-000000000002"
ADOPTED = "019b0000-0000-7000-8000-000000000003"
DECLINED = "019b0000-0000-7000-8000-000000000004"


def ideas(panel: Tab, language: str) -> Iterator[str]:
    """From no idea to one that was sent, and then those that editors did something with."""
    said = SAID[language]
    pretend(panel, ideas=[])
    panel.click(by("tab-ideas"))
    wait_for(panel, "ideas-empty")
    yield "ideas-empty"
    yield from writing(panel, said)
    yield from opened(panel, said)
    panel.click(by("tab-list"))
    reopen(panel)
    wait_for_the_list(panel)


def writing(panel: Tab, said: Said) -> Iterator[str]:
    """The form, until the idea is sent."""
    panel.click(by("idea-new"))
    yield from showing(panel, "idea-form", "people")
    panel.click(by("people") + "[data-value=somebody]")
    panel.click(by("idea-send"))
    panel.wait_for("document.querySelectorAll('.fault').length > 1")
    yield "idea-form-faults"
    panel.fill(by("idea-text"), said.ideas["waiting"])
    panel.fill(by("person-name"), "Samira Haddad")
    panel.click(by("person-agreed") + "[data-value=agreed]")
    panel.evaluate(_SET, by("person-until"), "2099-06-30")
    choose_photo(panel)
    panel.wait_for("document.querySelector('.photo-frame img')?.naturalWidth > 0")
    yield "idea-photo-added"
    panel.click(by("idea-discard"))
    wait_for(panel, "idea-discard-stay")
    yield "idea-discard-asked"
    panel.click(by("idea-discard-stay"))
    pretend(panel, ideas=[], upload_photo=None)
    panel.click(by("idea-send"))
    panel.wait_for(f"document.querySelector('{by('idea-send')}').ariaDisabled === 'true'")
    yield "idea-sending"
    reopen(panel)
    pretend(panel, ideas=[], upload_photo="offline")
    panel.click(by("tab-ideas"))
    panel.click(by("idea-draft"))
    panel.click(by("idea-send"))
    wait_for(panel, "idea-failed")
    yield "idea-not-sent"
    panel.click(by("back"))
    wait_for(panel, "idea-draft")
    yield "ideas-one-not-sent"
    panel.click(by("idea-draft"))
    sent = idea(WAITING, "waiting", said)
    pretend(panel, ideas=[sent], upload_photo=WAITING, send_idea=sent)
    panel.click(by("idea-send"))
    wait_for(panel, "idea")
    yield "idea-sent"


def opened(panel: Tab, said: Said) -> Iterator[str]:
    """What editors answer, and what becomes of an idea."""
    library = panel.evaluate(STORED, ["library::"])["library::"]["items"]
    talk = [reply("editor", said.asks), reply("sender", said.answers), reply("editor", said.thanks)]
    mine = [
        idea(WAITING, "waiting", said),
        idea(ANSWERED, "answered", said, replies=talk),
        idea(ADOPTED, "adopted", said, replies=[reply("editor", said.goes)], suggestion_id=library[0]["id"]),
        idea(DECLINED, "declined", said, replies=[reply("editor", said.declines)]),
    ]
    # an answer that came while the panel was closed
    read = {"ideas": {ADOPTED: "1adopted", DECLINED: "1declined"}, "thanks": []}
    panel.evaluate(STORE_AS_OWN, "news-read", read)
    reopen_to_find(panel, "ideas", mine, "ideas-news")
    pretend(panel, ideas=mine)
    yield "list-with-an-answer"
    panel.click(by("tab-ideas"))
    wait_for(panel, "idea-news")
    yield "ideas"
    for which, state in [(ANSWERED, "answered"), (ADOPTED, "adopted"), (DECLINED, "declined")]:
        panel.click(f'[data-id="{which}"]')
        wait_for(panel, "idea-withdraw")
        yield f"idea-{state}"
        if which == DECLINED:
            panel.click(by("idea-withdraw"))
            wait_for(panel, "idea-withdraw-stay")
            yield "idea-withdraw-asked"
            panel.click(by("idea-withdraw-stay"))
        panel.click(by("back"))
        wait_for(panel, "idea")


def idea(which: str, status: str, said: Said, **values: Any) -> dict[str, Any]:
    """An idea, as the server answers it."""
    return {
        "id": which,
        "text": said.ideas[status],
        "images": [],
        "people": [
            {"name": "Samira Haddad", "consent_until": "2099-06-30"},
            {"name": "Jan", "consent_until": None},
        ],
        "language": said.language,
        "colleague": None,
        "status": status,
        "suggestion_id": None,
        "sent_on": "2026-11-23",
        "replies": [],
    } | values


def reply(speaker: str, text: str) -> dict[str, str]:
    """A reply to an idea."""
    return {"by": speaker, "text": text, "said_on": "2026-11-24"}


_SET = """(selector, value) => {
  const field = document.querySelector(selector);
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
