"""How PostgreSQL is connected to: several hosts, a host that is no primary any more, PgBouncer's needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from support.clicks import put_down
from support.ports import free_port
from support.tables import make_tables
from vertel.config import Config
from vertel.db import engine as db_engine
from vertel.db import health
from vertel.db.dbapi import DatabaseError, DirectDatabase
from vertel.db.engine import make_engine
from vertel.redirect.lookup import Lookup
from vertel.worker import staging


def engine_on(url: str) -> Engine:
    """The engine of a server with this address in its settings."""
    settings = {"VERTEL_SECRET_KEYS": "a key that is only good for the tests", "VERTEL_DATABASE_URL": url}
    return make_engine(Config.from_environment(settings).database_url)


@pytest.fixture
def port(postgres_url: str) -> int:
    return urlsplit(postgres_url).port


@pytest.fixture
def connected(postgres_url: str) -> Iterator[Engine]:
    engine = engine_on(postgres_url)
    yield engine
    engine.dispose()


def process_id(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


def test_of_several_hosts_the_one_that_answers_and_takes_writes_is_used(port: int) -> None:
    hosts = f"host=127.0.0.1:{free_port()}&host=127.0.0.1:{port}&target_session_attrs=read-write"
    engine = engine_on(f"postgresql://vertel@/postgres?{hosts}")
    assert process_id(engine) > 0
    engine.dispose()


def test_a_host_that_takes_no_writes_is_left_for_another(port: int) -> None:
    standby = f"host=127.0.0.1:{port}&target_session_attrs=standby"
    engine = engine_on(f"postgresql://vertel@/postgres?{standby}")
    with pytest.raises(OperationalError, match="not in hot standby mode"):
        process_id(engine)
    engine.dispose()


def test_a_connection_whose_host_takes_no_writes_any_more_is_replaced(connected: Engine) -> None:
    before = process_id(connected)
    assert process_id(connected) == before
    with connected.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(DBAPIError, match="read-only transaction"):
            connection.execute(text("CREATE TABLE nowhere (x INTEGER)"))
    assert process_id(connected) != before


def test_a_statement_that_comes_again_is_prepared_unless_the_address_says_otherwise(
    connected: Engine, postgres_url: str
) -> None:
    def prepared(engine: Engine) -> int:
        with engine.connect() as connection:
            for number in range(20):
                connection.execute(text("SELECT CAST(:number AS INTEGER)"), {"number": number})
            return connection.execute(text("SELECT count(*) FROM pg_prepared_statements")).scalar_one()

    assert prepared(connected) == 1
    without = engine_on(f"{postgres_url}{'&' if '?' in postgres_url else '?'}prepare_threshold=none")
    assert prepared(without) == 0
    without.dispose()


def test_a_connection_that_was_lost_while_nobody_used_it_is_replaced(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_engine, "PING_AFTER", 0.0)
    connected = engine_on(postgres_url)
    lost = process_id(connected)
    other = engine_on(postgres_url)
    with other.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:id, 5000)"), {"id": lost})
    other.dispose()
    assert process_id(connected) != lost
    connected.dispose()


@pytest.mark.parametrize(("reads_only", "asked"), [(False, 0), (True, 1)])
def test_a_connection_that_was_used_just_now_is_not_asked_again_except_for_reports(
    connected: Engine, monkeypatch: pytest.MonkeyPatch, reads_only: bool, asked: int
) -> None:
    engine = make_engine(connected.url.render_as_string(), reads_only=reads_only)
    process_id(engine)
    pings: list[object] = []
    monkeypatch.setattr(engine.dialect, "do_ping", lambda connection: pings.append(connection) or True)
    process_id(engine)
    engine.dispose()
    assert len(pings) == asked


def test_a_host_that_says_nothing_is_given_up_soon_and_the_address_may_say_when(connected: Engine) -> None:
    def parameters(engine: Engine) -> dict[str, str]:
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, psycopg.Connection)
            return driver.info.get_parameters()

    given = parameters(connected)
    assert {name: given[name] for name in ("connect_timeout", "keepalives_idle", "tcp_user_timeout")} == {
        "connect_timeout": "3",
        "keepalives_idle": "10",
        "tcp_user_timeout": "20000",
    }
    other = make_engine(connected.url.update_query_dict({"connect_timeout": "7"}).render_as_string())
    assert parameters(other)["connect_timeout"] == "7"
    other.dispose()


def test_a_node_of_the_link_domain_needs_no_more_rights_than_the_manual_says(
    postgres_url: str, repository: Path, tmp_path: Path
) -> None:
    manual = (repository / "docs" / "operations.md").read_text()
    granted = re.findall(r"^GRANT .*;$", manual, re.MULTILINE)
    name = "of_links_only"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        connection.execute("CREATE ROLE vertel_links LOGIN")
    url = urlsplit(postgres_url)._replace(path=f"/{name}").geturl()
    owner = engine_on(url)
    make_tables(owner)
    with owner.begin() as connection:
        for statement in granted:
            connection.execute(text(statement))
    settings = {
        "VERTEL_SECRET_KEYS": "a key that is only good for the tests",
        "VERTEL_DATABASE_URL": f"{url}?options=-c%20role%3Dvertel_links",
        "VERTEL_STATE_DIR": str(tmp_path),
    }
    config = Config.from_environment(settings)
    put_down(config, 3)
    with staging.recording(config) as recorder:
        assert recorder.step() == 3
        assert recorder.works
    database = DirectDatabase(config.database_url)
    assert Lookup(database).find("not-there") is None
    assert health.report(database)["status"] == "ok"
    with pytest.raises(DatabaseError), database.transaction() as execute:
        execute("SELECT email FROM employees")
    database.close()
    owner.dispose()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}")
        connection.execute("DROP ROLE vertel_links")
