"""Cursors: where a page of a list ended, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

import orjson

from vertel.db.pagination import Page, Position, no_position

When = TypeVar("When", date, datetime)


def encode(position: Position) -> str:
    """Return a position as text for a URL."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def decode(cursor: str | None, length: int) -> Position | None:
    """Return the position, a list of ``length`` parts; refuse text that did not come from :func:`encode`."""
    if cursor is None:
        return None
    try:
        position = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        position = None
    if not isinstance(position, list) or len(position) != length:
        raise no_position()
    return position


def page(found: Page[Any], items: Sequence[Any]) -> dict[str, Any]:
    """Return a page of a list as clients read it."""
    return {"items": items, "next_cursor": encode(found.position) if found.position else None}


def day_and_id(cursor: str | None) -> tuple[date, UUID] | None:
    """Return where the page before ended, in a list by day."""
    return _read(cursor, date.fromisoformat)


def moment_and_id(cursor: str | None) -> tuple[datetime, UUID] | None:
    """Return where the page before ended, in a list by moment."""
    return _read(cursor, lambda text: datetime.fromisoformat(text).astimezone(UTC))


def _read(cursor: str | None, when: Callable[[str], When]) -> tuple[When, UUID] | None:
    position = decode(cursor, 2)
    if position is None:
        return None
    try:
        return when(position[0]), UUID(position[1])
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise no_position() from error
