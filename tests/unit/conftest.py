"""Unit tests run on SQLite alone, so that `make check` needs nothing installed; tests/api has both databases."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from support.world import HOST
from vertel.cli.main import main
from vertel.config import Config

Vertel = Callable[..., Result]


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "config" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("config", ["sqlite"], indirect=True))


@pytest.fixture
def vertel(config: Config, engine: Engine) -> Vertel:
    """`vertel("key", "list")` runs the command line on the test's database."""

    def run(*arguments: object, typed: str | None = None, **environment: str | None) -> Result:
        settings = {"VERTEL_DATABASE_URL": config.database_url, "VERTEL_DESTINATION_HOSTS": HOST} | environment
        if arguments[:2] == ("employee", "invite"):
            settings = {"VERTEL_SECRET_KEYS": config.secret_keys[0]} | settings
        return CliRunner().invoke(main, [str(word) for word in arguments], input=typed, env=settings)

    return run
