"""Cursors: the position at which a page of a list ended, as text that is opaque to the caller."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import orjson

from vertel.db.pagination import Page, Position, no_position


def encode(position: Position) -> str:
    """Return a position as text for a URL: JSON in base64, without padding."""
    json = orjson.dumps(position, default=_time_as_text, option=orjson.OPT_PASSTHROUGH_DATETIME)
    return base64.urlsafe_b64encode(json).decode().rstrip("=")


def decode(cursor: str | None, length: int) -> Position | None:
    """Return the position, a list of ``length`` JSON values; None without a cursor.

    :raises RefusedError: the text did not come from :func:`encode`.
    """
    if cursor is None:
        return None
    try:
        position = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        position = None
    if not isinstance(position, list) or len(position) != length:
        raise no_position()
    return position


def page(found: Page[Any], items: Sequence[Any] | None = None) -> dict[str, Any]:
    """Return a page as clients read it.

    :param items: what stands for the items of the page; they themselves when missing.
    """
    return {
        "items": found.items if items is None else items,
        "next_cursor": encode(found.position) if found.position else None,
    }


def _time_as_text(value: date) -> str:
    # orjson leaves out microseconds of zero; a node of version 0.1, beside this one, asks for them.
    return value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value.isoformat()
