"""Signing in and out. Each further grant is one more function in ``GRANTS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy.orm import Session

from vertel.auth.attempt_limits import attempt_limits
from vertel.auth.principal import principal
from vertel.auth.tokens import ACCESS_LIFETIME, signer
from vertel.clock import now
from vertel.credentials import code_hash
from vertel.domain.people import sign_ins
from vertel.errors import NotSignedInError
from vertel.http.context import db
from vertel.http.idempotency import given_key
from vertel.http.parsing import Blueprint
from vertel_schema import TokenRequest, TokenResponse

blueprint = Blueprint("auth", __name__, description="Signing in and out.")

GRANTS: dict[str, Callable[[Session, dict[str, Any], str | None], sign_ins.Granted]] = {
    "enrolment_code": lambda session, request, attempt: sign_ins.enrol(session, request["code"], attempt),
    "refresh_token": lambda session, request, attempt: sign_ins.refresh(session, request["refresh_token"], attempt),
}


@blueprint.route("/auth/token", methods=["POST"])
@blueprint.arguments(TokenRequest)
@blueprint.response(200, TokenResponse)
def token(document: dict[str, Any]) -> dict[str, Any]:
    """Exchange a one-time code or a refresh token for a new pair of tokens.

    Each is good for one exchange. Asked again with the same `Idempotency-Key`, which you store before you ask, it gives
    the same refresh token again, however late: so an answer that is lost costs nothing. After many failures: 429, wait.
    """
    grant = document["grant_type"]
    # What a limit goes by: the code, in whatever spelling, or the token.
    secret = document["refresh_token"] if grant == "refresh_token" else code_hash(document["code"]).hex()
    attempt_limits().check(grant, secret, request.environ)
    try:
        granted = GRANTS[grant](db(), document, given_key())
    except NotSignedInError:
        attempt_limits().note_failure(grant, secret, request.environ)
        raise
    return {
        "access_token": signer().issue(granted.sign_in_id, now()),
        "refresh_token": granted.refresh_token,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFETIME.total_seconds()),
    }


@blueprint.route("/auth/revoke", methods=["POST"])
@blueprint.response(204)
def revoke() -> None:
    """Sign out: end the session and all its tokens."""
    sign_in_id = principal().sign_in_id
    if sign_in_id is not None:
        sign_ins.end(db(), sign_in_id)
