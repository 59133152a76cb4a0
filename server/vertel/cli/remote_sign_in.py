"""The right to call a server elsewhere, as whoever signed in there with ``vertel login``."""

from __future__ import annotations

import re
import time
import uuid
from contextlib import suppress
from urllib.parse import urlsplit

from vertel.cli.token_file import TokenFile, Tokens
from vertel.errors import VertelError
from vertel_schema import client
from vertel_schema.documents import TokenResponseDict

MARGIN = 60.0
"""Seconds before its end at which an access token is renewed, so that it does not run out on its way."""

LOCAL = ("localhost", "127.0.0.1")


class SignedOutError(VertelError):
    """There is no sign-in at that server, or not any more."""

    def __init__(self, url: str) -> None:
        super().__init__(f"You are not signed in at {url}, or not any more. Run: vertel login {url}")


def address_of(typed: str) -> str:
    """Return the address of a server as a person types it, in the one form under which its tokens are kept."""
    scheme = "http" if re.split(r"[:/]", typed, maxsplit=1)[0] in LOCAL else "https"
    url = typed if "://" in typed else f"{scheme}://{typed}"
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}".rstrip("/")
    except ValueError:
        return url


def kept(answer: TokenResponseDict) -> Tokens:
    """Return tokens as they are kept, with the id of the attempt that will exchange them."""
    return Tokens(
        access=answer["access_token"],
        refresh=answer["refresh_token"],
        attempt=str(uuid.uuid4()),
        good_until=time.time() + answer["expires_in"] - MARGIN,
    )


class RemoteSignIn:
    """The tokens for one server, renewed when they run out."""

    def __init__(self, url: str, file: TokenFile | None = None) -> None:
        self.url = address_of(url)
        self._file = file or TokenFile.of_user()

    def access_token(self) -> str:
        """Return an access token that is good for a while.

        :raises SignedOutError: nobody is signed in, or the server ended the sign-in.
        """
        tokens = self._tokens()
        return tokens.access if tokens.good_until > time.time() else self.renew(tokens.access)

    def renew(self, stale: str) -> str:
        """Return the access token to use in the place of one that the server does not take any more.

        Several commands at once exchange the refresh token once: each waits for the one before it.
        """
        with self._file.locked():
            tokens = self._tokens()
            if tokens.access != stale:
                return tokens.access
            try:
                fresh = kept(self._exchange(tokens))
            except SignedOutError:
                self._file.put(self.url, None)
                raise
            self._file.put(self.url, fresh)
            return fresh.access

    def keep(self, answer: TokenResponseDict) -> None:
        """Keep the tokens of a sign-in that has just begun, and end the one that it takes the place of."""
        with self._file.locked():
            before = self._file.get(self.url)
            self._file.put(self.url, kept(answer))
        if before is not None:
            with suppress(client.VertelError):
                self._end_there(before)

    def end(self) -> None:
        """Forget the tokens here, and then have the server end the sign-in.

        :raises SignedOutError: nobody was signed in.
        :raises client.VertelError: the server was not reached, so the sign-in goes on there until it runs out.
        """
        with self._file.locked():
            tokens = self._tokens()
            self._file.put(self.url, None)
        self._end_there(tokens)

    def _end_there(self, tokens: Tokens) -> None:
        try:
            token = tokens.access if tokens.good_until > time.time() else self._exchange(tokens)["access_token"]
            client.Vertel(self.url, token).auth.revoke()
        except (SignedOutError, client.ProblemError):
            return  # it had ended there already

    def _tokens(self) -> Tokens:
        tokens = self._file.get(self.url)
        if tokens is None:
            raise SignedOutError(self.url)
        return tokens

    def _exchange(self, tokens: Tokens) -> TokenResponseDict:
        try:
            return client.Vertel(self.url).auth.token(
                {"grant_type": "refresh_token", "refresh_token": tokens.refresh}, idempotency_key=tokens.attempt
            )
        except client.ProblemError as problem:
            if problem.status != 401:
                raise
            raise SignedOutError(self.url) from None
