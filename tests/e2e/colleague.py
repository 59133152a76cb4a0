"""A colleague with the panel open: invited, and getting in."""

from __future__ import annotations

from itertools import count

from e2e.harness import Page
from e2e.states.steps import by, wait_for_the_list
from support.server import Server

EMAIL = "noor@ottervliet.example"
"""Of the demo company; writes Dutch first, then English."""

_numbers = count(1)


def newcomer(server: Server, team: str = "Engineering") -> tuple[str, str]:
    """Somebody new at the demo company in Zwolle, who writes Dutch first, then English: their address, and a code."""
    email = f"colleague{next(_numbers)}@ottervliet.example"
    place = ("--team", team, "--location", "Zwolle", "--language", "nl", "--language", "en")
    return email, server.vertel("employee", "invite", email, "--name", "Noor de Wit", *place)


def connect(panel: Page, server: Server, code: str) -> None:
    """The first run with a one-time code, up to the list."""
    begin_to_connect(panel, server)
    panel.click(by("setup-by-code"))
    panel.fill(by("setup-code"), code)
    panel.click(by("setup-connect"))
    wait_for_the_list(panel)


def begin_to_connect(panel: Page, server: Server) -> None:
    """The first run, up to the server's address."""
    panel.click(by("setup-consent"))
    panel.fill(by("setup-server"), server.url)
