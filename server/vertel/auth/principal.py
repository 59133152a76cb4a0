"""The caller of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import g, has_request_context

from vertel.domain.audience.member import AudienceMember

ROLE_PERMISSIONS: dict[str, frozenset[str]] = {
    "employee": frozenset({"employee"}),
    "reader": frozenset({"reader"}),
    "editor": frozenset({"reader", "editor"}),
    "admin": frozenset({"reader", "editor", "admin"}),
    "scim": frozenset({"scim"}),
}
"""What each role may act as. An employee who is an editor acts as employee too."""


@dataclass(frozen=True)
class Principal:
    """An employee, an API key, or nobody.

    :ivar name: who it is, for idempotency and the log of changes; empty for nobody.
    :ivar permissions: what they may act as, see :data:`ROLE_PERMISSIONS`.
    :ivar member: set for an employee.
    :ivar sign_in_id: the sign-in whose token the employee used.
    """

    name: str
    permissions: frozenset[str]
    member: AudienceMember | None = None
    sign_in_id: UUID | None = None

    @property
    def employee_id(self) -> UUID | None:
        """The employee; None for a program or nobody."""
        return self.member.id if self.member else None


ANONYMOUS = Principal("", frozenset())
CAREERS_SITE = Principal("careers site", frozenset({"careers site"}))
"""Whoever signs with one of ``VERTEL_APPLICATION_SECRETS``."""


def employee_principal(member: AudienceMember, role: str, sign_in_id: UUID) -> Principal:
    """Return an employee as caller."""
    permissions = ROLE_PERMISSIONS["employee"] | ROLE_PERMISSIONS[role]
    return Principal(f"employee:{member.id}", permissions, member, sign_in_id)


def key_principal(key_id: UUID, role: str) -> Principal:
    """Return an API key as caller."""
    return Principal(f"key:{key_id}", ROLE_PERMISSIONS[role])


def principal() -> Principal:
    """Return who is calling; :data:`ANONYMOUS` before the token was looked at."""
    return cast("Principal", g.get("principal", ANONYMOUS)) if has_request_context() else ANONYMOUS
