"""Bookmarks: suggestions that an employee saved for later or hid. Nobody else sees them, and they are not counted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from vertel.db.models import Bookmark, Employee
from vertel.db.upsert import insert_if_absent
from vertel.errors import ConflictError
from vertel.translations.active import gettext as _

MOST = 5000


def add(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Bookmark a suggestion that exists, in place of a bookmark of the other kind.

    :raises ConflictError: the employee has 5,000 bookmarks.
    """
    mine = select(func.count()).select_from(Bookmark).where(Bookmark.employee_id == employee.id)
    if session.execute(mine).scalar_one() >= MOST:
        raise ConflictError(_("That makes more than %(most)d bookmarks. Take some away first.") % {"most": MOST})
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind != kind))
    row = {"employee_id": employee.id, "mark": kind, "suggestion_id": suggestion_id}
    insert_if_absent(session, Bookmark, [row], returning=Bookmark.suggestion_id)


def remove(session: Session, employee: Employee, kind: str, suggestion_id: UUID) -> None:
    """Remove a bookmark, if there is one."""
    session.execute(delete(Bookmark).where(*_this(employee, suggestion_id), Bookmark.kind == kind))


def _this(employee: Employee, suggestion_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Bookmark.employee_id == employee.id, Bookmark.suggestion_id == suggestion_id
