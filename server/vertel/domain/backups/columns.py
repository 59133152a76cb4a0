"""How the values of a table stand in a backup: by kinds of columns that mean the same on both databases."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Float, LargeBinary, MetaData, Table, Text, Uuid
from sqlalchemy.types import TypeEngine

from vertel.db.models.base import UtcDateTime


class Kind(NamedTuple):
    """A kind of column.

    :ivar type: as which it is written to a database.
    :ivar decode: returns a value from its JSON; raises ValueError, TypeError or AttributeError for anything else.
    """

    type: TypeEngine[Any]
    decode: Callable[[Any], Any]


def _unchanged(value: Any) -> Any:
    return value


KINDS = {
    "boolean": Kind(Boolean(), _unchanged),
    "bytes": Kind(LargeBinary(), base64.b64decode),
    "date": Kind(Date(), date.fromisoformat),
    "datetime": Kind(UtcDateTime(), datetime.fromisoformat),
    "float": Kind(Float(), _unchanged),
    "integer": Kind(BigInteger(), _unchanged),
    "json": Kind(JSON(none_as_null=True), _unchanged),
    "text": Kind(Text(), _unchanged),
    "uuid": Kind(Uuid(), UUID),
}
_NAMES: dict[type[Any], str] = {bool: "boolean", date: "date", datetime: "datetime", float: "float", int: "integer"}
_NAMES |= {str: "text", UUID: "uuid"}


Columns = Mapping[str, str]
"""The columns of a table in a backup, in their order: the name -> a key of :data:`KINDS`."""


def columns_of(table: Table) -> dict[str, str]:
    """Return the columns of a table of this version."""
    return {str(column.name): _kind_of(column.type) for column in table.columns}


def _kind_of(column_type: TypeEngine[Any]) -> str:
    if isinstance(column_type, JSON):
        return "json"
    if isinstance(column_type, LargeBinary):
        return "bytes"
    return _NAMES[column_type.python_type]


def table_of(name: str, columns: Columns) -> Table:
    """Return a table with which rows of a backup are written, whatever version it is of."""
    return Table(name, MetaData(), *(Column(column, KINDS[kind].type) for column, kind in columns.items()))


def encode(row: Sequence[Any]) -> bytes:
    """Return a row as a line of JSON."""
    return orjson.dumps(row, default=_encode_other, option=orjson.OPT_APPEND_NEWLINE)


def decode(line: bytes, columns: Columns) -> list[Any]:
    """Return the row of a line.

    :raises ValueError: it is none of such columns; TypeError and AttributeError, too.
    """
    pairs = zip(orjson.loads(line), columns.values(), strict=True)
    return [None if value is None else KINDS[kind].decode(value) for value, kind in pairs]


def _encode_other(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"a backup cannot hold {type(value).__name__}")
