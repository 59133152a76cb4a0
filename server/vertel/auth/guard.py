"""Looks at the token or signature of every request, then at the permission table."""

from __future__ import annotations

from flask import Flask, g, request

from vertel import standard_webhooks
from vertel.auth import permissions
from vertel.auth.key_use import note_use_afterwards
from vertel.auth.principal import ANONYMOUS, CAREERS_SITE, Principal, employee_principal, key_principal
from vertel.auth.tokens import ACCESS_TOKEN, signer
from vertel.clock import now
from vertel.credentials import API_KEY
from vertel.domain.people import api_keys, sign_ins
from vertel.errors import NotSignedInError
from vertel.http.context import lookup_connection, resources
from vertel.translations.active import gettext as _


def register(app: Flask) -> None:
    """Put the guard before every route."""
    app.before_request(_guard)


def _guard() -> None:
    endpoint = request.endpoint
    if endpoint is None or request.method == "OPTIONS":
        return  # no such route: 404 or 405; OPTIONS is the browser's question about CORS, which carries no token
    if permissions.TABLE[endpoint] is not permissions.ANYONE:
        g.principal = _identify(request.headers.get("Authorization", ""))
        g.caller = g.principal.name
        permissions.check(endpoint, g.principal)


def _identify(header: str) -> Principal:
    if not header and "webhook-signature" in request.headers:
        return _signer()
    scheme, _blank, token = header.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token.isascii():
        return ANONYMOUS
    found = None
    if token.startswith(API_KEY):
        found = _key(token)
    elif token.startswith(ACCESS_TOKEN):
        found = _employee(token)
    if found is None:
        raise NotSignedInError(_("This token is not valid, or no longer. Sign in again, or use another key."))
    return found


def _signer() -> Principal:
    secrets = resources().config.application_secrets
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not standard_webhooks.signed(headers, request.get_data(cache=True), secrets, now()):
        raise NotSignedInError(
            _("This signature is not valid, or no longer. Check the secret, the body and the clock.")
        )
    return CAREERS_SITE


def _key(token: str) -> Principal | None:
    with lookup_connection() as connection:
        key = api_keys.find(connection, token)
    if key is None:
        return None
    today = now().date()
    if key.last_used_on is None or key.last_used_on < today:
        note_use_afterwards(key.id, today)
    return key_principal(key.id, key.role)


def _employee(token: str) -> Principal | None:
    sign_in_id = signer().read(token, now())
    if sign_in_id is None:
        return None
    with lookup_connection() as connection:
        oldest = sign_ins.oldest_open(resources().config.sign_in_days, now())
        sign_in = sign_ins.find(connection, sign_in_id, oldest)
    return employee_principal(sign_in.member, sign_in.role, sign_in.id) if sign_in else None
