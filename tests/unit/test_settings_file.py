"""The settings file of a running server: read again, behind the environment, and all of it or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
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


def vertel(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a folder, with no setting in the environment but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VERTEL_")}
    command = [Path(sys.executable).with_name("vertel"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=clean | environment, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A folder as `make run` leaves it: settings in `var/settings.env`, and a database with tables."""
    (tmp_path / "var").mkdir()
    settings = (
        f"# Made by `make run`.\nVERTEL_SECRET_KEYS={KEY}\nVERTEL_DATABASE_URL=sqlite:///{tmp_path}/found.sqlite3\n"
    )
    (tmp_path / "var" / "settings.env").write_text(settings)
    upgraded = vertel(tmp_path, "db", "upgrade")
    assert (upgraded.returncode, (tmp_path / "found.sqlite3").is_file()) == (0, True), upgraded.stderr
    return tmp_path


def test_the_first_command_after_make_run_finds_the_settings_by_itself(made: Path) -> None:
    added = vertel(made, "webhooks", "add", "https://hooks.example.com/")
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.startswith("whsec_")
    assert "VERTEL_SECRET_KEYS" not in vertel(made, "doctor").stdout


def test_a_setting_in_the_environment_or_a_named_file_goes_before_what_lies_about(made: Path, tmp_path: Path) -> None:
    by_environment = vertel(made, "webhooks", "list", VERTEL_DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")
    assert (by_environment.returncode, "vertel db upgrade" in by_environment.stderr) == (1, True)
    named = tmp_path / "named.env"
    named.write_text(f"VERTEL_DATABASE_URL=sqlite:///{tmp_path}/third.sqlite3\n")
    by_name = vertel(made, "--settings", str(named), "webhooks", "list")
    assert (by_name.returncode, "vertel db upgrade" in by_name.stderr) == (1, True)


def test_a_key_of_a_client_is_no_setting_of_a_server(made: Path) -> None:
    assert vertel(made, "webhooks", "list", VERTEL_API_KEY="vk_x").returncode == 0


def test_without_settings_anywhere_the_reason_is_said(tmp_path: Path) -> None:
    refused = vertel(tmp_path, "webhooks", "add", "https://hooks.example.com/")
    assert (refused.returncode, "VERTEL_SECRET_KEYS is missing" in refused.stderr) == (1, True)
