"""The token that is drawn anew whenever employees, teams or sign-ins may have changed, whoever changes them.

Sessions watch for it themselves, so that no writer can forget it: what is counted depends on it. After each change
every process counts all people anew, so a writer of many says which of its statements change nothing of that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import event, select
from sqlalchemy.orm import ORMExecuteState, Session

from vertel.db.models import Employee, Organisation, PeopleVersion, SignIn, Team
from vertel.db.upsert import upsert

after_change: list[Callable[[Session], None]] = []
"""Called with the new token drawn, in the transaction that is about to be committed."""

COUNTED_BY = frozenset({"active", "counting", "languages", "location", "team_id"})
"""Columns of employees on which it depends in which audience they are counted."""

SAME_COUNTS = {"vertel_same_counts": True}
"""Execution options of a statement that changes people, and none of these columns."""

_CHANGED = "vertel.people_changed"
_TOKEN = select(PeopleVersion.token).where(PeopleVersion.id == 1)
_WATCHED = frozenset({Employee.__tablename__, SignIn.__tablename__, Team.__tablename__})


def token(session: Session) -> UUID | None:
    """Return the token that the session sees; None when none was drawn yet, or the session has changes of its own."""
    return None if session.info.get(_CHANGED, False) else session.scalars(_TOKEN).one_or_none()


def _note_statement(state: ORMExecuteState) -> None:
    if (state.is_insert or state.is_update or state.is_delete) and "vertel_same_counts" not in state.execution_options:
        table: Any = getattr(state.statement, "table", None)
        if table is not None and table.name in _WATCHED:
            state.session.info[_CHANGED] = True


def _note_objects(session: Session, _context: Any) -> None:
    # Everybody's sign-ins are ended in the organisation's row.
    if any(
        isinstance(each, Employee | Organisation | SignIn | Team)
        for each in (*session.new, *session.dirty, *session.deleted)
    ):
        session.info[_CHANGED] = True


def _draw(session: Session) -> None:
    # At the end of the transaction: all who change people update this row, and hold it for as short as can be.
    if session.in_nested_transaction():
        return
    session.flush()
    if session.info.pop(_CHANGED, False):
        upsert(session, PeopleVersion, [{"id": 1, "token": uuid4()}], key=["id"], replace=["token"])
        for listener in after_change:
            listener(session)


def _forget(session: Session) -> None:
    session.info.pop(_CHANGED, None)


event.listen(Session, "do_orm_execute", _note_statement)
event.listen(Session, "after_flush", _note_objects)
event.listen(Session, "before_commit", _draw)
event.listen(Session, "after_rollback", _forget)
