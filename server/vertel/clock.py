"""The time and new ids, in one place so that tests can hold them still."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time
from uuid import UUID

import uuid6


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """Return a UUIDv7: unique, and sorted by the time it was made."""
    return UUID(bytes=uuid6.uuid7().bytes)


def id_of_day(day: date) -> UUID:
    """Return a UUIDv7 that tells the day and nothing finer, for what must not tell who it is from by when."""
    milliseconds = int(datetime.combine(day, time(), UTC).timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))
