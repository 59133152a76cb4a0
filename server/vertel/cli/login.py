"""``vertel login`` and ``vertel logout``: who one is at a server elsewhere."""

from __future__ import annotations

import os
import platform
import sys
import uuid
import webbrowser

import click

from vertel.cli.context import printable, say
from vertel.cli.device_flow import wait_for_tokens
from vertel.cli.remote import RemoteError, told
from vertel.cli.remote_sign_in import RemoteSignIn, address_of
from vertel.cli.token_file import TokenFile
from vertel_schema import client
from vertel_schema.documents import DeviceResponseDict

LONGEST_NAME = 100
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
"""One of these says that there is a browser with a window, or which program is to be it."""


@click.command()
@click.argument("url")
@click.option("--no-browser", is_flag=True, help="Only print the address; open no browser.")
def login(url: str, no_browser: bool) -> None:
    """Sign in at the Vertel server at URL, on its own page in a browser, here or on another computer.

    Commands with --server URL then need no --key. The tokens are kept in a file that only you can read.
    """
    sign_in = RemoteSignIn(url)
    server = _server(sign_in.url)
    with told(sign_in.url):
        asked = _ask(server, sign_in.url)
        _show(asked, opens=not no_browser)
        answer = wait_for_tokens(server, asked, attempt=str(uuid.uuid4()))
        sign_in.keep(answer)
        me = client.Vertel(sign_in.url, answer["access_token"]).me.read()
    say(printable(f"You are signed in at {sign_in.url} as {me['name']} ({me['role']})."))


@click.command()
@click.argument("url", required=False)
def logout(url: str | None) -> None:
    """Sign out at the server at URL, which may be left out when you are signed in at one only."""
    sign_in = RemoteSignIn(url or _only_server())
    try:
        sign_in.end()
    except client.VertelError as error:
        say(f"Your tokens are gone from this computer. {printable(str(error))}. There, end it in Your devices.")
        return
    say(f"You are signed out at {sign_in.url}.")


def _server(url: str) -> client.Vertel:
    try:
        return client.Vertel(url)
    except ValueError as error:
        raise RemoteError(f"URL: {error}.") from None


def _ask(server: client.Vertel, url: str) -> DeviceResponseDict:
    """Return the codes to sign in with."""
    try:
        if "device" in server.auth.options()["ways"]:
            return server.auth.device({"name": f"vertel, {platform.node()}"[:LONGEST_NAME]})
    except client.ProblemError as problem:
        if problem.status != 404:
            raise
    raise RemoteError(f"{url} offers no signing in for the command line. Use --key with an API key instead.")


def _show(asked: DeviceResponseDict, *, opens: bool) -> None:
    """Say where to go and what has to stand there; go there when this computer has a browser."""
    address = asked["verification_uri_complete"]
    opened = opens and address_of(address).startswith(("https://", "http://")) and _open(address)
    say("Your browser opens this page. Sign in there:" if opened else "Open this page in a browser and sign in there:")
    say(f"\n  {printable(address)}\n")
    say(f"Check that it shows this code:  {printable(asked['user_code'])}\n")
    say(f"Waiting until you confirm it, {asked['expires_in'] // 60} minutes at most. Ctrl-C stops.")


def _open(address: str) -> bool:
    """Open a page where there is a screen for it: a browser in the terminal would take this command's place."""
    has_screen = sys.platform in {"darwin", "win32"} or any(os.environ.get(name) for name in SCREENS)
    try:
        return has_screen and webbrowser.open(address)
    except webbrowser.Error:
        return False


def _only_server() -> str:
    servers = TokenFile.of_user().servers()
    if len(servers) == 1:
        return servers[0]
    known = f"You are signed in at: {', '.join(servers)}." if servers else "You are signed in nowhere."
    raise click.UsageError(f"Which server? {known}")
