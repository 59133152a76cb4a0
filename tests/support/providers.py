"""OpenID providers that others made, run on this machine, and somebody who signs in with them without scripts."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, OpenerDirector, ProxyHandler, build_opener

from support.openid import CALLBACK, LOCAL
from support.patience import PATIENCE
from support.ports import free_port

TESTS = Path(__file__).parents[1]
REDIRECT_URI = f"{LOCAL['VERTEL_PUBLIC_URL']}{CALLBACK}"
CLIENT_ID = "vertel"
MOST_PAGES = 10


@contextmanager
def certified_provider(secret: str, accounts: Mapping[str, Mapping[str, Any]], **client: Any) -> Iterator[str]:
    """Run npm's `oidc-provider`; yield its issuer.

    :param secret: of the client; empty for a public one.
    :param accounts: subject -> claims. Any password is right.
    :param client: what is particular about the client's registration.
    """
    port = free_port()
    registered = {"client_id": CLIENT_ID, "redirect_uris": [REDIRECT_URI], **client}
    registered |= {"client_secret": secret} if secret else {}
    told = {"clients": [registered], "accounts": accounts}
    with _running(["node", TESTS / "provider" / "server.mjs", port, json.dumps(told)], port) as issuer:
        yield issuer


@contextmanager
def canaille(secret: str, users: list[dict[str, Any]], groups: Mapping[str, list[str]]) -> Iterator[str]:
    """Run Canaille; yield its issuer.

    :param users: fields of each; ``password`` is the one to sign in with.
    :param groups: name -> names of its members.
    """
    port = free_port()
    client = {"client_id": CLIENT_ID, "client_secret": secret, "redirect_uris": [REDIRECT_URI]}
    told = json.dumps({"client": client, "users": users, "groups": groups})
    with _running([sys.executable, TESTS / "support" / "canaille_server.py", port, told], port) as issuer:
        yield issuer


@contextmanager
def _running(command: list[Any], port: int) -> Iterator[str]:
    issuer = f"http://127.0.0.1:{port}"
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait_for(f"{issuer}/.well-known/openid-configuration", process)
        yield issuer
    finally:
        process.kill()
        process.communicate()


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    opener = build_opener(ProxyHandler({}))
    while True:
        try:
            opener.open(url, timeout=5).close()
        except URLError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class _Form(HTMLParser):
    """The first form of a page that is sent by POST: where it goes, and what it says unless somebody types."""

    action: str | None = None
    fields: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form" and self.action is None and found.get("method", "").lower() == "post":
            self.action, self._inside = found.get("action", ""), True
        elif self._inside and tag == "input" and "name" in found and _counts(found):
            self.fields[found["name"]] = found.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "form"


def _counts(input_: Mapping[str, str]) -> bool:
    """Whether a browser would send it as it is."""
    return input_.get("type") not in {"checkbox", "radio"} or "checked" in input_


@dataclass
class Person:
    """Somebody at a provider's pages, with a browser that keeps cookies.

    :ivar types: name of a field -> what goes into it, wherever it is asked for.
    """

    types: dict[str, str]
    opener: OpenerDirector = field(
        default_factory=lambda: build_opener(ProxyHandler({}), HTTPCookieProcessor(), _NoRedirect())
    )

    def sign_in(self, location: str) -> dict[str, str]:
        """Follow a provider's pages to their end; return the query with which they lead back."""
        data: bytes | None = None
        for _ in range(MOST_PAGES):
            status, found, page = self._load(location, data)
            if found is not None:
                location, data = urljoin(location, found), None
                if location.startswith(REDIRECT_URI):
                    return dict(parse_qsl(urlsplit(location).query))
                continue
            form = _Form()
            form.feed(page)
            assert form.action is not None, f"{status}: {page}"
            location, data = urljoin(location, form.action), urlencode(form.fields | self.types).encode()
        raise AssertionError(f"still at {location}")

    def _load(self, location: str, data: bytes | None) -> tuple[int, str | None, str]:
        try:
            with self.opener.open(location, data, timeout=PATIENCE) as answer:
                return answer.status, None, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers.get("Location"), error.read().decode()
