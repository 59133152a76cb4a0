"""Bookmarks: suggestions that an employee saved for later or hid. Nobody else sees them, and they are not counted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, delete, func, select
from sqlalchemy.orm import Session

from vertel.db.models import Bookmark, Employee
from vertel.db.upsert import insert_if_absent
from vertel.errors import ConflictError

KINDS = ("saved", "hidden")
MOST = 5000
_BOOKMARKS = select(Bookmark.kind, Bookmark.suggestion_id).where(
    Bookmark.employee_id == bindparam("employee_id", type_=Uuid)
)


def add(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Bookmark a suggestion that exists, in place of a bookmark of the other kind.

    :raises ConflictError: the employee has 5,000 bookmarks.
    """
    mine = select(func.count()).select_from(Bookmark).where(Bookmark.employee_id == employee.id)
    if session.execute(mine).scalar_one() >= MOST:
        raise ConflictError(f"That makes more than {MOST} bookmarks. Take some away first.")
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind != kind))
    row = {"employee_id": employee.id, "mark": kind, "suggestion_id": suggestion_id}
    insert_if_absent(session, Bookmark, [row], returning=Bookmark.suggestion_id)


def remove(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Remove a bookmark, if there is one."""
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind == kind))


def by_kind(session: Session, employee_id: UUID) -> dict[str, set[UUID]]:
    """Return the ids of the suggestions that an employee bookmarked, by kind."""
    found: dict[str, set[UUID]] = {kind: set() for kind in KINDS}
    for kind, suggestion_id in session.execute(_BOOKMARKS, {"employee_id": employee_id}):
        found[kind].add(suggestion_id)
    return found


def _this(employee: Employee, suggestion_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Bookmark.employee_id == employee.id, Bookmark.suggestion_id == suggestion_id
