"""Cursors: where a page of a list ended, opaque to the caller."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import orjson

from vertel.errors import refused


def encode(position: list[Any]) -> str:
    """Return a position as text for a URL."""
    return base64.urlsafe_b64encode(orjson.dumps(position)).decode().rstrip("=")


def decode(cursor: str | None, length: int) -> list[Any] | None:
    """Return the position, a list of ``length`` parts; refuse text that did not come from :func:`encode`."""
    if cursor is None:
        return None
    try:
        position = orjson.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        position = None
    if not isinstance(position, list) or len(position) != length:
        raise refused("/cursor", "Expected the next_cursor of an earlier page.")
    return position
