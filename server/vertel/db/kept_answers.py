"""Answers to a POST that carried an ``Idempotency-Key``, as rows: claimed, expired, forgotten with their subject."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.orm import Session

from vertel.db.models import IdempotencyKey
from vertel.db.upsert import insert_if_absent

KEPT_FOR = timedelta(days=3)


def claim(session: Session, row: dict[str, Any]) -> bool:
    """Insert the row of a key; return False when its caller has used the key already, in the last three days.

    On PostgreSQL this waits for a transaction that is inserting the same one.
    """
    same = (IdempotencyKey.caller == row["caller"], IdempotencyKey.key == row["key"])
    # Only the row in the way. Housekeeping deletes the others, so that no request waits for many rows to go.
    session.execute(delete(IdempotencyKey).where(*same, expired(row["created_at"])))
    return bool(insert_if_absent(session, IdempotencyKey, [row], returning=IdempotencyKey.key))


def expired(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a row is no longer kept."""
    return IdempotencyKey.created_at < moment - KEPT_FOR


def forget(session: Session, subjects: Iterable[UUID]) -> int:
    """Delete the answers that hold what is said by or about these; return how many.

    Their keys stay claimed: who sends such a request again does not do again what was done.
    """
    own = IdempotencyKey.subject_id.in_([*subjects])
    done = session.execute(update(IdempotencyKey).where(own).values(headers=None, body=None, subject_id=None))
    return int(done.rowcount)  # type: ignore[attr-defined]  # DML answers a CursorResult
