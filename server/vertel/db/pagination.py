"""Keyset pagination: a page of a list, and the position from which the next page goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, func, or_, tuple_
from sqlalchemy.orm import QueryableAttribute, Session
from sqlalchemy.sql.operators import desc_op

from vertel.errors import RefusedError, refused

T = TypeVar("T")
Position = list[Any]
"""The values by which a list is ordered, of a page's last item. Those of a cursor are JSON, see `read_position`."""

Order = QueryableAttribute[Any] | ColumnElement[Any]
"""A column by which a list is ordered, ``.desc()`` where the greatest comes first."""


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items of a list, and the position of the last one; None when no more follow."""

    items: Sequence[T]
    position: Position | None


@dataclass(frozen=True)
class FirstFew:
    """How many rows there are, and the first few of them."""

    count: int
    items: Sequence[Any]


def first_few(session: Session, query: Select[*tuple[Any, ...]], order: Sequence[Order], most: int) -> FirstFew:
    """Return how many rows a query selects, and the first of them in an order.

    :param most: how many rows to return; one at least.
    """
    rows = session.execute(query.add_columns(func.count().over().label("all_rows")).order_by(*order).limit(most)).all()
    return FirstFew(rows[0].all_rows if rows else 0, rows)


def keyset_page(
    session: Session, query: Select[T], order: Sequence[Order], limit: int, after: Position | None
) -> Page[T]:
    """Return a page of what a query selects: one entity or one column.

    :param order: columns that are never null, and that no two items have alike.
    :param limit: how many items at most.
    :param after: the position at which the page before ended, from its cursor; None for the first page.
    :raises RefusedError: it is no position in this list.
    """
    columns = [column.element if isinstance(column, UnaryExpression) else column for column in order]
    if after is not None:
        values = read_position(after, [column.type.python_type for column in columns])
        query = query.where(_beyond(order, columns, values))
    # The columns once more beside the item, so that a position can be told whatever the item is.
    rows = session.execute(query.add_columns(*columns).order_by(*order).limit(limit + 1)).all()
    return Page([row[0] for row in rows[:limit]], [*rows[limit - 1][1:]] if len(rows) > limit else None)


def page_of(found: Sequence[T], limit: int, position: Callable[[T], Position]) -> Page[T]:
    """Return a page of items that were found in another way than by :func:`keyset_page`.

    :param found: one more than ``limit`` when more follow.
    :param position: returns an item's position.
    """
    return Page(found[:limit], position(found[limit - 1]) if len(found) > limit else None)


def read_position(position: Position, types: Sequence[type]) -> list[Any]:
    """Return the values of a position that came as JSON.

    :param types: of the values, one for each.
    :raises RefusedError: there are more or fewer values, or others.
    """
    try:
        return [READERS[wanted](value) for wanted, value in zip(types, position, strict=True)]
    except (TypeError, ValueError, AttributeError, OverflowError) as error:
        raise no_position() from error


def no_position() -> RefusedError:
    """Return the error for a cursor that is not the ``next_cursor`` of an earlier page of the list."""
    return refused("/cursor", "Expected the next_cursor of an earlier page.")


def _beyond(order: Sequence[Order], columns: Sequence[Order], values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition that an item comes after the one with these values."""
    descending = [isinstance(column, UnaryExpression) and column.modifier is desc_op for column in order]
    if len({*descending}) == 1:
        return tuple_(*columns) < tuple(values) if descending[0] else tuple_(*columns) > tuple(values)
    further = [
        column < value if down else column > value
        for column, value, down in zip(columns, values, descending, strict=True)
    ]
    same = [column == value for column, value in zip(columns, values, strict=True)]
    return or_(*(and_(*same[:index], condition) for index, condition in enumerate(further)))


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC)


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:  # PostgreSQL has no text with a NUL in it
        raise ValueError
    return value


def _whole_number(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float):
        raise TypeError
    return value


def _truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


READERS: Mapping[type, Callable[[Any], Any]] = {
    datetime: _moment,
    date: date.fromisoformat,
    UUID: UUID,
    str: _text,
    int: _whole_number,
    float: _number,
    bool: _truth,
}
"""Type of a value -> reads it from JSON; raises what :func:`read_position` catches."""
