"""Signing in with the organisation's OpenID provider: the way there, and the way back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

import structlog
from flask import Blueprint, Response, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from vertel.api.sign_in import openid_notes
from vertel.auth import browser_session
from vertel.auth.attempt_limits import attempt_limits
from vertel.auth.openid.errors import OpenIdError, RefusedAnswerError
from vertel.auth.openid.extension import relying_party
from vertel.auth.openid.transaction import LIFETIME, Transaction
from vertel.auth.ways import OPENID_CONNECT
from vertel.clock import now
from vertel.domain import audit
from vertel.domain.audit import AuditAction
from vertel.domain.people import identities
from vertel.domain.people.identities import Account, NotLetInError, Recognised
from vertel.errors import ConflictError, StaleError
from vertel.http.context import config, write_apart

if TYPE_CHECKING:
    from vertel.auth.openid.relying_party import RelyingParty

blueprint = Blueprint("oidc", __name__, url_prefix="/oidc")

ACTOR = "oidc"
"""Who did what follows from a claim, in the audit log."""

_USER_CODE = re.compile(r"[A-Za-z0-9-]{1,20}")

log = structlog.get_logger()


@blueprint.get("")
def start() -> Response:
    """Lead to the provider, and note in a cookie what the browser has to bring back."""
    party = relying_party()
    if party is None:
        return openid_notes.not_offered()
    code = request.args.get("user_code", "")
    transaction = Transaction.begin(code if _USER_CODE.fullmatch(code) else "", now())
    try:
        location = party.authorization_url(transaction)
    except OpenIdError as error:
        return _failed(error, transaction)
    response = _redirect(location)
    value = party.signer.write(transaction)
    # Lax, so that it comes along when the provider leads back.
    response.set_cookie(_cookie(), value, LIFETIME, secure=_is_secure(), httponly=True, samesite="Lax")
    return response


@blueprint.get("/callback")
def callback() -> Response:
    """Sign in whom the provider sends back, and lead to the device that they are connecting."""
    party = relying_party()
    if party is None:
        return openid_notes.not_offered()
    transaction = party.signer.read(request.cookies.get(_cookie(), ""), now())
    response = _sign_in(party, transaction)
    response.delete_cookie(_cookie(), secure=_is_secure(), httponly=True, samesite="Lax")
    return response


def _sign_in(party: RelyingParty, transaction: Transaction | None) -> Response:
    state = request.args.get("state", "")
    attempt_limits().check(OPENID_CONNECT, state, request.environ)
    try:
        if transaction is None:
            raise RefusedAnswerError("cookie", "The browser did not start here, or more than ten minutes ago.")
        account = party.account(request.args, transaction)
        employee_id = _let_in(account, transaction)
    except (OpenIdError, NotLetInError) as error:
        if isinstance(error, RefusedAnswerError):
            attempt_limits().note_failure(OPENID_CONNECT, state, request.environ)
        return _failed(error, transaction)
    query = f"?{urlencode({'user_code': transaction.user_code})}" if transaction.user_code else ""
    response = _redirect(f"{browser_session.PATH}/device{query}")
    browser_session.begin(response, employee_id)
    return response


def _let_in(account: Account, used: Transaction) -> UUID:
    try:
        return write_apart(lambda session: _recognise(session, account, used))
    except (ConflictError, StaleError, IntegrityError) as error:
        raise RefusedAnswerError("meanwhile", "The same colleague was added or changed at that moment.") from error


def _recognise(session: Session, account: Account, used: Transaction) -> UUID:
    """Return whose account it is."""
    if not identities.use_up(session, used.state, datetime.fromtimestamp(used.expires, UTC)):
        raise RefusedAnswerError("used", "The answer signed somebody in before.")
    found = identities.recognise(session, account, may_create=config().oidc_create)
    _record(session, found)
    return found.employee.id


def _record(session: Session, found: Recognised) -> None:
    """Record who may do more or less from now on, by the day; not that somebody signed in, for the first time or again.

    docs/adr/2026-11-28-what-a-sign-in-tells.md says why.
    """
    subject = ("employee", found.employee.id)
    if found.linked == "created":
        audit.record(session, ACTOR, AuditAction.EMPLOYEE_CREATED, subject, by_day=True)
    if "role" in found.changes:
        changes = {"role": found.changes["role"]}
        audit.record(session, ACTOR, AuditAction.IDENTITY_ROLE_CHANGED, subject, by_day=True, changes=changes)
    if found.is_last_administrator:
        log.warning("oidc_last_administrator_kept")


def _redirect(location: str) -> Response:
    return Response(status=302, headers={"Location": location, "Cache-Control": "no-store"})


def _failed(error: OpenIdError | NotLetInError, transaction: Transaction | None) -> Response:
    """Return the page for what went wrong, and tell whoever reads the log."""
    log.warning("oidc_refused", reason=error.reason, detail=str(error))
    return openid_notes.of(error, transaction.user_code if transaction else "")


def _cookie() -> str:
    """Return the name of the cookie. With this prefix no other host of the domain can set it."""
    return "__Host-vertel_oidc" if _is_secure() else "vertel_oidc"


def _is_secure() -> bool:
    return config().public_url.startswith("https:")
