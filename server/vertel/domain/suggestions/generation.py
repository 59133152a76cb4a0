"""The generation of the library: whether anything changed that an employee's list can show."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from vertel.db.models import LibraryGeneration, Suggestion
from vertel.db.upsert import upsert

TOKEN = select(LibraryGeneration.__table__.c.token).scalar_subquery()
# A node of the version before draws no token, so during an upgrade its changes are told by their time.
UPDATED_AT = select(func.max(Suggestion.__table__.c.updated_at)).scalar_subquery()

_CHANGED = "vertel.library_changed"


class Generation(NamedTuple):
    """Two that are equal have the same suggestions in them, and captions used as often.

    :ivar token: None before the first change.
    :ivar updated_at: when a suggestion was last written, as the database has it.
    """

    token: UUID | None
    updated_at: object


def current(session: Session) -> Generation:
    """Return the generation that the session sees."""
    return Generation(*session.execute(select(TOKEN, UPDATED_AT)).one())


def changed(session: Session) -> None:
    """Have the session's commit begin a new generation."""
    session.info[_CHANGED] = True


def _begin_new(session: Session) -> None:
    # At the end of the transaction: all writers of suggestions update this row, and hold it for as short as can be.
    if session.in_nested_transaction() or not session.info.pop(_CHANGED, False):
        return
    upsert(session, LibraryGeneration, [{"id": 1, "token": uuid4()}], key=["id"], replace=["token"])


event.listen(Session, "before_commit", _begin_new)
