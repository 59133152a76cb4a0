"""Signing in and out. Each further grant is one more function in ``GRANTS``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from vertel.auth import source_limits
from vertel.auth.attempt_limits import limited
from vertel.auth.principal import principal
from vertel.auth.tokens import ACCESS_LIFETIME, signer
from vertel.auth.ways import ways
from vertel.clock import now
from vertel.credentials import typed_code
from vertel.domain.people import device_codes, email_codes, organisations, sign_ins
from vertel.errors import NotFoundError
from vertel.http.context import config, db
from vertel.http.idempotency import given_key
from vertel.http.parsing import Blueprint
from vertel.translations.active import gettext as _
from vertel_schema import (
    DeviceRequest,
    DeviceResponse,
    EmailCodeRequest,
    EmailCodeResponse,
    SignInOptions,
    TokenRequest,
    TokenResponse,
)
from vertel_schema.auth import DEVICE_CODE

blueprint = Blueprint("auth", __name__, description="Signing in and out.")


def _by_enrolment_code(session: Session, document: dict[str, Any], attempt: str | None) -> sign_ins.Granted:
    return sign_ins.enrol(session, document["code"], config().secret_keys, attempt, document.get("name"))


def _by_email_code(session: Session, document: dict[str, Any], attempt: str | None) -> sign_ins.Granted:
    given = document["email"], document["code"], config().secret_keys
    return email_codes.exchange(session, *given, attempt, document.get("name"))


def _by_device_code(session: Session, document: dict[str, Any], attempt: str | None) -> sign_ins.Granted:
    return device_codes.exchange(session, document["device_code"], attempt)


def _by_refresh_token(session: Session, document: dict[str, Any], attempt: str | None) -> sign_ins.Granted:
    oldest = sign_ins.oldest_open(config().sign_in_days, now())
    return sign_ins.refresh(session, document["refresh_token"], attempt, oldest)


GRANTS: dict[str, Callable[[Session, dict[str, Any], str | None], sign_ins.Granted]] = {
    "enrolment_code": _by_enrolment_code,
    "email_code": _by_email_code,
    DEVICE_CODE: _by_device_code,
    "refresh_token": _by_refresh_token,
}

SECRETS: dict[str, Callable[[dict[str, Any]], str]] = {
    "enrolment_code": lambda document: typed_code(document["code"]),
    "email_code": lambda document: f"{document['email']} {typed_code(document['code'])}",
    DEVICE_CODE: lambda document: str(document["device_code"]),
    "refresh_token": lambda document: str(document["refresh_token"]),
}
"""What the limit on failures goes by: the code, in whatever spelling, or the token."""


@blueprint.route("/auth/options", methods=["GET"])
@blueprint.response(200, SignInOptions)
def options() -> dict[str, Any]:
    """Read how one can sign in here."""
    return {"organisation": organisations.get(db()).name, "ways": ways()}


@blueprint.route("/auth/email", methods=["POST"])
@blueprint.arguments(EmailCodeRequest)
@blueprint.response(202, EmailCodeResponse)
def email(document: dict[str, Any]) -> dict[str, Any]:
    """Have a code sent to a colleague by mail, for `POST /auth/token`.

    The answer is the same whether or not the address is known. 404 where this server sends no mail. A colleague gets
    five mails in an hour, and ten in a day: after that 429, for everybody alike.
    """
    if not config().mail_server:
        raise NotFoundError(_("This server sends no codes by mail. Ask your administrator for a one-time code."))
    source_limits.count(source_limits.MAILS)
    email_codes.request(db(), document["email"], config().secret_keys)
    return {"expires_in": int(email_codes.LIFETIME.total_seconds())}


@blueprint.route("/auth/device", methods=["POST"])
@blueprint.arguments(DeviceRequest)
@blueprint.response(200, DeviceResponse)
def device(document: dict[str, Any]) -> dict[str, Any]:
    """Ask to be connected: RFC 8628, in JSON.

    Show `user_code`, open `verification_uri_complete` in a tab, then ask `POST /auth/token` every `interval` seconds.
    Sent again, it gives two other codes, whatever its `Idempotency-Key`: those of the answer that was lost do no harm.
    """
    source_limits.count(source_limits.DEVICES)
    asked = device_codes.ask(db(), document["name"], config().secret_keys)
    address = f"{config().public_url}/sign-in"
    return {
        "device_code": asked.device_code,
        "user_code": asked.user_code,
        "verification_uri": address,
        "verification_uri_complete": f"{address}?{urlencode({'user_code': asked.user_code})}",
        "expires_in": int(device_codes.LIFETIME.total_seconds()),
        "interval": device_codes.INTERVAL,
    }


@blueprint.route("/auth/token", methods=["POST"])
@blueprint.arguments(TokenRequest)
@blueprint.response(200, TokenResponse)
def token(document: dict[str, Any]) -> dict[str, Any]:
    """Exchange a one-time code or a refresh token for a new pair of tokens.

    Each is good for one exchange. Asked again with the same `Idempotency-Key`, which you store before you ask, it gives
    the same refresh token again, however late: so an answer that is lost costs nothing. After many failures: 429, wait.

    With a device code, 400 says by its `type` how it stands: `urn:vertel:problem:authorization-pending`, ask again
    after the interval; `slow-down`, the interval is 5 seconds longer from now on; `access-denied`; `expired-token`.
    """
    grant = document["grant_type"]
    with limited(grant, SECRETS[grant](document)):
        granted = GRANTS[grant](db(), document, given_key())
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
