"""Who is signed in on the server's own pages below ``/sign-in``: a short-lived, signed cookie, and nothing stored.

It is good for those pages only. What calls the API has tokens of its own.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import Response, g, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.exceptions import BadRequest

from vertel.clock import now
from vertel.credentials import keyed_hash
from vertel.http.context import config
from vertel.translations.active import gettext as _

PATH = "/sign-in"
SIGNED_IN = timedelta(minutes=10)
VISIT = timedelta(hours=1)
"""How long a page may lie open before its form is sent, as long as nobody is signed in on it."""

CSRF_FIELD = "csrf"


@dataclass(frozen=True)
class Visit:
    """What the cookie says.

    :ivar id: random, another one after each sign-in.
    :ivar employee_id: who is signed in; None for nobody yet.
    :ivar language: the language that was chosen; None when none was.
    """

    id: str
    employee_id: UUID | None
    language: str | None
    expires_at: datetime

    @property
    def signed_in_at(self) -> datetime:
        """When somebody signed in."""
        return self.expires_at - SIGNED_IN


def current() -> UUID | None:
    """Return the employee who is signed in on these pages. Whether they still may be is for the caller to see."""
    return visit().employee_id


def visit() -> Visit:
    """Return the visit to which this request belongs; a new one when there is none, or not any more."""
    if "visit" not in g:
        g.visit = _read(request.cookies.get(_name(), "")) or _new(None, None)
    return cast("Visit", g.visit)


def begin(response: Response, employee_id: UUID) -> None:
    """Sign an employee in on these pages, and have the answer say so to the browser."""
    g.visit = _new(employee_id, visit().language)
    keep(response)


def end(response: Response) -> None:
    """Sign out on these pages."""
    g.visit = _new(None, visit().language)
    keep(response)


def choose_language(language: str) -> None:
    """Have these pages in a language from now on."""
    g.visit = replace(visit(), language=language)


def keep(response: Response) -> None:
    """Have the browser keep the visit, until it ends."""
    own = visit()
    if own.employee_id is None:
        own = replace(own, expires_at=now() + VISIT)
    employee = own.employee_id.hex if own.employee_id else None
    value = str(_serializer().dumps([own.id, employee, own.language, own.expires_at.timestamp()]))
    # Lax, so that it comes along when an identity provider leads back; no form of another site brings it.
    response.set_cookie(
        _name(),
        value,
        max_age=int((own.expires_at - now()).total_seconds()),
        path=PATH,
        secure=_is_secure(),
        httponly=True,
        samesite="Lax",
    )


def csrf_token() -> str:
    """Return what a form of this visit has to carry in :data:`CSRF_FIELD`."""
    return _csrf_token(config().secret_keys[0])


def require_csrf_token() -> None:
    """Raise ``BadRequest`` unless the form that was sent is one of this visit."""
    given = request.form.get(CSRF_FIELD, "").encode()
    if not any(hmac.compare_digest(given, _csrf_token(key).encode()) for key in config().secret_keys):
        raise BadRequest(_("This form does not belong to this visit."))


def _csrf_token(key: str) -> str:
    return keyed_hash(key, "csrf", visit().id).hex()


def _new(employee_id: UUID | None, language: str | None) -> Visit:
    return Visit(secrets.token_urlsafe(16), employee_id, language, now() + (SIGNED_IN if employee_id else VISIT))


def _read(cookie: str) -> Visit | None:
    try:
        visit_id, employee_id, language, expires = _serializer().loads(cookie)
    except BadData:
        return None
    expires_at = datetime.fromtimestamp(expires, now().tzinfo)
    if expires_at <= now():
        return None
    return Visit(visit_id, UUID(employee_id) if employee_id else None, language, expires_at)


def _serializer() -> URLSafeSerializer:
    keys = list(reversed(config().secret_keys))  # itsdangerous wants the newest last
    return URLSafeSerializer(keys, salt="vertel.sign-in", signer_kwargs={"digest_method": hashlib.sha256})


def _name() -> str:
    return "__Secure-vertel_sign_in" if _is_secure() else "vertel_sign_in"


def _is_secure() -> bool:
    return config().public_url.startswith("https://")
