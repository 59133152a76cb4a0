"""Write what a program has as JSON: what `load` returned, what a person typed, or both in one document."""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


def as_json(value: Any, pointer: str = "") -> Any:
    """Return the value in JSON's own kinds.

    A ``datetime`` becomes its moment in UTC, a ``date`` its day, a ``UUID`` text, a ``Decimal`` a number, a member of
    an ``Enum`` its value.

    :param pointer: where in the document the value stands, for the message.
    :raises ValueError: for a moment without a time zone, and a number that JSON does not have.
    :raises TypeError: for a kind of value that no document has, and a field's name that is no text.
    """
    if isinstance(value, Enum):
        return as_json(value.value, pointer)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float | Decimal):
        return _number(value, pointer)
    if isinstance(value, Mapping):
        return {_name(name, pointer): as_json(below, f"{pointer}/{name}") for name, below in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item, f"{pointer}/{index}") for index, item in enumerate(value)]
    return as_text(value, pointer)


def as_text(value: Any, pointer: str = "") -> str:
    """Return a value that is written as text; what is raised, :func:`as_json` says."""
    if isinstance(value, str | uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError(f"{pointer or 'document'}: expected a datetime with a time zone, such as tzinfo=UTC")
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    kind = type(value).__name__
    raise TypeError(
        f"{pointer or 'document'}: a {kind} cannot be sent; expected what JSON has, or a date, time or UUID"
    )


def _number(value: float | Decimal, pointer: str) -> int | float:
    if not math.isfinite(value):
        raise ValueError(f"{pointer or 'document'}: expected a finite number")
    return float(value) if value % 1 else int(value)


def _name(name: Any, pointer: str) -> str:
    if not isinstance(name, str):
        raise TypeError(f"{pointer or 'document'}: expected text as the name of a field, not {name!r}")
    return name
