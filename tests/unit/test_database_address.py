"""The address of a database is read as SQLAlchemy reads it: two readings of one setting may not differ."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine import make_url

from vertel import database_address

POSTGRESQL = [
    "postgresql+psycopg://vertel@/vertel",
    "postgresql+psycopg://vertel:secret@db.example.com/vertel",
    "postgresql+psycopg://vertel:p%40ss%2Fw%3Ard@db.example.com:5433/vertel",
    "postgresql+psycopg://vertel:what?ever#/is@[2001:db8::1]:5432/vertel",
    "postgresql+psycopg://vertel@/vertel?host=/var/run/postgresql&port=5433",
    "postgresql+psycopg://vertel@/vertel?host=a.example.com:5432&host=b.example.com:5433&target_session_attrs=read-write",
    "postgresql+psycopg://vertel@/vertel?host=a.example.com&host=b.example.com",
    "postgresql+psycopg://vertel@/vertel?host=a.example.com,b.example.com&port=5432,5433&connect_timeout=10",
    "postgresql+psycopg://vertel@/vertel?host=a.example.com:5432",
    "postgresql+psycopg://",
]


@pytest.mark.parametrize("url", POSTGRESQL)
def test_postgresql_is_connected_to_as_sqlalchemy_does(url: str) -> None:
    _, expected = PGDialect_psycopg().create_connect_args(make_url(url))
    arguments = database_address.parse(url).psycopg_arguments()
    assert {name: str(value) for name, value in arguments.items()} == {
        name: str(value) for name, value in expected.items() if value != ""
    }


@pytest.mark.parametrize(
    "url",
    ["sqlite:////var/lib/vertel/vertel.sqlite3", "sqlite:///var/with%20space.sqlite3", "sqlite://", "sqlite:///a?b"],
)
def test_the_file_of_sqlite_is_the_same(url: str) -> None:
    found = database_address.parse(url)
    assert (found.backend, found.database) == ("sqlite", make_url(url).database or "")


@pytest.mark.parametrize("text", ["", "vertel.sqlite3", "://", "postgresql+psycopg://u@h:port/name"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="DRIVER://"):
        database_address.parse(text)
