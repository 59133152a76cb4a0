"""Keeping an administrator: without one nobody could let anybody in, but at the command line of the server."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.db.models import Employee
from vertel.errors import ConflictError
from vertel.translations import N_
from vertel.translations.active import gettext as _

LAST = N_(
    "This is the last active administrator. Give the role admin to somebody else first; or do it on the server, "
    "where `vertel employee disable` and `vertel erase` let you."
)


class LastAdministratorError(ConflictError):
    """Nobody would be left to let people in."""


def active(session: Session) -> set[UUID]:
    """Return the administrators who may sign in."""
    return set(session.scalars(_ACTIVE))


def lock(session: Session) -> set[UUID]:
    """Return the administrators who may sign in; until the end of the transaction nobody else makes them fewer.

    To be called before any employee is locked: always in the same order, so that two such requests do not wait for
    each other.
    """
    return set(session.scalars(_ACTIVE.with_for_update()))


def require_another(session: Session, leaving: Collection[UUID]) -> None:
    """Raise :class:`LastAdministratorError` when these are all the administrators there are."""
    there = lock(session)
    if there and there <= {*leaving}:
        raise LastAdministratorError(_(LAST))


_ACTIVE = select(Employee.id).where(Employee.role == "admin", Employee.active).order_by(Employee.id)
