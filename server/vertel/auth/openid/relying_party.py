"""The code flow: the address that leads to the provider, and what is made of the answer that comes back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit, urlunsplit

from vertel.auth.openid import id_token
from vertel.auth.openid.claims import account, is_complete
from vertel.auth.openid.client import OpenIdClient
from vertel.auth.openid.errors import DeclinedError, ProviderError, RefusedAnswerError
from vertel.auth.openid.id_token import Expected, UnknownKeyError
from vertel.auth.openid.provider import Metadata, Provider
from vertel.auth.openid.transaction import Transaction, TransactionSigner
from vertel.clock import now
from vertel.config import Config
from vertel.domain.people.identities import Account
from vertel.outbound.deadline import Deadline

SECONDS = 10.0
"""How long one step of the flow may wait for the provider."""

CALLBACK = "/sign-in/oidc/callback"
_ERROR = re.compile(r"[a-z_]{1,60}")


class RelyingParty:
    """Signs people in with the provider of the settings."""

    def __init__(self, config: Config, clock: Callable[[], float] = time.monotonic) -> None:
        """Ask nobody yet.

        :param clock: returns seconds, for how long the provider's answers are kept.
        """
        self._config = config
        self._client = OpenIdClient(config)
        self._provider = Provider(config, self._client, clock)
        self.signer = TransactionSigner(config.secret_keys)
        self._redirect_uri = f"{config.public_url}{CALLBACK}"

    def authorization_url(self, transaction: Transaction) -> str:
        """Return the address at which the provider asks somebody to sign in.

        :raises ProviderError: the provider cannot be reached, or is not set up as it has to be.
        """
        metadata = self._provider.metadata(Deadline(SECONDS))
        challenge = hashlib.sha256(transaction.verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self._config.oidc_client_id,
            "redirect_uri": self._redirect_uri,
            "scope": " ".join(self._config.oidc_scopes),
            "state": transaction.state,
            "nonce": transaction.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        parts = urlsplit(metadata.authorization_endpoint)
        return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, urlencode(query))))))

    def account(self, response: Mapping[str, str], transaction: Transaction) -> Account:
        """Return whom the provider signed in.

        :param response: the authorization response: the query with which the browser came back.
        :param transaction: from the browser's cookie.
        :raises RefusedAnswerError: the answer or the token is not to be trusted.
        :raises DeclinedError: the provider let nobody in.
        :raises ProviderError: the provider cannot be reached, or is not set up as it has to be.
        """
        if not hmac.compare_digest(response.get("state", "").encode(), transaction.state.encode()):
            raise RefusedAnswerError("state", "The answer is to another question than this browser's last one.")
        deadline = Deadline(SECONDS)
        metadata = self._provider.metadata(deadline)
        self._require_issuer(response.get("iss"), metadata)
        if "error" in response:
            raise _declined(response["error"])
        tokens = self._exchange(response.get("code", ""), transaction, metadata, deadline)
        claims = self._verified(tokens["id_token"], transaction.nonce, metadata, deadline)
        if not is_complete(claims, self._config):
            claims = self._userinfo(tokens.get("access_token"), claims["sub"], metadata, deadline) | claims
        return account(claims, self._config)

    def _require_issuer(self, named: str | None, metadata: Metadata) -> None:
        """Refuse an answer that another provider made, or that does not say who made it where that was promised."""
        if (named is None and metadata.names_itself) or (named is not None and named != metadata.issuer):
            raise RefusedAnswerError("iss", "The answer comes from another provider than VERTEL_OIDC_ISSUER.")

    def _exchange(self, code: str, transaction: Transaction, metadata: Metadata, deadline: Deadline) -> dict[str, Any]:
        if not code:
            raise RefusedAnswerError("code", "The answer holds no code.")
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "code_verifier": transaction.verifier,
        }
        headers = {}
        identity, secret = self._config.oidc_client_id, self._config.oidc_client_secret or ""
        if metadata.token_auth == "client_secret_basic":  # noqa: S105  the name of a method
            # Each part is encoded as in a form first (RFC 6749, section 2.3.1).
            pair = f"{quote_plus(identity)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            fields["client_id"] = identity
            if secret:
                fields["client_secret"] = secret
        status, document = self._client.post(metadata.token_endpoint, fields, deadline, headers)
        if status != 200:
            raise _token_error(status, document, hidden=(code, transaction.verifier, secret))
        if not isinstance(document.get("id_token"), str):
            raise ProviderError("no_id_token", "The token endpoint answered without an ID token.")
        return document

    def _verified(self, token: str, nonce: str, metadata: Metadata, deadline: Deadline) -> dict[str, Any]:
        expected = Expected(metadata.issuer, self._config.oidc_client_id, nonce)
        keys = self._provider.keys(metadata, deadline)
        try:
            return id_token.verify(token, keys, expected, now())
        except UnknownKeyError:
            newer = self._provider.keys(metadata, deadline, other_than=keys)
        try:
            return id_token.verify(token, newer, expected, now())
        except UnknownKeyError as error:
            raise RefusedAnswerError(
                "key", "The ID token is signed with a key that the provider does not list."
            ) from error

    def _userinfo(self, token: Any, subject: str, metadata: Metadata, deadline: Deadline) -> dict[str, Any]:
        """Return what the provider says beside the ID token; nothing when it has no such endpoint."""
        if metadata.userinfo_endpoint is None or not isinstance(token, str) or not token.isascii():
            return {}
        headers = {"Authorization": f"Bearer {token}"}
        status, document = self._client.get(metadata.userinfo_endpoint, deadline, headers)
        if status != 200:
            raise ProviderError("userinfo", f"{metadata.userinfo_endpoint} answered {status}.")
        if document.get("sub") != subject:
            raise RefusedAnswerError("userinfo_sub", "The userinfo endpoint speaks of somebody else than the ID token.")
        return document


def _declined(error: str) -> DeclinedError:
    # Anybody can write an address with an error in it: only what looks like one of the standard's codes is repeated.
    known = error if _ERROR.fullmatch(error) else "something else"
    return DeclinedError(known, f"The provider answered {known}.")


def _token_error(status: int, document: dict[str, Any], hidden: tuple[str, ...]) -> ProviderError | RefusedAnswerError:
    error, said = str(document.get("error", "")), str(document.get("error_description", ""))
    for secret in filter(None, hidden):
        error, said = error.replace(secret, "..."), said.replace(secret, "...")
    detail = f"The token endpoint answered {status} {error} {said}".rstrip()
    if error == "invalid_grant":
        return RefusedAnswerError("code", detail)
    return ProviderError("token_endpoint", detail)
