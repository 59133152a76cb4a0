"""What the provider says about itself: its endpoints, and the keys with which it signs. Both change, so both are asked
for anew now and then."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet

from vertel.auth.openid.client import OpenIdClient
from vertel.auth.openid.errors import ProviderError
from vertel.config import Config
from vertel.outbound.deadline import Deadline

KEPT_SECONDS = 600.0
"""How long metadata and keys are used before they are asked for again."""

NEW_KEYS_SECONDS = 30.0
"""How long keys are kept at least, however many tokens come that none of them signed."""

RETRY_SECONDS = 10.0
"""How long a provider that failed is left alone: all who wait for it hold a thread, which others need."""

SECONDS = 10.0
"""How long finding out about a provider may take."""

ASYMMETRIC = {"RSA", "EC", "OKP"}


@dataclass(frozen=True)
class Metadata:
    """The discovery document, as far as it is needed.

    :ivar token_auth: how the server says who it is at the token endpoint.
    :ivar names_itself: whether each authorization response names the issuer (RFC 9207).
    """

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    token_auth: str
    names_itself: bool


class Provider:
    """The provider of the settings, as this process knows it."""

    def __init__(self, config: Config, client: OpenIdClient, clock: Callable[[], float]) -> None:
        """Know nothing yet.

        :param clock: returns seconds.
        """
        self._config, self._client, self._clock = config, client, clock
        self._lock = threading.Lock()
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None
        self._failed: tuple[float, ProviderError] | None = None

    def metadata(self, deadline: Deadline) -> Metadata:
        """Return the discovery document; raise :class:`ProviderError` when there is none that could be used."""
        with self._lock:
            if self._metadata is None or self._age(self._metadata[0]) > KEPT_SECONDS:
                self._metadata = (self._clock(), self._discover(deadline))
            return self._metadata[1]

    def keys(self, metadata: Metadata, deadline: Deadline, *, other_than: KeySet | None = None) -> KeySet:
        """Return the provider's public keys; raise :class:`ProviderError` when there are none.

        :param other_than: keys among which one is missing. Those very keys come back when they are hardly older than
            :data:`NEW_KEYS_SECONDS`.
        """
        with self._lock:
            oldest = KEPT_SECONDS
            if self._keys is not None and self._keys[1] is other_than:
                oldest = NEW_KEYS_SECONDS
            if self._keys is None or self._age(self._keys[0]) > oldest:
                self._keys = (self._clock(), _fetch_keys(self._client, metadata.jwks_uri, deadline))
            return self._keys[1]

    def _discover(self, deadline: Deadline) -> Metadata:
        if self._failed is not None and self._age(self._failed[0]) <= RETRY_SECONDS:
            error = self._failed[1]
            raise ProviderError(error.reason, str(error))
        try:
            return _discover(self._config, self._client, deadline)
        except ProviderError as error:
            self._failed = (self._clock(), error)
            raise

    def _age(self, moment: float) -> float:
        return self._clock() - moment


def discover(config: Config) -> Metadata:
    """Ask the provider of the settings who it is, and for its keys; return its discovery document.

    :raises ProviderError: it cannot be reached, or says something else than the settings; in plain words.
    """
    deadline, client = Deadline(SECONDS), OpenIdClient(config)
    found = _discover(config, client, deadline)
    _fetch_keys(client, found.jwks_uri, deadline)
    return found


def _discover(config: Config, client: OpenIdClient, deadline: Deadline) -> Metadata:
    issuer = config.oidc_issuer
    if issuer is None:
        raise ProviderError("not_set_up", "VERTEL_OIDC_ISSUER is not set.")
    url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    status, document = client.get(url, deadline)
    if status != 200:
        raise ProviderError("discovery", f"{url} answered {status}. Is VERTEL_OIDC_ISSUER the whole address?")
    if document.get("issuer") != issuer:
        named = document.get("issuer")
        raise ProviderError("issuer", f"The provider names itself {named!r}, and VERTEL_OIDC_ISSUER is {issuer!r}.")
    metadata = Metadata(
        issuer=issuer,
        authorization_endpoint=_address(document, "authorization_endpoint"),
        token_endpoint=_address(document, "token_endpoint"),
        jwks_uri=_address(document, "jwks_uri"),
        userinfo_endpoint=_address(document, "userinfo_endpoint") if "userinfo_endpoint" in document else None,
        token_auth=_token_auth(document, config),
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )
    client.require_allowed(metadata.authorization_endpoint)
    return metadata


def _address(document: dict[str, Any], name: str) -> str:
    address = document.get(name)
    if not isinstance(address, str):
        raise ProviderError("discovery", f"The provider's discovery document has no {name}.")
    return address


def _token_auth(document: dict[str, Any], config: Config) -> str:
    if config.oidc_client_secret is None:
        return "none"
    offered = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    for method in ("client_secret_basic", "client_secret_post"):
        if isinstance(offered, list) and method in offered:
            return method
    detail = f"The provider takes no client secret as Basic or in the form, but {offered!r}."
    raise ProviderError("token_auth", detail)


def _fetch_keys(client: OpenIdClient, url: str, deadline: Deadline) -> KeySet:
    status, document = client.get(url, deadline)
    found = document.get("keys")
    if status != 200 or not isinstance(found, list):
        raise ProviderError("keys", f"{url} answered {status}, and no list of keys.")
    keys = [key for key in map(_key, found) if key is not None]
    if not keys:
        raise ProviderError("keys", f"{url} has no key that could be used.")
    return KeySet(keys)


def _key(document: Any) -> Key | None:
    """Return a public key; None for one of a kind that is not known, beside which others may be good."""
    if not isinstance(document, dict) or document.get("kty") not in ASYMMETRIC:
        return None
    try:
        return JWKRegistry.import_key(document)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
