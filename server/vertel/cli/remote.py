"""A Vertel server elsewhere, called through the schema package's client: with an API key, or as who signed in there."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from vertel.cli.remote_sign_in import RemoteSignIn, SignedOutError, address_of
from vertel.errors import VertelError
from vertel.imports.files import MediaType
from vertel_schema import client

TIMEOUT = 600.0
"""Seconds that a server may take over an upload."""


class Options(Protocol):
    """What was asked for on the command line, as far as the server has to know."""

    @property
    def dry_run(self) -> bool:
        """Whether nothing is to be stored."""

    @property
    def atomic(self) -> bool:
        """Whether all rows are to be stored or none."""

    @property
    def query(self) -> dict[str, Any]:
        """Further parameters of the request."""


class RemoteError(VertelError):
    """The server refused, or was not reached."""


class Server:
    """A server and the right to use it.

    :param key: an API key; without one it is called as whoever signed in there with ``vertel login``.
    """

    def __init__(self, url: str, key: str | None) -> None:
        self._url = address_of(url)
        if key is not None and (not key.isascii() or not key.isprintable() or not key):
            raise RemoteError("--key: expected an API key, which begins with vk_.")
        try:
            self._client = self._signed_in() if key is None else client.Vertel(self._url, key, timeout=TIMEOUT)
        except ValueError as error:
            raise RemoteError(f"--server: {error}.") from None
        except SignedOutError as error:
            raise RemoteError(f"--server needs --key, an editor's API key, or a sign-in. {error}") from None

    def _signed_in(self) -> client.Vertel:
        sign_in = RemoteSignIn(self._url)
        with told(self._url):
            made = client.Vertel(self._url, sign_in.access_token(), renew=sign_in.renew, timeout=TIMEOUT)
            # a file is sent once only, so a token that the server does not take is renewed before that
            made.me.read()
        return made

    def import_suggestions(self, file: io.BufferedReader, media_type: MediaType, options: Options) -> dict[str, Any]:
        """Send a file as it is read; return the ``ImportResult``."""
        how = {"dry_run": options.dry_run, "atomic": options.atomic} | options.query
        with told(self._url):
            return dict(self._client.imports.upload(file, media_type, **how))

    def import_links(self, file: io.BufferedReader, media_type: MediaType, options: Options) -> dict[str, Any]:
        """Send a file of links as it is read; return the ``LinkImportResult``."""
        how = {"dry_run": options.dry_run, "atomic": options.atomic} | options.query
        with told(self._url):
            return dict(self._client.imports.upload_links(file, media_type, **how))


@contextmanager
def told(url: str) -> Iterator[None]:
    """Turn what goes wrong in calls to a server into one line."""
    try:
        yield
    except client.ProblemError as error:
        faults = "; ".join(f"{fault['pointer']} {fault['message']}".strip() for fault in error.errors)
        raise RemoteError(f"{url} answered {error.status}: {faults or error.detail}") from error
    except client.VertelError as error:
        raise RemoteError(str(error)) from error
