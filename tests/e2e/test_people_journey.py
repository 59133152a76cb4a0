"""From a list of colleagues to one who shares, and out again: real mail, an OpenID provider, SCIM, in real browsers."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from e2e.asking import call, token_of
from e2e.colleague import begin_to_connect
from e2e.harness import Browser, Tab, until
from e2e.states.steps import by, reopen, wait_for, wait_for_the_list
from e2e.test_signing_in import NO_CLIPBOARD, compact, open_page, shown_code
from support.mail_server import MailServer, mail_server
from support.openid import CALLBACK
from support.ports import free_port
from support.providers import CLIENT_ID, certified_provider
from support.server import Server, running
from support.world import suggestion_request

SECRET = "a secret that the provider knows as well"
EMAIL = "noor@example.com"
NOOR = {"email": EMAIL, "email_verified": True, "name": "Noor de Wit"}
LEAVES = {
    "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
    "Operations": [{"op": "replace", "path": "active", "value": False}],
}


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def office(mails: MailServer) -> Iterator[Server]:
    """A server that sends mails, and at which people sign in with an OpenID provider."""
    port = free_port()
    callback = f"http://127.0.0.1:{port}{CALLBACK}"
    with (
        TemporaryDirectory(prefix="vertel-people-") as name,
        certified_provider(SECRET, {"noor": NOOR}, redirect_uris=[callback]) as issuer,
    ):
        settings = {
            "VERTEL_MAIL_URL": f"smtp://127.0.0.1:{mails.port}",
            "VERTEL_OIDC_ISSUER": issuer,
            "VERTEL_OIDC_CLIENT_ID": CLIENT_ID,
            "VERTEL_OIDC_CLIENT_SECRET": SECRET,
            "VERTEL_DESTINATION_HOSTS": "careers.example.com",
        }
        with running(Path(name), f"sqlite:///{Path(name) / 'vertel.sqlite3'}", port=port, **settings) as server:
            yield server


def test_a_colleague_is_invited_signs_in_shares_and_is_out_when_they_leave(
    browser: Browser, office: Server, mails: MailServer
) -> None:
    admin = key(office, "admin")
    call(office, admin, "/suggestions", "POST", suggestion_request())
    office.connect_colleagues()
    noor = call(office, admin, "/employees", "POST", {"email": EMAIL, "name": "Noor de Wit", "languages": ["en"]})
    call(office, admin, f"/employees/{noor['id']}/invite", "POST", {"by": "mail"})
    (invitation,) = until("the invitation", lambda: mails.texts() or None)
    assert f"{office.url}/app/" in invitation

    panel = browser.open_panel()
    begin_to_connect(panel, office)
    panel.click(by("setup-browser"))
    page = open_page(browser, panel, office)
    sign_in_at_the_provider(page)
    page.wait_for("document.querySelector('button[value=yes]') !== null")
    assert compact(page.text(".code")) == compact(shown_code(panel))
    page.click("button[value=yes]")
    panel.to_front()
    wait_for_the_list(panel)

    share(panel)
    overview = until("the share is counted", lambda: with_shares(call(office, admin, "/reports/overview")))
    assert [(row["title"], row["shares"]) for row in overview["by_suggestion"]] == [("Maintenance engineer, Zwolle", 1)]

    token = token_of(panel)
    assert call(office, token, "/me")["email"] == EMAIL
    assert disable_by_scim(office, noor["id"])["active"] is False
    assert call(office, token, "/me") == 401
    reopen(panel)
    wait_for(panel, "connect")
    assert office.url.removeprefix("http://") in panel.text(".lead")


def key(server: Server, role: str) -> str:
    """A new API key of a role."""
    return server.vertel("key", "create", "--role", role, "--name", f"{role} of the journey")


def sign_in_at_the_provider(page: Tab) -> None:
    """Take the way by OpenID Connect, through the provider's two forms, and back."""
    page.click("a[href^='/sign-in/oidc']")
    page.fill("[name=login]", "noor")
    page.fill("[name=password]", "any")
    page.press("Enter")
    page.wait_for("document.querySelector('[name=prompt]')?.value === 'consent'")
    page.click("button[type=submit]")


def share(panel: Tab) -> None:
    """Copy the first suggestion's text, which is a share."""
    panel.evaluate(NO_CLIPBOARD)
    panel.click(by("suggestion-item"))
    panel.wait_for("document.querySelector('#editor')?.value.includes('/r/')")
    panel.click(by("copy"))
    panel.wait_for("document.querySelector('[data-about=copied]') !== null")


def with_shares(overview: dict[str, Any]) -> dict[str, Any] | None:
    """The report, as soon as it has a share."""
    return overview if overview["shares"] else None


def disable_by_scim(server: Server, own: str) -> Any:
    """What a directory is answered that says that somebody left."""
    headers = {"Authorization": f"Bearer {key(server, 'scim')}", "Content-Type": "application/scim+json"}
    url = f"{server.url}/scim/v2/Users/{own}"
    request = urllib.request.Request(url, json.dumps(LEAVES).encode(), headers, method="PATCH")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)
