"""Getting into the console, as an editor or as an administrator of the demo company."""

from __future__ import annotations

from e2e.harness import Tab
from e2e.states.steps import by, wait_for
from support.server import Server

EDITOR = "marit@ottervliet.example"
ADMIN = "jaap@ottervliet.example"

VIEWS = (
    *(
        "",
        "suggestions",
        "suggestions/new",
        "calendar",
        "ideas",
        "ideas/feedback",
        "questions",
        "numbers",
        "links",
        "upload",
        "mails",
    ),
    *(
        f"organisation/{part}"
        for part in ("people", "teams", "settings", "keys", "feeds", "webhooks", "channels", "audit", "sheet")
    ),
)
"""Addresses of views below `/console/`, those of administrators last."""

# In the console's own storage, as if the language had been chosen before.
_CHOOSE_LANGUAGE = """async (language) => new Promise((done, fail) => {
  const opening = indexedDB.open("vertel-console");
  opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const writing = opening.result.transaction("kept", "readwrite");
    writing.objectStore("kept").put({ language }, "settings");
    writing.oncomplete = () => { opening.result.close(); done(true); };
  };
})"""


def sign_in(page: Tab, server: Server, email: str = EDITOR, language: str = "en") -> None:
    """Sign in by a one-time link, as `make run` prints it, up to Today."""
    page.open(f"{server.url}/console/")
    wait_for(page, "setup-browser")
    page.evaluate(_CHOOSE_LANGUAGE, language)
    code = server.vertel("employee", "invite", email)
    page.open(f"{server.url}/docs")  # the same address with another fragment would not be loaded anew
    page.open(f"{server.url}/console/#code={code}")
    page.click(by("setup-connect"))
    page.wait_for("document.querySelector('.frame h1') !== null")


def go_to(page: Tab, server: Server, path: str) -> None:
    """Open a view by its address, until what it loads is there."""
    page.open(f"{server.url}/console/{path}")
    page.wait_for("document.querySelector('.page h1, .page h2') !== null")
    page.wait_for("document.querySelector('[aria-busy=true]') === null")
