"""A Vertel server elsewhere, called with an API key. The only place where the command line speaks HTTP."""

from __future__ import annotations

import http.client
import io
import json
import os
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from marshmallow import ValidationError

from vertel.errors import VertelError
from vertel_schema import ImportResult, LinkImportResult, Problem

TIMEOUT = 600
"""Seconds that a server may take over an upload."""


class RemoteError(VertelError):
    """The server refused, or was not reached."""


class Server:
    """A server and the key to use there."""

    def __init__(self, url: str, key: str) -> None:
        if not _keeps_a_secret(url):
            raise RemoteError("--server: expected https://HOST, or http:// on this machine; the key would be readable.")
        if not key.isascii() or not key.isprintable():
            raise RemoteError("--key: expected an API key, which begins with vk_.")
        self._url, self._key = url.rstrip("/"), key

    def import_suggestions(
        self, file: io.BufferedReader, media_type: str, *, dry_run: bool, atomic: bool
    ) -> dict[str, Any]:
        """Send a file as it is read; return the ``ImportResult``."""
        return self._import("suggestions", ImportResult(), file, media_type, dry_run=dry_run, atomic=atomic)

    def import_links(self, file: io.BufferedReader, media_type: str, *, dry_run: bool, atomic: bool) -> dict[str, Any]:
        """Send a file of links as it is read; return the ``LinkImportResult``."""
        return self._import("links", LinkImportResult(), file, media_type, dry_run=dry_run, atomic=atomic)

    def _import(
        self, what: str, result: ImportResult, file: io.BufferedReader, media_type: str, **options: bool
    ) -> dict[str, Any]:
        query = urllib.parse.urlencode({name: str(value).lower() for name, value in options.items()})
        request = urllib.request.Request(  # noqa: S310  the scheme was checked above
            f"{self._url}/api/v1/{what}/import?{query}",
            data=file,
            method="POST",
            headers={
                "Authorization": f"Bearer {self._key}",
                "Content-Type": media_type,
                "Content-Length": str(_size(file)),
                "Accept": "application/json",
                "User-Agent": "vertel",
            },
        )
        answer = self._send(request)
        try:
            return dict(result.dump(result.load(json.loads(answer))))
        except (ValueError, ValidationError) as error:
            raise RemoteError(f"{self._url} answered something else than verdicts. Is it a Vertel server?") from error

    def _send(self, request: urllib.request.Request) -> bytes:
        try:
            with _opener().open(request, timeout=TIMEOUT) as response:
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            raise RemoteError(f"{self._url} answered {error.code}: {_detail(error.read())}") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise RemoteError(f"{self._url} was not reached: {reason}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the key to wherever it points."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(_NoRedirect)


def _keeps_a_secret(url: str) -> bool:
    """Return whether nobody on the way to an address can read what is sent there."""
    try:
        parts = urllib.parse.urlsplit(url)
    except ValueError:
        return False
    local = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and local))


def _size(file: io.BufferedReader) -> int:
    return os.fstat(file.fileno()).st_size


def _detail(body: bytes) -> str:
    try:
        problem = Problem().load(json.loads(body))
    except (ValueError, ValidationError):
        return "no further detail."
    faults = "; ".join(f"{fault['pointer']} {fault['message']}".strip() for fault in problem.get("errors") or [])
    return faults or str(problem["detail"])
