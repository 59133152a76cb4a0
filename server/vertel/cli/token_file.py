"""Where the command line keeps the tokens of the servers at which somebody signed in: one file, for its owner alone."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from vertel.errors import VertelError

OWNER_ONLY = 0o600


class Tokens(NamedTuple):
    """A pair of tokens, and what it takes to exchange it safely."""

    access: str
    refresh: str
    attempt: str
    """The id under which the refresh token will be exchanged, so that an answer that is lost can be asked for again."""
    good_until: float
    """Seconds since 1970, until when the access token is good."""

    def __repr__(self) -> str:
        return f"Tokens(good_until={self.good_until})"


class TokenFileError(VertelError):
    """The file is there, and is not what was written."""


class TokenFile:
    """The tokens by server. What is changed under :meth:`locked` is changed by one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def of_user(cls) -> TokenFile:
        """Return the file in the user's folder for settings, as the XDG specification has it."""
        given = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(given) if given.startswith("/") else Path.home() / ".config"
        return cls(folder / "vertel" / "sign-ins.json")

    def servers(self) -> list[str]:
        """Return the addresses of the servers that have tokens."""
        return sorted(self._read())

    def get(self, server: str) -> Tokens | None:
        """Return the tokens for a server, if there are any."""
        return self._read().get(server)

    def put(self, server: str, tokens: Tokens | None) -> None:
        """Keep tokens for a server in the place of those before, or none any more. Call it under :meth:`locked`."""
        held = self._read()
        held.pop(server, None)
        if tokens is not None:
            held[server] = tokens
        self._write(held)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other processes from changing the file until the block ends."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, OWNER_ONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _read(self) -> dict[str, Tokens]:
        try:
            document = json.loads(self._path.read_text("utf-8"))
            return {server: Tokens(**tokens) for server, tokens in document["servers"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError):
            raise TokenFileError(f"{self._path}: not what `vertel login` wrote. Remove it and sign in again.") from None

    def _write(self, held: dict[str, Tokens]) -> None:
        """Write the file whole or not at all, readable by its owner only from the first byte on."""
        part = self._path.with_suffix(".part")
        part.unlink(missing_ok=True)
        document = {"servers": {server: tokens._asdict() for server, tokens in held.items()}}
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8") as file:
            json.dump(document, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self._path)
