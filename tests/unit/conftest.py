"""Unit tests run on SQLite alone, so that `make check` needs nothing installed; tests/api has both databases."""

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "config" in metafunc.fixturenames:
        metafunc.definition.add_marker(pytest.mark.parametrize("config", ["sqlite"], indirect=True))
