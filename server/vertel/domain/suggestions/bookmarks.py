"""What employees put aside: saved for later, or hidden. Nobody else is told, and nothing is counted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from vertel.db.models import Employee, Mark, Place
from vertel.errors import ConflictError

MARKS = ("saved", "hidden")
MOST = 5000


def put(session: Session, employee: Employee, mark: str, suggestion_id: UUID) -> None:
    """Mark a suggestion that exists; saving one that is hidden shows it again, and the other way round."""
    mine = select(func.count()).select_from(Mark).where(Mark.employee_id == employee.id)
    if session.execute(mine).scalar_one() >= MOST:
        raise ConflictError(f"That makes more than {MOST} marks. Take some away first.")
    session.execute(delete(Mark).where(*_this(employee, suggestion_id), Mark.mark != mark))
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"employee_id": employee.id, "mark": mark, "suggestion_id": suggestion_id}
    session.execute(insert(Mark).values(values).on_conflict_do_nothing())


def take_away(session: Session, employee: Employee, mark: str, suggestion_id: UUID) -> None:
    """Take a mark away, if there is one."""
    session.execute(delete(Mark).where(*_this(employee, suggestion_id), Mark.mark == mark))


def of(session: Session, employee: Employee) -> dict[str, set[UUID]]:
    """Return what an employee put aside, by mark."""
    found: dict[str, set[UUID]] = {mark: set() for mark in MARKS}
    query = select(Mark.mark, Mark.suggestion_id).where(Mark.employee_id == employee.id)
    for mark, suggestion_id in session.execute(query):
        found[mark].add(suggestion_id)
    return found


def marked(employee: Employee, mark: str) -> ColumnElement[bool]:
    """Return the condition that what is found at a place has the employee's mark."""
    own = select(Mark.suggestion_id).where(Mark.employee_id == employee.id, Mark.mark == mark)
    return Place.suggestion_id.in_(own)


def _this(employee: Employee, suggestion_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return Mark.employee_id == employee.id, Mark.suggestion_id == suggestion_id
