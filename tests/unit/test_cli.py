"""What all commands have in common: help, results on stdout, and one clear line when something is wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from support.world import World
from vertel.cli.main import main


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _commands(below, (*words, name))


@pytest.mark.parametrize("words", list(_commands(main)), ids=" ".join)
def test_every_command_explains_itself(vertel, words: tuple[str, ...]) -> None:
    result = vertel(*words, "--help")

    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: ")
    described = [line for line in result.stdout.splitlines()[1:] if line.strip()]
    assert described[0].strip() != "Options:", "make sure the command has a docstring"


def test_the_contract_s_commands_are_there() -> None:
    there = set(_commands(main))

    for words in (
        "serve", "db upgrade", "seed", "key create", "employee invite", "suggestions upload", "employees import",
        "export", "erase", "doctor",
    ):  # fmt: skip
        assert tuple(words.split()) in there


def _one_line(result) -> str:
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_wrong_setting_is_named(vertel) -> None:
    result = vertel("key", "list", VERTEL_DATABASE_URL="mysql://here/vertel")

    assert _one_line(result).startswith("Error: VERTEL_DATABASE_URL: expected sqlite:///PATH")


def test_a_database_without_tables_is_told_what_to_run(vertel, tmp_path: Path) -> None:
    result = vertel("key", "list", VERTEL_DATABASE_URL=f"sqlite:///{tmp_path / 'new.sqlite3'}")

    assert _one_line(result) == "Error: The database has no tables of this version yet. Run: vertel db upgrade"


def test_a_database_that_is_not_there_is_no_traceback(vertel) -> None:
    result = vertel("key", "list", VERTEL_DATABASE_URL="postgresql://nobody@127.0.0.1:1/vertel")

    assert _one_line(result).startswith("Error: The database refused: connection failed")


def test_a_folder_that_cannot_be_made_is_no_traceback(vertel, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    result = vertel("key", "list", VERTEL_DATABASE_URL=f"sqlite:///{tmp_path / 'file' / 'vertel.sqlite3'}")

    assert "file" in _one_line(result)


def test_settings_come_from_a_file_and_the_environment_goes_before_it(vertel, world: World, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("# mine\n\nVERTEL_DATABASE_URL=mysql://from-the-file\n")

    assert vertel("--settings", file, "key", "list").exit_code == 0
    assert "VERTEL_DATABASE_URL" in _one_line(vertel("--settings", file, "key", "list", VERTEL_DATABASE_URL=None))


def test_a_settings_file_with_a_line_that_is_none_is_refused(vertel, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_text("VERTEL_DATABASE_URL\n")

    assert "line 1: expected NAME=VALUE" in _one_line(vertel("--settings", file, "key", "list"))


def test_a_settings_file_that_is_no_text_is_refused(vertel, tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    file.write_bytes(b"VERTEL_PUBLIC_URL=\xff\n")

    assert "expected text in UTF-8" in _one_line(vertel("--settings", file, "key", "list"))


def test_upgrading_makes_the_tables_and_may_be_repeated(vertel, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'deep' / 'new.sqlite3'}"

    for _ in range(2):
        assert vertel("db", "upgrade", VERTEL_DATABASE_URL=url).exit_code == 0

    assert vertel("key", "list", VERTEL_DATABASE_URL=url).exit_code == 0


def test_serve_refuses_to_start_with_a_wrong_setting() -> None:
    """In a process of its own, as an operator runs it."""
    environment = {"PATH": os.environ["PATH"], "VERTEL_PUBLIC_URL": "ftp://vertel.example.com"}

    done = subprocess.run(
        [sys.executable, "-m", "vertel", "serve"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("Error: VERTEL_PUBLIC_URL: expected https://HOST")
    assert len(done.stderr.splitlines()) == 1


def test_serve_says_what_to_install_when_the_server_that_is_asked_for_is_not_there(
    vertel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vertel.cli.serve.find_spec", lambda name: None if name == "granian" else object())
    monkeypatch.setattr("vertel.worker.process_manager.run", lambda *_: pytest.fail("it was started"))

    done = vertel("serve", "--server", "granian")

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "Error: granian is not installed. Run: pip install 'vertel[granian]'\n"


def test_what_the_shell_holds_for_other_programs_stops_no_command(vertel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERTEL_SERVER", "https://vertel.example.com")
    assert vertel("key", "create", "--role", "reader", "--name", "bot").exit_code == 0
    monkeypatch.setenv("VERTEL_DATABSE_URL", "sqlite:///elsewhere.sqlite3")
    misspelt = vertel("key", "create", "--role", "reader", "--name", "other")
    assert misspelt.exit_code == 1
    assert "VERTEL_DATABSE_URL is not a setting" in misspelt.stderr
