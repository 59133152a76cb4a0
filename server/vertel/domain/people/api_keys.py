"""API keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, or_, select, update
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import API_KEY, new_secret, secret_hash
from vertel.db.models import ApiKey
from vertel.db.pagination import Page, Position, keyset_page
from vertel.errors import NotFoundError, NotSignedInError, refused
from vertel.translations.active import gettext as _

PREFIX = 8
"""How many characters of a key are kept to know it by: those that all keys begin with, and five of its own."""

_KEYS = ApiKey.__table__.c
_IN_FORCE = select(_KEYS.id, _KEYS.role, _KEYS.expires_at, _KEYS.last_used_on).where(
    _KEYS.key_hash == bindparam("key_hash"), _KEYS.revoked_at.is_(None)
)


class KeyInForce(NamedTuple):
    """A key that was not revoked."""

    id: UUID
    role: str
    expires_at: datetime | None
    last_used_on: date | None


def create(
    session: Session, name: str, role: str, *, expires_at: datetime | None = None, created_by: str | None = None
) -> str:
    """Make a key and return it. It cannot be read again: its hash is stored.

    :param created_by: the actor, as in the audit log.
    :raises RefusedError: it would have expired already.
    """
    if expires_at is not None and expires_at <= now():
        raise refused("/expires_at", _("Expected a time that is still to come; null for a key that does not expire."))
    secret = new_secret(API_KEY)
    how = {"prefix": secret[:PREFIX], "expires_at": expires_at, "created_by": created_by}
    session.add(ApiKey(name=name, role=role, key_hash=secret_hash(secret), **how))
    session.flush()
    return secret


def find(connection: Connection, secret: str) -> KeyInForce | None:
    """Return the key with a secret; None when there is none or it was revoked.

    :raises NotSignedInError: it has expired.
    """
    row = connection.execute(_IN_FORCE, {"key_hash": secret_hash(secret)}).one_or_none()
    if row is None:
        return None
    key = KeyInForce(*row)
    if key.expires_at is not None and key.expires_at <= now():
        message = _("This API key expired at %(moment)s. Ask an administrator for another.")
        raise NotSignedInError(message % {"moment": f"{key.expires_at:%Y-%m-%dT%H:%M:%SZ}"})
    return key


def get(session: Session, secret: str) -> ApiKey:
    """Return a key that is known to exist, by its secret."""
    return session.scalars(select(ApiKey).where(ApiKey.key_hash == secret_hash(secret))).one()


def note_use(session: Session, key_id: UUID, day: date) -> None:
    """Store that a key was used on a day, unless that is known."""
    earlier = or_(ApiKey.last_used_on.is_(None), ApiKey.last_used_on < day)
    session.execute(update(ApiKey).where(ApiKey.id == key_id, earlier).values(last_used_on=day))


def browse(session: Session, limit: int, after: Position | None) -> Page[ApiKey]:
    """Return a page of keys, the newest first, revoked ones included."""
    return keyset_page(session, select(ApiKey), [ApiKey.created_at.desc(), ApiKey.id.desc()], limit, after)


def list_all(session: Session) -> Sequence[ApiKey]:
    """Return all keys, oldest first, revoked ones included."""
    return session.scalars(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id)).all()


def revoke(session: Session, name: str) -> Sequence[ApiKey]:
    """Revoke the keys with a name; return those that were in force.

    :raises NotFoundError: none was.
    """
    keys = session.scalars(select(ApiKey).where(ApiKey.name == name, ApiKey.revoked_at.is_(None))).all()
    if not keys:
        raise NotFoundError(_("No key in force is called %(name)r.") % {"name": name})
    for key in keys:
        key.revoked_at = now()
    session.flush()
    return keys


def revoke_by_id(session: Session, key_id: UUID) -> ApiKey:
    """Revoke a key and return it: it is refused from the next request on.

    :raises NotFoundError: there is none, or it was revoked before.
    """
    key = session.get(ApiKey, key_id, with_for_update=True)
    if key is None or key.revoked_at is not None:
        raise NotFoundError(_("No key in force has this id."))
    key.revoked_at = now()
    session.flush()
    return key
