"""A browser that signs in with an OpenID provider, step by step."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.hostile_provider import HostileProvider
from vertel.config import Config

Configure = Callable[..., Config]
START = "/sign-in/oidc"
CALLBACK = "/sign-in/oidc/callback"
LOCAL = {"VERTEL_PUBLIC_URL": "http://127.0.0.1:8000"}
"""Settings with which a provider on this machine may be asked by http."""


@dataclass
class Browser:
    """A browser with cookies of its own, and the provider at which it signs in."""

    client: FlaskClient
    provider: HostileProvider

    def start(self, **query: str) -> str:
        """Where the server leads to."""
        answer = self.client.get(START, query_string=query)
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return str(answer.headers["Location"])

    def back(self, query: dict[str, Any]) -> TestResponse:
        """Come back with this query."""
        return self.client.get(f"{CALLBACK}?{urlencode(query)}", headers={"Accept-Language": "en"})

    def sign_in(self, **query: str) -> TestResponse:
        """All the way."""
        return self.back(self.provider.let_in(self.start(**query)))

    def who(self) -> str | None:
        """Who is signed in on the server's pages."""
        page = self.client.get("/sign-in/device", headers={"Accept-Language": "en"})
        found = re.search(r"You are (.+?)\.<", page.get_data(as_text=True))
        assert bool(found) == (page.status_code == 200)
        return found.group(1) if found else None


@dataclass
class Time:
    """What time it is for what is kept of the provider's answers, in seconds."""

    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds
