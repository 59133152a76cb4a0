"""Whatever stands in the place of an ID token: it is refused, and nothing else goes wrong."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from vertel.auth.openid import id_token
from vertel.auth.openid.errors import RefusedAnswerError
from vertel.auth.openid.id_token import Expected, UnknownKeyError

KEY = ECKey.generate_key("P-256", auto_kid=True)
KEYS = KeySet([KEY])
EXPECTED = Expected("https://login.example.com", "vertel", "the nonce")
MOMENT = datetime(2026, 11, 28, tzinfo=UTC)
GOOD = {
    "iss": EXPECTED.issuer,
    "aud": EXPECTED.client_id,
    "sub": "17",
    "nonce": EXPECTED.nonce,
    "iat": int(MOMENT.timestamp()),
    "exp": int(MOMENT.timestamp()) + 60,
}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
algorithms = st.sampled_from(["ES256", "RS256", "Ed25519", "none", "HS256"])
headers = st.fixed_dictionaries(
    {"alg": algorithms | anything},
    optional={"kid": st.just(KEY.kid) | anything, "crit": anything, "b64": anything, "jwk": anything, "zip": anything},
)


def part(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def verified(token: str) -> dict[str, Any]:
    return id_token.verify(token, KEYS, EXPECTED, MOMENT)


def test_a_good_one_is_taken() -> None:
    assert verified(jwt.encode({"alg": "ES256", "kid": KEY.kid}, dict(GOOD), KEY))["sub"] == "17"


@given(
    header=headers | anything,
    payload=st.just(GOOD) | anything | st.binary(max_size=50),
    signature=st.binary(max_size=80),
)
def test_what_the_provider_did_not_sign_is_refused(header: Any, payload: Any, signature: bytes) -> None:
    with pytest.raises((RefusedAnswerError, UnknownKeyError)):
        verified(f"{part(header)}.{part(payload)}.{part(signature)}")


@given(
    st.text(max_size=200) | st.just("[" * 100_000).map(lambda text: f"{part({'alg': 'ES256'})}.{part(text.encode())}.")
)
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises((RefusedAnswerError, UnknownKeyError)):
        verified(text)


@given(st.sampled_from(sorted(GOOD)), anything)
def test_a_signed_claim_of_another_kind_is_refused(name: str, value: Any) -> None:
    token = jwt.encode({"alg": "ES256", "kid": KEY.kid}, GOOD | {name: value}, KEY)
    try:
        claims = verified(token)
    except RefusedAnswerError:
        return
    # What is taken all the same is what it has to be.
    assert isinstance(claims["sub"], str)
    assert (claims["iss"], claims["nonce"]) == (EXPECTED.issuer, EXPECTED.nonce)
    assert claims["aud"] in (EXPECTED.client_id, [EXPECTED.client_id])
    assert claims["iat"] - id_token.CLOCK_SKEW <= MOMENT.timestamp() < claims["exp"] + id_token.CLOCK_SKEW
