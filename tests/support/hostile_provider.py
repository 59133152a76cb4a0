"""An OpenID provider on this machine that can be told to do each thing wrong that one can do wrong."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, RSAKey

from support.local_http import serving

CLIENT_ID = "vertel:tests"
CLIENT_SECRET = "a secret with + and % in it"
Claims = dict[str, Any]


@cache
def rsa_key() -> RSAKey:
    """The key of this process's providers, made once: to make one takes 50 ms of processor time."""
    return RSAKey.generate_key(2048, auto_kid=True)


@dataclass
class Code:
    """What a code was given for."""

    query: dict[str, str]
    uses: int = 0


@dataclass
class HostileProvider:
    """Answers as an honest provider would, but for what a test changed.

    :ivar claims: of whoever signs in; what is None is left out of the ID token.
    :ivar userinfo: what the userinfo endpoint says; it is offered only when this is not None.
    :ivar keys: those that are published.
    :ivar header: of the ID token, instead of an honest one.
    :ivar discovery: fields of the discovery document, instead of the honest ones; what is None is left out.
    :ivar statuses: paths that answer with this status and no more.
    :ivar published: what stands in place of the list of keys.
    :ivar stuck: paths that are not answered before ``free`` is set.
    :ivar moved: seconds by which its clock is ahead.
    """

    url: str = ""
    claims: Claims = field(default_factory=dict)
    userinfo: Claims | None = None
    signing_key: Key = field(default_factory=rsa_key)
    keys: list[Key] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    secret: bytes | None = None
    id_token: str | None = None
    discovery: Claims = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    published: object = None
    stuck: set[str] = field(default_factory=set)
    free: threading.Event = field(default_factory=threading.Event)
    moved: int = 0
    reuses_codes: bool = False
    asked: list[str] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)
    authorization: str = ""
    codes: dict[str, Code] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = [self.signing_key]

    def rotate(self) -> None:
        """Sign with a new key from now on, and publish that one alone."""
        self.signing_key = ECKey.generate_key("P-256", auto_kid=True)
        self.keys = [self.signing_key]

    def let_in(self, location: str) -> dict[str, str]:
        """Return the query with which the browser goes back, after somebody signed in at this address."""
        query = dict(parse_qsl(urlsplit(location).query))
        assert location.startswith(f"{self.url}/authorize?")
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = Code(query)
        return {"code": code, "state": query["state"], "iss": self.url}

    def times(self, path: str) -> int:
        """How often a path was asked for."""
        return self.asked.count(path)

    def document(self) -> Claims:
        """The discovery document."""
        honest = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "userinfo_endpoint": f"{self.url}/userinfo" if self.userinfo is not None else None,
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "authorization_response_iss_parameter_supported": True,
        }
        return {name: value for name, value in (honest | self.discovery).items() if value is not None}

    def public_keys(self) -> object:
        """What the list of keys holds."""
        if self.published is not None:
            return self.published
        return [key.as_dict(private=False) for key in self.keys]

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """The token endpoint."""
        self.token_requests.append(form)
        self.authorization = authorization
        code = self.codes.get(form.get("code", ""))
        if _client(form, authorization) not in {(CLIENT_ID, CLIENT_SECRET), (CLIENT_ID, "")}:
            return 401, {"error": "invalid_client", "error_description": f"{form} {authorization}"}
        if code is None or (code.uses and not self.reuses_codes):
            return 400, {"error": "invalid_grant", "error_description": f"{form.get('code')} was used"}
        challenge = _base64(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge != code.query["code_challenge"]:
            return 400, {"error": "invalid_grant", "error_description": "PKCE"}
        code.uses += 1
        token = self.id_token or self.make_id_token(code.query["nonce"])
        return 200, {"id_token": token, "access_token": "the access token", "token_type": "Bearer"}

    def make_id_token(self, nonce: str) -> str:
        """An ID token with the claims, signed."""
        moment = int(time.time()) + self.moved
        honest = {"iss": self.url, "aud": CLIENT_ID, "iat": moment, "exp": moment + 300, "nonce": nonce}
        claims = {name: value for name, value in (honest | self.claims).items() if value is not None}
        usual = "RS256" if isinstance(self.signing_key, RSAKey) else "ES256"
        header = {"alg": usual, "kid": self.signing_key.kid or ""} | self.header
        if header["alg"] in {"none", "HS256"}:  # no library makes such a token
            parts = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
            signature = hmac.digest(self.secret, parts.encode(), "sha256") if self.secret else b""
            return f"{parts}.{_base64(signature)}"
        return jwt.encode(header, claims, self.signing_key, algorithms=[header["alg"]])


@contextmanager
def hostile_provider() -> Iterator[HostileProvider]:
    """Run a provider on this machine."""
    found = HostileProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            documents = {
                "/.well-known/openid-configuration": found.document,
                "/keys": lambda: {"keys": found.public_keys()},
                "/userinfo": lambda: found.userinfo,
            }
            self._answer(path, 200, documents[path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body, strict_parsing=True).items()}
            path = urlsplit(self.path).path
            self._answer(path, *found.exchange(form, self.headers.get("Authorization", "")))

        def _answer(self, path: str, status: int, document: Claims | None) -> None:
            found.asked.append(path)
            if path in found.stuck:
                found.free.wait(30)
            body = b"" if path in found.statuses else json.dumps(document).encode()
            self.send_response(found.statuses.get(path, status))
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    with serving(Handler) as found.url:
        yield found


def _client(form: dict[str, str], authorization: str) -> tuple[str, str]:
    """Who asks at the token endpoint, and with which secret."""
    if authorization:
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        identity, _, secret = pair.partition(":")
        return unquote_plus(identity), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
