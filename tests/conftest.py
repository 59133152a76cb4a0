"""Fixtures of all tests: the application on SQLite and on PostgreSQL, emptied between tests."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from support import postgres, prepared
from support.tables import make_tables
from support.world import HOST, World
from vertel.app import create_app
from vertel.auth import attempt_limits
from vertel.cli.main import main
from vertel.config import Config
from vertel.db.engine import make_engine
from vertel.db.models import Base
from vertel.db.pooled import PooledDatabase
from vertel.redirect.application import Redirect

LONG = (
    "tests/faults/",
    "tests/packages/",
    "tests/property/test_openapi",
    "tests/e2e/test_accessibility",
    "tests/e2e/test_journey",
    "tests/api/test_demo_year",
)
"""Tests that take many seconds each."""

MEMORY = Path("/dev/shm")  # noqa: S108  a folder with a name of its own is made in it

Vertel = Callable[..., Result]

SETTINGS = {
    "VERTEL_SECRET_KEYS": "a key that is only good for the tests",
    "VERTEL_PUBLIC_URL": "https://vertel.example.com",
    "VERTEL_LINK_BASE_URL": "https://go.example.com",
    "VERTEL_DESTINATION_HOSTS": f"{HOST},*.example.org",
    "VERTEL_REPEAT_SECONDS": "0",
    "VERTEL_MAIL_URL": "console:",
}


# Less often than every 700 objects: a process of tests holds a million that stay, and would look through them.
gc.set_threshold(100_000, 20, 50)

DELETES = [str(table.delete()) for table in reversed(Base.metadata.sorted_tables)]
"""The statements that empty a database."""


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of what is prepared before other processes are started, so that they know of it."""
    prepared.folder()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, each group in its random order: one that begins last would have one process work alone."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL database of this test process."""
    # Not in pytest's own folder: a later run would tidy that away while the server is still at work.
    with TemporaryDirectory(prefix="vertel-postgres-") as folder, postgres.cluster(Path(folder)) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_url() -> Iterator[str]:
    """The URL of an SQLite database of this test process, in memory where there is a folder for that.

    SQLite waits for a disk at each commit. What that is for is shown by tests/faults, on disks.
    """
    with TemporaryDirectory(prefix="vertel-sqlite-", dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield f"sqlite:///{folder}/vertel.sqlite3"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def config(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Settings for each of the two databases."""
    if request.param == "sqlite":
        url = request.getfixturevalue("sqlite_url")
    else:
        url = request.getfixturevalue("postgres_url")
    folder = str(tmp_path_factory.mktemp("state"))
    return Config.from_environment(SETTINGS | {"VERTEL_DATABASE_URL": url, "VERTEL_STATE_DIR": folder})


@pytest.fixture(scope="session")
def migrated(config: Config) -> Iterator[Engine]:
    """An engine on a database with all tables."""
    engine = make_engine(config.database_url)
    make_tables(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def application(config: Config, migrated: Engine) -> Iterator[Flask]:
    """The application, made once."""
    app = create_app(config)
    app.testing = False  # errors are to become answers, as they do for users
    yield app
    app.extensions["vertel"].dispose()


@pytest.fixture
def engine(migrated: Engine) -> Engine:
    """An engine on an empty database."""
    with migrated.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("; ".join(DELETES))  # in one go; TRUNCATE takes sixty times as long
        else:
            for delete in DELETES:
                connection.exec_driver_sql(delete)
    return migrated


@pytest.fixture
def client(application: Flask, config: Config, engine: Engine, tmp_path: Path) -> Iterator[FlaskClient]:
    """A client of the application on an empty database, and on a node that knows of no links and clicks."""
    of_test = replace(config, state_dir=tmp_path / "state")
    application.extensions["vertel"] = replace(application.extensions["vertel"], config=of_test)
    redirect = Redirect(of_test, PooledDatabase(engine), partial(Flask.wsgi_app, application))
    application.extensions["vertel.redirect"] = redirect
    attempt_limits.register(application, of_test.proxies)
    application.wsgi_app = redirect
    yield application.test_client()
    redirect.close()


@pytest.fixture
def world(engine: Engine, client: FlaskClient) -> World:
    """People, keys and suggestions on demand."""
    return World(engine, client)


@pytest.fixture
def vertel(config: Config, engine: Engine) -> Vertel:
    """`vertel("key", "list")` runs the command line on the test's database."""

    def run(*arguments: object, typed: str | None = None, **environment: str | None) -> Result:
        settings = {"VERTEL_DATABASE_URL": config.database_url, "VERTEL_DESTINATION_HOSTS": HOST} | environment
        if arguments[:2] == ("employee", "invite"):
            settings = {"VERTEL_SECRET_KEYS": config.secret_keys[0]} | settings
        return CliRunner().invoke(main, [str(word) for word in arguments], input=typed, env=settings)

    return run


@pytest.fixture
def repository() -> Path:
    """The root of this repository."""
    return Path(__file__).parents[1]
