"""From every version of the tables to this one, with rows that were written by each: none is lost, all can be read."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Uuid,
    func,
    select,
)

from support.backups import empty_database
from vertel.db import migrations
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Base

LISTS = {"earlier_time_zones", "guidance", "languages", "provisioned_languages", "types"}
TEXTS = {"time_zone": "Europe/Amsterdam", "status": "published"}
PARTS_OF_CLICKS = {"clicks_other"}


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with empty_database(request, tmp_path, request.param, "upgrades") as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


def test_rows_of_every_version_come_through_all_later_steps(empty: Engine) -> None:
    revisions = [one.revision for one in ScriptDirectory(str(migrations.DIRECTORY)).walk_revisions()][::-1]
    written: Counter[str] = Counter()
    for number, revision in enumerate(revisions):
        migrations.upgrade(empty, revision)
        written.update(write_a_row_in_each_table(empty, 1000 + number))
    assert len(revisions) > 20
    with make_session(empty, writes=False) as session:
        for mapper in Base.registry.mappers:
            session.scalars(select(mapper.class_)).unique().all()
        tables = {table.name: table for table in Base.metadata.sorted_tables if table.name in written}
        found = {name: session.scalar(select(func.count()).select_from(table)) for name, table in tables.items()}
    assert {name: (rows, written[name]) for name, rows in found.items() if int(rows or 0) < written[name]} == {}


def write_a_row_in_each_table(engine: Engine, number: int) -> list[str]:
    """Write a row with each column filled, by the tables as they are; return the names of the tables."""
    reflected = MetaData()
    reflected.reflect(engine)
    tables = [one for one in reflected.sorted_tables if one.name not in {"alembic_version", *PARTS_OF_CLICKS}]
    rows: dict[str, dict[str, Any]] = {}
    with engine.begin() as connection:
        for table in tables:
            rows[table.name] = {column.name: value(column, table, number, rows) for column in table.columns}
            connection.execute(table.insert(), rows[table.name])
    return [*rows]


def value(column: Column[Any], table: Table, number: int, rows: dict[str, dict[str, Any]]) -> Any:
    """Return something that the column takes: what it refers to, or else something new."""
    for key in column.foreign_keys:
        other, name = key.target_fullname.split(".")
        return None if other == table.name else rows[other][name]
    if column.type.python_type is str:
        return TEXTS.get(column.name, uuid4().hex[: getattr(column.type, "length", None) or 32])
    made = {
        JSON: [] if column.name in LISTS else {},
        LargeBinary: os.urandom(32),
        Boolean: True,
        Uuid: uuid4(),
        DateTime: datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
        Date: date(2026, 3, number % 28 + 1),
        Integer: number,
        Float: 0.5,
    }
    return next(made[kind] for kind in made if isinstance(column.type, kind))
