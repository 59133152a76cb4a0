"""What no request of a directory may have, wherever it stands: what neither JSON's readers nor databases can keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scim2_models import InvalidSyntaxException, InvalidValueException

MOST = 2**63 - 1
"""The greatest number that the databases have."""


def require_storable(document: Any) -> None:
    """Refuse a body that holds a NUL or a number beyond 64 bits.

    :raises InvalidValueException: it does; it says at which attribute.
    """
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, Mapping):
            waiting += [("the name of an attribute", name) for name in value]
            waiting += [(f"{path}.{name}".lstrip("."), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(f"{path}[{number}]", inner) for number, inner in enumerate(value)]
        else:
            _require_storable_value(path, value)


def require_operations(operations: Any) -> list[dict[str, Any]]:
    """Return the operations of a PATCH.

    :raises InvalidSyntaxException: it is no list of objects; it says which is none.
    """
    if not isinstance(operations, list):
        raise InvalidSyntaxException(detail="Operations: Expected a list of operations.")
    for number, operation in enumerate(operations):
        if not isinstance(operation, dict):
            raise InvalidSyntaxException(detail=f"Operations[{number}]: Expected an object with op, path and value.")
    return operations


def _require_storable_value(path: str, value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise InvalidValueException(detail=f"{path}: Expected text without the character U+0000.")
    if isinstance(value, int) and abs(value) > MOST:
        raise InvalidValueException(detail=f"{path}: Expected a number of at most {MOST}.")
