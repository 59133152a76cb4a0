"""Looking at an ID token before a word of it is believed (OpenID Connect Core, section 3.1.3.7)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from joserfc import jwt
from joserfc.errors import (
    BadSignatureError,
    ExpiredTokenError,
    InvalidClaimError,
    InvalidKeyIdError,
    JoseError,
    MissingClaimError,
    UnsupportedAlgorithmError,
)
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from vertel.auth.openid.errors import RefusedAnswerError

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""Only asymmetric ones: a provider's public key must never be taken for a shared secret."""

CLOCK_SKEW = 120
"""Seconds by which the provider's clock and ours may differ."""

LONGEST_SUBJECT = 255
UNREADABLE = (JoseError, ValueError, TypeError, AttributeError, LookupError, RecursionError)
"""What joserfc raises for a token whose parts are other JSON than objects, or nested without end."""

_REGISTRY = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)


class Expected(NamedTuple):
    """What an ID token has to say."""

    issuer: str
    client_id: str
    nonce: str


class UnknownKeyError(Exception):
    """None of the keys has the token's id. The provider may have changed its keys since they were asked for."""


def verify(token: str, keys: KeySet, expected: Expected, moment: datetime) -> dict[str, Any]:
    """Return the claims of an ID token.

    :raises UnknownKeyError: its key is not among these.
    :raises RefusedAnswerError: for whatever else is wrong with it.
    """
    try:
        claims = jwt.decode(token, keys, registry=_REGISTRY).claims
        _check(claims, expected, moment)
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except UnsupportedAlgorithmError as error:
        raise RefusedAnswerError("algorithm", "The ID token is signed with an algorithm that is not taken.") from error
    except BadSignatureError as error:
        raise RefusedAnswerError("signature", "The signature of the ID token is not the provider's.") from error
    except ExpiredTokenError as error:
        detail = "The ID token has expired. Do the clocks of the provider and of this server agree?"
        raise RefusedAnswerError("expired", detail) from error
    except (InvalidClaimError, MissingClaimError) as error:
        raise RefusedAnswerError(error.claim.partition(",")[0], _told(error)) from error
    except UNREADABLE as error:
        raise RefusedAnswerError("token", "The ID token could not be read.") from error
    return claims


def _check(claims: dict[str, Any], expected: Expected, moment: datetime) -> None:
    registry = jwt.JWTClaimsRegistry(
        now=int(moment.timestamp()),
        leeway=CLOCK_SKEW,
        iss={"essential": True, "value": expected.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": expected.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True},
    )
    registry.validate(claims)
    # The registry takes a list for a text that is in it, which only an audience may be.
    if claims["nonce"] != expected.nonce:
        raise InvalidClaimError("nonce")
    if len(claims["sub"]) > LONGEST_SUBJECT:
        raise InvalidClaimError("sub")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", None if several else expected.client_id) != expected.client_id:
        raise InvalidClaimError("azp")


def _told(error: InvalidClaimError | MissingClaimError) -> str:
    if isinstance(error, MissingClaimError):
        return f"The ID token does not say {error.claim}."
    if error.claim == "iat":
        return "The ID token is from the future. Do the clocks of the provider and of this server agree?"
    return f"The ID token says {error.claim} otherwise than it was asked for."
