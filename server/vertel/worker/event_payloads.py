"""From a stored event to the bytes that are sent: through its contract class, so that no undeclared field can leave."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from vertel_schema import EVENTS
from vertel_schema.base import instance


def body(kind: str, occurred_at: datetime, data: Mapping[str, Any]) -> bytes:
    """Return an event as it is sent, the same bytes each time; ``marshmallow.ValidationError`` when it is no event."""
    schema = instance(EVENTS[kind])
    timestamp = occurred_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return orjson.dumps(schema.dump(schema.load({"type": kind, "timestamp": timestamp, "data": dict(data)})))
