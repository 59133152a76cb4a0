"""The caller of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import g, has_request_context

POWERS: dict[str, frozenset[str]] = {
    "employee": frozenset({"employee"}),
    "reader": frozenset({"reader"}),
    "editor": frozenset({"reader", "editor"}),
    "admin": frozenset({"reader", "editor", "admin"}),
}
"""What each role may act as. An employee who is an editor acts as employee too."""


@dataclass(frozen=True)
class Principal:
    """An employee, an API key, or nobody.

    :ivar name: who it is, for idempotency and the log of changes; empty for nobody.
    :ivar powers: what they may act as, see :data:`POWERS`.
    :ivar employee_id: set for an employee.
    :ivar sign_in_id: the sign-in whose token the employee used.
    """

    name: str
    powers: frozenset[str]
    employee_id: UUID | None = None
    sign_in_id: UUID | None = None


NOBODY = Principal("", frozenset())
CAREERS_SITE = Principal("careers site", frozenset({"careers site"}))
"""Whoever signs with one of ``VERTEL_APPLICATION_SECRETS``."""


def employee_principal(employee_id: UUID, role: str, sign_in_id: UUID) -> Principal:
    """Return an employee as caller."""
    return Principal(f"employee:{employee_id}", POWERS["employee"] | POWERS[role], employee_id, sign_in_id)


def key_principal(key_id: UUID, role: str) -> Principal:
    """Return an API key as caller."""
    return Principal(f"key:{key_id}", POWERS[role])


def principal() -> Principal:
    """Return who is calling; :data:`NOBODY` before the token was looked at."""
    return cast("Principal", g.get("principal", NOBODY)) if has_request_context() else NOBODY
