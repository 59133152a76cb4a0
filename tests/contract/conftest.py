"""Contract tests run on SQLite alone, as unit tests do, so that `make check` needs nothing installed."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "config" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("config", ["sqlite"], indirect=True))
