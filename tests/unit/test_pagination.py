"""Pages of a list follow one another without a gap and without a repetition, in whatever order the list is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from vertel.db.models.base import UtcDateTime
from vertel.db.pagination import Position, keyset_page, read_position
from vertel.errors import RefusedError
from vertel.http import cursors


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    day: Mapped[date] = mapped_column()
    name: Mapped[str] = mapped_column(unique=True)


START = datetime(2026, 11, 28, 23, 59, 59, 999_999, tzinfo=UTC)
ITEMS = [
    {
        "id": UUID(int=number * 7 % 24 << 64),
        "at": START + timedelta(microseconds=number * 5 % 4),
        "day": date(2026, 11, 1 + number * 5 % 3),
        "name": f"é{number * 11 % 24}",
    }
    for number in range(24)
]
ORDERS = [
    [Item.id],
    [Item.id.desc()],
    [Item.name],
    [Item.at.desc(), Item.id.desc()],
    [Item.at, Item.id],
    [Item.day.desc(), Item.id],
    [Item.day, Item.at.desc(), Item.id],
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    found = create_engine("sqlite://")
    Base.metadata.create_all(found)
    with Session(found) as session:
        session.add_all(Item(**item) for item in ITEMS)
        session.commit()
    yield found
    found.dispose()


@pytest.mark.parametrize("limit", [1, 5, 23, 24, 25])
@pytest.mark.parametrize("order", ORDERS, ids=lambda order: ", ".join(map(str, order)))
def test_pages_together_are_the_list(engine: Engine, order: list[Any], limit: int) -> None:
    with Session(engine) as session:
        whole = [item.id for item in session.scalars(select(Item).order_by(*order))]
        found: list[UUID] = []
        after: Position | None = None
        for _ in range(0, len(whole), limit):
            page = keyset_page(session, select(Item), order, limit, after)
            found += [item.id for item in page.items]
            after = cursors.decode(cursors.encode(page.position), len(order)) if page.position else None
    assert found == whole
    assert after is None


def test_a_page_may_be_of_one_column(engine: Engine) -> None:
    with Session(engine) as session:
        page = keyset_page(session, select(Item.name), [Item.name], 2, ["é21"])
    assert page.items == ["é22", "é23"]
    assert page.position == ["é23"]


@pytest.mark.parametrize(
    ("position", "types"),
    [([], [UUID]), ([str(UUID(int=1))] * 2, [UUID]), ([1], [UUID]), (["x"], [UUID]), ([None], [UUID]),
     (["2026-11-31"], [date]), ([20261128], [date]), (["x"], [datetime]), ([0], [datetime]),
     (["0001-01-01T00:00:00+2300"], [datetime]), (["9999-12-31T23:59:59-2300"], [datetime]),
     (["a\0b"], [str]), ([1], [str]),
     (["1"], [float]), ([None], [float]), (["1"], [int]), ([1.5], [int]), ([1], [bool]), ([None], [bool])],
)  # fmt: skip
def test_values_of_another_list_are_refused(position: Position, types: list[type]) -> None:
    with pytest.raises(RefusedError) as refusal:
        read_position(position, types)
    assert [fault["pointer"] for fault in refusal.value.faults] == ["/cursor"]


@pytest.mark.parametrize("text", ["2026-11-28T23:59:59.999999+00:00", "2026-11-29T00:59:59.999999+0100"])
def test_a_moment_is_read_as_every_version_wrote_it(text: str) -> None:
    assert read_position([text], [datetime]) == [START]


def test_a_cursor_is_written_as_released_clients_hold_it() -> None:
    cursor = "WyIyMDI2LTExLTI4VDIzOjU5OjU5Ljk5OTk5OSswMDowMCIsIjAxOWFhZjRlLTZjMWItN2QyYS05YjBlLTNmNWQ4YzdhMWU0MiJd"
    position = [START, UUID("019aaf4e-6c1b-7d2a-9b0e-3f5d8c7a1e42")]
    assert cursors.encode(position) == cursor
    assert read_position(cursors.decode(cursor, 2) or [], [datetime, UUID]) == position


def test_a_moment_is_written_with_its_microseconds_even_when_these_are_zero() -> None:
    position = [START.replace(microsecond=0), date(2026, 11, 28), 1, None]
    cursor = cursors.encode(position)
    assert cursors.decode(cursor, 4) == ["2026-11-28T23:59:59.000000+00:00", "2026-11-28", 1, None]
