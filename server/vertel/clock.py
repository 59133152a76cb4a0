"""The time and new ids, in one place so that tests can hold them still."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import uuid6


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond."""
    return datetime.now(UTC)


def new_id() -> UUID:
    """Return a UUIDv7: unique, and sorted by the time it was made."""
    return UUID(bytes=uuid6.uuid7().bytes)
