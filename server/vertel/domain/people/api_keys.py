"""API keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import API_KEY, new_secret, secret_hash
from vertel.db.models import ApiKey
from vertel.errors import NotFoundError

_KEYS = ApiKey.__table__.c
_IN_FORCE = select(_KEYS.id, _KEYS.role).where(_KEYS.key_hash == bindparam("key_hash"), _KEYS.revoked_at.is_(None))


class KeyInForce(NamedTuple):
    """A key that was not revoked."""

    id: UUID
    role: str


def create(session: Session, name: str, role: str) -> str:
    """Make a key and return it. It cannot be read again: its hash is stored."""
    secret = new_secret(API_KEY)
    session.add(ApiKey(name=name, role=role, key_hash=secret_hash(secret)))
    session.flush()
    return secret


def find(connection: Connection, secret: str) -> KeyInForce | None:
    """Return the key with a secret; None when there is none or it was revoked."""
    row = connection.execute(_IN_FORCE, {"key_hash": secret_hash(secret)}).one_or_none()
    return None if row is None else KeyInForce(*row)


def list_all(session: Session) -> Sequence[ApiKey]:
    """Return all keys, oldest first, revoked ones included."""
    return session.scalars(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id)).all()


def revoke(session: Session, name: str) -> int:
    """Revoke the keys with a name; return how many were in force.

    :raises NotFoundError: none was.
    """
    keys = session.scalars(select(ApiKey).where(ApiKey.name == name, ApiKey.revoked_at.is_(None))).all()
    if not keys:
        raise NotFoundError(f"No key in force is called {name!r}.")
    for key in keys:
        key.revoked_at = now()
    session.flush()
    return len(keys)
