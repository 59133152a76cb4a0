"""The first run: what Vertel does, the consent, the connection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from e2e.harness import Tab
from e2e.states.steps import (
    NOT_THERE,
    STORE,
    STORED,
    by,
    expect_focus,
    paste,
    pretend,
    wait_for,
    wait_for_the_list,
)
from support.server import Server

_SERVER_FAULT = f"document.querySelector('{by('server-fault')}')?.innerText"
_CODE_FAULT = f"document.querySelector('{by('code-fault')}')?.innerText"


def the_first_run(panel: Tab, server: Server, code: str) -> Iterator[str]:
    """From the first words to the list."""
    wait_for(panel, "setup-consent")
    yield "consent"
    panel.click(by("setup-consent"))
    expect_focus(panel, by("setup-server"))
    yield "connect"
    panel.click(by("setup-browser"))
    empty = panel.text(by("server-fault"))
    yield "connect-empty"
    panel.fill(by("setup-server"), NOT_THERE)
    panel.click(by("setup-browser"))
    panel.wait_for(f"(empty) => ![undefined, empty].includes({_SERVER_FAULT})", empty)
    yield "connect-no-server"
    pretend(panel, sign_in_begin="unknown_copy")
    panel.click(by("setup-browser"))
    wait_for(panel, "unknown-copy")
    yield "connect-unknown-copy"
    pretend(panel)
    paste(panel, by("setup-server"), f"{server.url}/app/\n\n    K7QM-4TRV-9XWE\n")
    wait_for(panel, "invitation-read")
    expect_focus(panel, by("setup-connect"))
    yield "connect-invitation-pasted"
    panel.click(by("setup-connect"))
    wait_for(panel, "code-fault")
    assert not panel.shows(by("invitation-read")), "a refused invitation is still said to be enough"
    panel.click(by("setup-by-browser"))
    panel.fill(by("setup-server"), server.url)
    yield from without_a_page(panel, server)
    yield from in_another_tab(panel)
    yield from with_a_code(panel, code)


def without_a_page(panel: Tab, server: Server) -> Iterator[str]:
    """A server from before there was a page to sign in on."""
    pretend(panel, sign_in_begin="gone")
    panel.click(by("setup-browser"))
    wait_for(panel, "code-only")
    yield "connect-code-only"
    pretend(panel)
    # another address may be another server
    panel.fill(by("setup-server"), server.url)
    wait_for(panel, "setup-browser")


def in_another_tab(panel: Tab) -> Iterator[str]:
    """The code to compare, a connection that breaks off, a no, too late, and a new code that does not come."""
    panel.click(by("setup-browser"))
    wait_for(panel, "sign-in-waiting")
    panel.to_front()
    yield "sign-in-waiting"
    signing_in: dict[str, Any] = panel.evaluate(STORED, ["signing-in"])["signing-in"]
    panel.evaluate(STORE, {"signing-in": signing_in | {"trouble": "offline"}})
    panel.wait_for(f"document.querySelector('{by('sign-in-status')} svg path').getAttribute('d').length > 60")
    yield "sign-in-no-connection"
    panel.evaluate(STORE, {"signing-in": signing_in | {"state": "refused"}})
    wait_for(panel, "sign-in-refused")
    yield "sign-in-refused"
    panel.evaluate(STORE, {"signing-in": signing_in | {"state": "expired"}})
    wait_for(panel, "sign-in-expired")
    yield "sign-in-expired"
    pretend(panel, sign_in_begin="offline")
    panel.click(by("sign-in-again"))
    wait_for(panel, "sign-in-failed")
    yield "sign-in-failed"
    pretend(panel)
    panel.click(by("sign-in-by-code"))


def with_a_code(panel: Tab, code: str) -> Iterator[str]:
    """The other way, up to the list."""
    expect_focus(panel, by("setup-code"))
    yield "connect-with-a-code"
    panel.click(by("setup-connect"))
    empty = panel.text(by("code-fault"))
    yield "connect-empty-code"
    panel.fill(by("setup-code"), "XXXX-XXXX-XXXX")
    panel.click(by("setup-connect"))
    panel.wait_for(f"(empty) => ![undefined, empty].includes({_CODE_FAULT})", empty)
    yield "connect-wrong-code"
    panel.fill(by("setup-code"), code)
    panel.click(by("setup-connect"))
    wait_for_the_list(panel)
