"""The server goes away while somebody works in the console: every view says so, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from shutil import copy
from typing import NamedTuple

from e2e.asking import call
from e2e.conftest import HOSTS
from e2e.console import ADMIN, go_to, sign_in
from e2e.harness import Browser, Tab
from e2e.states.steps import by, wait_for
from support.ports import free_port
from support.server import Server, running

ALL_VIEWS_FETCHED = """() => {
  const names = performance.getEntriesByType("resource").map(({ name }) => name);
  return names.some((name) => name.endsWith(".css") && name.includes("views"));
}"""
PLACES = ("suggestions", "calendar", "ideas", "questions", "numbers", "links")


class Form(NamedTuple):
    """A form of the console: where it is, how it opens, what is typed in which fields, and what sends it."""

    place: str
    opens: str
    typed: dict[str, str]
    send: str
    failed: str


FORMS = (
    Form(
        place="organisation/people",
        opens="add-person",
        typed={by("person-name"): "Bo Vermeer", by("person-email"): "bo@ottervliet.example"},
        send="person-submit",
        failed="person-failed",
    ),
    Form(
        place="organisation/keys",
        opens="make-key",
        typed={by("key-name"): "Careers site"},
        send="key-submit",
        failed="key-failed",
    ),
    Form(
        place="links",
        opens="new-link",
        typed={"#link-destination": "https://www.ottervliet.example/stage"},
        send="make-link",
        failed="make-failed",
    ),
    Form(
        place="questions",
        opens="ask",
        typed={by("question-nl"): "Waar ben je trots op?"},
        send="question-form-submit",
        failed="question-form-failed",
    ),
)

TYPED = {text for form in FORMS for text in form.typed.values()}


def test_nothing_is_lost_while_the_server_is_away(
    browser: Browser, extension_dist: Path, seeded: Path, tmp_path: Path
) -> None:
    settings = {"VERTEL_DESTINATION_HOSTS": HOSTS, "VERTEL_CONSOLE_DIR": str(extension_dist / "console")}
    database = f"sqlite:///{copy(seeded, tmp_path)}"
    serve = partial(running, tmp_path, database, migrated=True, port=free_port(), **settings)
    page = browser.new_tab(window=True)
    page.resize(1280, 900)
    key = ""

    for form in FORMS:
        with serve() as server:
            key = key or begin(page, server)
            go_to(page, server, form.place)
        type_and_send_in_vain(page, form)
        with serve():
            page.click(by(form.send))
            page.wait_for(f"document.querySelector('{by(form.send)}') === null")
    with serve() as server:
        assert stored(server, key) == TYPED
        go_to(page, server, "")
        page.wait_for(ALL_VIEWS_FETCHED)
    every_view_says_so(page)
    write_in_vain(page, serve)
    with serve() as server:
        drafts = call(server, key, "/suggestions?view=manage&q=sluis&limit=100")["items"]
        assert [draft["title"] for draft in drafts if draft["status"] == "draft"] == ["De sluis is af"]


def begin(page: Tab, server: Server) -> str:
    """Sign in as an administrator; return a key with which the test looks."""
    sign_in(page, server, ADMIN)
    return server.vertel("key", "create", "--role", "admin", "--name", "looks")


def type_and_send_in_vain(page: Tab, form: Form) -> None:
    """It is said that the server cannot be reached, and what was typed stands there."""
    page.click(by(form.opens))
    for field, text in form.typed.items():
        page.fill(field, text)
    page.click(by(form.send))
    wait_for(page, form.failed)
    for field, text in form.typed.items():
        assert page.evaluate("(field) => document.querySelector(field).value", field) == text


def stored(server: Server, key: str) -> set[str]:
    """What the forms were to make, of what the server has now."""
    people = call(server, key, "/employees?q=bo@ottervliet")["items"]
    keys = call(server, key, "/keys")["items"]
    links = call(server, key, "/links?limit=100")["items"]
    questions = call(server, key, "/questions")["items"]
    found = {person[name] for person in people for name in ("name", "email")} | {one["name"] for one in keys}
    found |= {link["destination_url"] for link in links} | {one["texts"][0]["text"] for one in questions}
    return found & TYPED


def every_view_says_so(page: Tab) -> None:
    """None is empty or broken: each says that the server is not there, and offers to try again."""
    for place in PLACES:
        page.click(f"a[href='/console/{place}']")
        wait_for(page, "load-failed")
        assert page.text("main h1")


def write_in_vain(page: Tab, serve: Callable[[], AbstractContextManager[Server]]) -> None:
    """A suggestion that is written without the server is stored when it is back."""
    page.press("c")
    page.fill(by("title-nl"), "De sluis is af")
    page.fill(by("caption-nl-personal-0"), "Eindelijk.")
    page.wait_for("document.querySelector('[data-testid=sign]')?.dataset.sign === 'failed'")
    with serve():
        page.type(" Kijk!")
        page.wait_for("document.querySelector('[data-testid=sign]')?.dataset.sign === 'saved'")
