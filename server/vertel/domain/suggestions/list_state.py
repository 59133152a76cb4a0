"""What an employee's list depends on, in one statement, because it is asked before anything of the list is read."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, select

from vertel.db.models import Bookmark, Employee
from vertel.domain.suggestions.generation import TOKEN, UPDATED_AT, Generation

_EMPLOYEES, _BOOKMARKS = Employee.__table__, Bookmark.__table__
# From the employee, so that there is a row also for one without bookmarks.
_STATE = (
    select(TOKEN, UPDATED_AT, _BOOKMARKS.c.mark, _BOOKMARKS.c.suggestion_id)
    .select_from(_EMPLOYEES.outerjoin(_BOOKMARKS, _BOOKMARKS.c.employee_id == _EMPLOYEES.c.id))
    .where(_EMPLOYEES.c.id == bindparam("employee_id", type_=Uuid))
)


class ListState(NamedTuple):
    """The generation of the library, and what the employee saved and hid."""

    generation: Generation
    saved: frozenset[UUID]
    hidden: frozenset[UUID]


def for_employee(connection: Connection, employee_id: UUID) -> ListState:
    """Return what an employee's list depends on; without bookmarks when the employee was just erased."""
    generation, marks = Generation(None, None), []
    for token, updated_at, kind, suggestion_id in connection.execute(_STATE, {"employee_id": employee_id}):
        generation = Generation(token, updated_at)
        marks.append((kind, suggestion_id))
    saved, hidden = (frozenset(one for kind, one in marks if kind == wanted) for wanted in ("saved", "hidden"))
    return ListState(generation, saved, hidden)
