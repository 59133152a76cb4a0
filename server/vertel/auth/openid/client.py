"""Requests to the provider: to allowed addresses only, over before a deadline, and answered with JSON."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

import orjson
from urllib3 import BaseHTTPResponse

from vertel.auth.openid.errors import ProviderError
from vertel.config import Config
from vertel.outbound.deadline import Deadline
from vertel.outbound.egress_policy import AddressError, Allowed, EgressPolicy
from vertel.outbound.http_client import FAILURES, HttpClient, Request
from vertel_schema import __version__

SECONDS = 5.0
"""How long one request may take."""

LARGEST_ANSWER = 1_000_000
USER_AGENT = f"Vertel/{__version__} (sign-in)"


class Answer(NamedTuple):
    """What the provider answered: a JSON object, whatever the status."""

    status: int
    document: dict[str, Any]


class OpenIdClient:
    """Asks the provider."""

    def __init__(self, config: Config) -> None:
        self._policy = EgressPolicy(config, Allowed("VERTEL_OIDC_NETWORKS", config.oidc_networks))
        self._client = HttpClient()

    def get(self, url: str, deadline: Deadline, headers: Mapping[str, str] | None = None) -> Answer:
        """Ask for a document; raise :class:`ProviderError` when there is none."""
        return self._send("GET", url, deadline, headers or {}, None)

    def post(self, url: str, fields: Mapping[str, str], deadline: Deadline, headers: Mapping[str, str]) -> Answer:
        """Send a form; raise :class:`ProviderError` when no document comes back."""
        form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self._send("POST", url, deadline, form, urlencode(fields).encode())

    def require_allowed(self, url: str) -> None:
        """Raise :class:`ProviderError` unless an address is one that the provider may have."""
        try:
            self._policy.target(url)
        except AddressError as error:
            raise ProviderError("address", f"{url}: {error}") from error

    def _send(
        self, method: str, url: str, deadline: Deadline, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        within = deadline.within(SECONDS)
        try:
            target = self._policy.target(url)
            addresses = self._policy.resolve(target)
            usual = {"Accept": "application/json", "User-Agent": USER_AGENT}
            request = Request(method, target, {**usual, **headers}, body)
            with self._client.stream(request, addresses, within) as response:
                return _read(url, response)
        except AddressError as error:
            raise ProviderError("address", f"{url}: {error}") from error
        except TimeoutError as error:
            raise ProviderError("no_answer", f"{url} did not answer within {SECONDS:.0f} seconds.") from error
        except ssl.SSLCertVerificationError as error:
            detail = f"The certificate of {url} was not accepted: {error.verify_message}."
            raise ProviderError("certificate", detail) from error
        except FAILURES as error:
            raise ProviderError("no_answer", f"The connection to {url} failed: {_said(error)}.") from error


def _read(url: str, response: BaseHTTPResponse) -> Answer:
    status = response.status
    if 300 <= status < 400:
        raise ProviderError("redirect", f"{url} answered {status}. Redirects are not followed.")
    body = response.read(LARGEST_ANSWER + 1)
    if len(body) > LARGEST_ANSWER:
        raise ProviderError("no_json", f"{url} answered more than {LARGEST_ANSWER} bytes.")
    try:
        document = orjson.loads(body)
    except ValueError as error:
        told = f"{status} {http.client.responses.get(status, '')}".rstrip()
        raise ProviderError("no_json", f"{url} answered {told}, and no JSON that could be read.") from error
    if not isinstance(document, dict):
        raise ProviderError("no_json", f"{url} answered JSON that is no object.")
    return Answer(status, document)


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
