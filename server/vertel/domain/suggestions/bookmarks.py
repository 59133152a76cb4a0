"""What employees put aside: saved for later, or hidden. Nobody else is told, and nothing is counted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from vertel.db.models import Bookmark, Employee
from vertel.errors import ConflictError

KINDS = ("saved", "hidden")
MOST = 5000
_BOOKMARKS = select(Bookmark.kind, Bookmark.suggestion_id).where(
    Bookmark.employee_id == bindparam("employee_id", type_=Uuid)
)


def add(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Bookmark a suggestion that exists; saving one that is hidden shows it again, and the other way round."""
    mine = select(func.count()).select_from(Bookmark).where(Bookmark.employee_id == employee.id)
    if session.execute(mine).scalar_one() >= MOST:
        raise ConflictError(f"That makes more than {MOST} bookmarks. Take some away first.")
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind != kind))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"employee_id": employee.id, "kind": kind, "suggestion_id": suggestion_id}
    session.execute(insert(Bookmark).values(values).on_conflict_do_nothing())


def remove(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Remove a bookmark, if there is one."""
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind == kind))


def by_kind(session: Session, employee_id: UUID) -> dict[str, set[UUID]]:
    """Return the suggestions that an employee put aside, by kind."""
    found: dict[str, set[UUID]] = {kind: set() for kind in KINDS}
    for kind, suggestion_id in session.execute(_BOOKMARKS, {"employee_id": employee_id}):
        found[kind].add(suggestion_id)
    return found


def _this(employee: Employee, suggestion_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Bookmark.employee_id == employee.id, Bookmark.suggestion_id == suggestion_id
