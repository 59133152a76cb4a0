"""What every command works with: the settings, and a place for messages."""

from __future__ import annotations

import difflib
import os

import click

from vertel.config import KNOWN, Config

API_KEY = "VERTEL_API_KEY"
"""Where a client finds its key; no setting of a server."""

ON_WINDOWS = (
    "Vertel's server runs on Linux and macOS. On Windows, run it in the Windows Subsystem for Linux (wsl --install, "
    "then vertel demo in its terminal) or as a container; a browser on Windows reaches it at the same address."
)

UNUSED_KEY = "the command line signs nothing so it asks for no key"


def environment() -> dict[str, str]:
    """Return the environment, with the file of ``--settings`` behind it."""
    settings = dict(click.get_current_context().find_root().obj)
    settings.pop(API_KEY, None)
    return settings


def config() -> Config:
    """Return the settings. Only a server needs secret keys, so that an administrator's shell can do without.

    What the shell holds for other programs, such as an importer's VERTEL_SERVER, stops no command; a misspelt setting
    does.
    """
    given = environment()
    for name in given.keys() & os.environ.keys():
        if name.startswith("VERTEL_") and name not in KNOWN and not _is_like_a_setting(name):
            del given[name]
    return Config.from_environment({"VERTEL_SECRET_KEYS": UNUSED_KEY} | given)


def _is_like_a_setting(name: str) -> bool:
    words = [setting.removeprefix("VERTEL_") for setting in KNOWN]
    return bool(difflib.get_close_matches(name.removeprefix("VERTEL_"), words, 1, 0.75))


def say(message: str) -> None:
    """Tell the user something that is not the result."""
    click.echo(message, err=True)


def printable(text: str) -> str:
    """Return text from a file or a server without characters that would steer the terminal."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
