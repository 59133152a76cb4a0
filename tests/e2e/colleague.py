"""A colleague with the panel open: getting in, and asking the server what it knows, with the right the panel has."""

from __future__ import annotations

import json
import urllib.request
from itertools import count
from typing import Any
from urllib.error import HTTPError

from e2e.harness import Page, Tab
from e2e.states.steps import STORED, by, wait_for_the_list
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


def token_of(panel: Tab) -> str:
    """The access token that the worker holds."""
    token: str = panel.evaluate(STORED, ["session"])["session"]["access"]
    return token


def call(server: Server, token: str, path: str, method: str = "GET", document: Any = None) -> Any:
    """What the API answers, or the status with which it refuses."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = None if document is None else json.dumps(document).encode()
    request = urllib.request.Request(f"{server.url}/api/v1{path}", body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer) if answer.status != 204 else None
    except HTTPError as refusal:
        refusal.close()
        return refusal.code
