"""The settings file of a running server: read again, behind the environment, and all of it or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from vertel.config import ConfigError
from vertel.settings_file import merged, refresh

KEY, OTHER = "k" * 32, "o" * 32
DATABASE = "VERTEL_DATABASE_URL=sqlite:////var/lib/vertel/vertel.sqlite3"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.env"


def started(file: Path, *lines: str, **environment: str) -> dict[str, str]:
    """The environment of a server that was started with these lines in its file."""
    file.write_text("\n".join(lines))
    return merged(file, environment)


def test_a_changed_line_is_taken_over_and_one_that_is_gone_is_gone(file: Path) -> None:
    environment = started(file, f"VERTEL_SECRET_KEYS={KEY}", "VERTEL_PROXIES=2", DATABASE)
    file.write_text(f"VERTEL_SECRET_KEYS={OTHER}\n{DATABASE}")
    refresh(environment)
    assert environment["VERTEL_SECRET_KEYS"] == OTHER
    assert "VERTEL_PROXIES" not in environment


def test_the_environment_goes_before_the_file_each_time(file: Path) -> None:
    environment = started(file, f"VERTEL_SECRET_KEYS={OTHER}", VERTEL_SECRET_KEYS=KEY)
    refresh(environment)
    assert environment["VERTEL_SECRET_KEYS"] == KEY


@pytest.mark.parametrize(
    "line",
    ["VERTEL_SECRET_KEYS=short", "VERTEL_PROXYS=1", "no setting", "VERTEL_DATABASE_URL=sqlite:////elsewhere.sqlite3"],
)
def test_a_wrong_file_and_what_the_recorder_goes_by_too_change_nothing(file: Path, line: str) -> None:
    environment = started(file, f"VERTEL_SECRET_KEYS={KEY}", DATABASE)
    before = dict(environment)
    file.write_text(f"VERTEL_SECRET_KEYS={OTHER}\n{DATABASE}\n{line}")
    with pytest.raises(ConfigError):
        refresh(environment)
    assert environment == before


def test_without_a_file_there_is_nothing_to_read() -> None:
    environment = {"VERTEL_SECRET_KEYS": KEY}
    refresh(environment)
    assert environment == {"VERTEL_SECRET_KEYS": KEY}
