"""INSERT ... ON CONFLICT: of several writers at the same moment, the database decides who is first.

Both functions take rows by column name. Where two transactions may insert the same rows, sort these by their key: in
another order each could wait for the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session

from vertel.db.models import Base

T = TypeVar("T")
Row = Mapping[str, Any]


def insert_if_absent(
    session: Session, model: type[Base], rows: Sequence[Row], *, returning: InstrumentedAttribute[T]
) -> set[T]:
    """Insert rows, without those that would break a unique constraint.

    :param returning: a column of the table.
    :return: that column's values in the rows that were inserted.
    """
    if not rows:
        return set()
    # The rows apart from the statement: it is built once, and not anew for each number of rows.
    insert = _insert(session, model).on_conflict_do_nothing().returning(returning)
    return set(session.scalars(insert, rows))


def upsert(
    session: Session,
    model: type[Base],
    rows: Sequence[Row],
    *,
    key: Sequence[str],
    replace: Sequence[str] = (),
    add: Sequence[str] = (),
) -> None:
    """Insert rows, and change those that are there already.

    :param key: columns of a unique constraint, by which a row is known to be there.
    :param replace: columns that then get the new value.
    :param add: columns to which the new value is then added.
    """
    if not rows:
        return
    insert = _insert(session, model)
    stored, new = insert.table.c, insert.excluded
    changes = {name: new[name] for name in replace} | {name: stored[name] + new[name] for name in add}
    session.execute(insert.on_conflict_do_update(index_elements=key, set_=changes), rows)


def _insert(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    table = model.__table__
    assert isinstance(table, Table)  # noqa: S101  for the type checker
    postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(table) if postgres else sqlite.insert(table)
