"""An employee as an audience sees them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Self
from uuid import UUID

from vertel.db.models import Employee


class AudienceMember(NamedTuple):
    """Who may be in an audience; ``team`` is its slug."""

    id: UUID
    team: str | None
    location: str | None
    languages: Sequence[str]

    @classmethod
    def of(cls, employee: Employee) -> Self:
        """Return an employee as a member."""
        return cls(employee.id, employee.team.slug if employee.team else None, employee.location, employee.languages)
