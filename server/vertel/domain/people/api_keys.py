"""API keys."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.credentials import API_KEY, new_secret, secret_hash
from vertel.db.models import ApiKey
from vertel.errors import NotFoundError


def create(session: Session, name: str, role: str) -> str:
    """Make a key and return it. It cannot be read again: its hash is stored."""
    secret = new_secret(API_KEY)
    session.add(ApiKey(name=name, role=role, key_hash=secret_hash(secret)))
    session.flush()
    return secret


def find(session: Session, secret: str) -> ApiKey | None:
    """Return the key with a secret; None when there is none or it was revoked."""
    query = select(ApiKey).where(ApiKey.key_hash == secret_hash(secret), ApiKey.revoked_at.is_(None))
    return session.scalars(query).one_or_none()


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
