"""Reports are read from the database that a setting names for them, and nothing else is; nothing is written there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from support.reporting import busy
from support.tables import make_tables
from support.world import API, World
from vertel.app import create_app
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Team
from vertel.domain.people import organisations
from vertel.http.context import Resources

REPORTS = ("overview", "suggestions", "clicks", "clicks?interval=hour&group_by=team")


@pytest.fixture
def elsewhere(config: Config, tmp_path: Path) -> Iterator[str]:
    """The URL of a second database of the same sort, with tables and the time zone of New York, and nothing else."""
    if config.database_url.startswith("sqlite"):
        url = f"sqlite:///{tmp_path / 'replica.sqlite3'}"
        yield _prepared(url)
        return
    server = create_engine(config.database_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text("CREATE DATABASE replica"))
    yield _prepared(config.database_url.replace("/postgres", "/replica"))
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE replica WITH (FORCE)"))
    server.dispose()


def _prepared(url: str) -> str:
    engine = make_engine(url)
    make_tables(engine)
    with make_session(engine, writes=True) as session:
        organisation = organisations.get(session)
        organisation.time_zone = "America/New_York"
        session.add(organisation)
        session.commit()
    engine.dispose()
    return url


@pytest.fixture
def apart(engine: Engine, config: Config, elsewhere: str) -> Iterator[World]:
    """A world whose reports are read elsewhere."""
    app = create_app(replace(config, reports_database_url=elsewhere))
    yield World(engine, app.test_client())
    app.extensions["vertel"].dispose()


def test_reports_are_read_there_and_all_else_here(apart: World) -> None:
    busy(apart, apart.sign_in(), apart.suggestion())
    reader = apart.key("reader")
    assert apart.client.get(f"{API}/suggestions?view=manage", headers=reader).json["items"] != []
    answers = {path: apart.client.get(f"{API}/reports/{path}", headers=reader) for path in REPORTS}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["overview"].json["clicks"] == 0
    assert answers["suggestions"].json["items"] == []
    assert answers["clicks"].json["rows"] == []
    assert answers["clicks"].json["time_zone"] == "America/New_York"


def test_without_the_setting_reports_are_read_from_the_database_itself(world: World) -> None:
    found: Resources = world.client.application.extensions["vertel"]
    assert found.reports.url == found.engine.url


def test_nothing_can_be_written_where_reports_are_read(apart: World) -> None:
    found: Resources = apart.client.application.extensions["vertel"]
    with make_session(found.reports, writes=False) as session:
        session.add(Team(slug="new", name="New"))
        with pytest.raises(DBAPIError, match=r"read.?only"):
            session.flush()
