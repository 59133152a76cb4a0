"""Asking the database for unknown codes: no more than so often, and not at all while it is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from sqlalchemy import Engine, event, text

from support.tables import make_tables
from vertel.db.engine import make_engine, make_session
from vertel.db.pooled import PooledDatabase
from vertel.domain.links.links import make_own
from vertel.redirect.lookup import AT_ONCE, PAUSE, PER_SECOND, UNKNOWN_FOR, CannotSayError, Lookup

HOST = "careers.example.com"


class Clock:
    """Seconds that a test moves on."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def engine(tmp_path: object) -> Iterator[Engine]:
    """An engine on a database with one link."""
    engine = make_engine(f"sqlite:///{tmp_path}/vertel.sqlite3")
    make_tables(engine)
    with make_session(engine, writes=True) as session:
        make_own(session, f"https://{HOST}/a", "known", (HOST,))
        session.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def asked(engine: Engine) -> list[str]:
    """The questions that reach the database."""
    questions: list[str] = []

    def note(statement: str) -> None:
        if statement.startswith("SELECT"):
            questions.append(statement)

    event.listen(engine, "before_cursor_execute", lambda *arguments: note(arguments[2]))
    return questions


def test_a_link_is_found_and_what_is_none_is_asked_for_once_in_a_while(engine: Engine, asked: list[str]) -> None:
    clock = Clock()
    lookup = Lookup(PooledDatabase(engine), clock)
    found = lookup.find("known")
    assert found is not None
    assert found.destination == f"https://{HOST}/a"
    asked.clear()
    assert lookup.find("nothing") is None
    assert lookup.find("nothing") is None
    assert len(asked) == 1
    clock.now += UNKNOWN_FOR + 1
    assert lookup.find("nothing") is None
    assert len(asked) == 2


def test_a_flood_of_made_up_codes_costs_the_database_so_many_questions_and_no_more(
    engine: Engine, asked: list[str]
) -> None:
    clock = Clock()
    lookup = Lookup(PooledDatabase(engine), clock)
    refused = 0
    for number in range(10_000):
        try:
            lookup.find(f"made-up-{number}")
        except CannotSayError:
            refused += 1
        clock.now += 0.001
    assert len(asked) <= AT_ONCE + 10 * PER_SECOND + 1
    assert refused == 10_000 - len(asked)
    clock.now += 1
    assert lookup.find("known") is not None


def test_who_guesses_leaves_room_for_those_who_follow_a_new_link(engine: Engine, asked: list[str]) -> None:
    clock = Clock()
    lookup = Lookup(PooledDatabase(engine), clock)
    for number in range(1000):
        with suppress(CannotSayError):
            lookup.find(f"made-up-{number}", "192.0.2.1")
        assert lookup.find("known", "192.0.2.2") is not None
        clock.now += 0.02
    with pytest.raises(CannotSayError):
        lookup.find("another", "192.0.2.1")


def test_an_office_behind_one_address_follows_any_number_of_new_links(engine: Engine) -> None:
    clock = Clock()
    lookup = Lookup(PooledDatabase(engine), clock)
    for number in range(1000):
        assert lookup.find("known", "192.0.2.1") is not None
        if number % 100 == 0:
            assert lookup.find(f"mistyped-{number}", "192.0.2.1") is None
        clock.now += 0.02


def test_no_address_is_kept(engine: Engine) -> None:
    lookup = Lookup(PooledDatabase(engine), Clock())
    lookup.find("nothing", "192.0.2.77")
    assert "192.0.2.77" not in repr(vars(lookup))


def test_nobody_waits_twice_for_a_database_that_is_away(engine: Engine, asked: list[str]) -> None:
    clock = Clock()
    lookup = Lookup(PooledDatabase(engine), clock)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE links RENAME TO elsewhere"))
    asked.clear()
    for code in ("known", "other", "third"):
        with pytest.raises(CannotSayError):
            lookup.find(code)
    assert len(asked) == 1
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO links"))
    clock.now += PAUSE + 0.1
    assert lookup.find("known") is not None
