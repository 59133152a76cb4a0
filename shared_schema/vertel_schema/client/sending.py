"""One request over HTTP, by the standard library: it honours the environment's proxies, and follows no redirect."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

LOCAL = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class HttpRequest:
    """What is to be sent. The headers hold the token, so they are not shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | IO[bytes] | None = field(repr=False)
    timeout: float


@dataclass(frozen=True)
class Reply:
    """What came back; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the token to wherever it points."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


def send_with_urllib(request: HttpRequest) -> Reply:
    """Send a request and read the whole answer; a file is sent as it is read.

    :raises OSError: when the server was not reached, or the answer broke off.
    """
    ready = urllib.request.Request(  # noqa: S310  keeps_a_secret() looked at the scheme
        request.url, data=request.body, method=request.method, headers=dict(request.headers)
    )
    opener = urllib.request.build_opener(_NoRedirect)
    try:
        with opener.open(ready, timeout=request.timeout) as response:
            return _reply(response.status, response)
    except urllib.error.HTTPError as answer:
        with answer:
            return _reply(answer.code, answer)
    except urllib.error.URLError as error:
        # its reason says it all; the error itself would show the request
        raise error.reason if isinstance(error.reason, OSError) else OSError(str(error.reason)) from None
    except http.client.HTTPException as error:
        raise OSError(f"the answer broke off: {type(error).__name__}") from None


def _reply(status: int, response: Any) -> Reply:
    try:
        body = bytes(response.read())
    except http.client.HTTPException as error:
        raise OSError(f"the answer broke off: {type(error).__name__}") from None
    return Reply(status, {name.lower(): value for name, value in response.headers.items()}, body)


def keeps_a_secret(url: str) -> bool:
    """Return whether nobody on the way to an address can read what is sent there."""
    try:
        parts = urllib.parse.urlsplit(url)
        local = parts.hostname in LOCAL
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    return plain and bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and local))
