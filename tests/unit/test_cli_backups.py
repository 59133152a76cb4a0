"""`vertel backup` and `vertel restore` as commands: what they say and refuse. What comes back: tests/api."""

from __future__ import annotations

import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from sqlalchemy import inspect

from support.backups import done, rewritten
from support.telling import listen
from support.world import World
from vertel.db.engine import make_engine
from vertel.domain.privacy import erasure_list
from vertel.seed import demo_company
from vertel.worker import recorder

Vertel = Callable[..., Result]


@pytest.fixture
def backup(world: World, vertel: Vertel, tmp_path: Path) -> Path:
    """A backup of the demo company on its first day."""
    with world.session() as session:
        demo_company.load(session)
    return Path(done(vertel("backup", tmp_path / "backup.zip")))


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty database, on a node that knows nothing."""
    monkeypatch.setenv("VERTEL_STATE_DIR", str(tmp_path / "elsewhere"))
    return f"sqlite:///{tmp_path / 'elsewhere.sqlite3'}"


def tables(url: str) -> list[str]:
    """The names of the tables of a database."""
    engine = make_engine(url)
    found = inspect(engine).get_table_names()
    engine.dispose()
    return found


def test_a_backup_says_what_it_has_and_what_it_has_not(vertel: Vertel, world: World, tmp_path: Path) -> None:
    world.employee()
    made = vertel("backup", tmp_path / "backup.zip")
    assert made.stdout == f"{tmp_path / 'backup.zip'}\n"
    assert made.stderr.endswith(" MB. VERTEL_SECRET_KEYS is not in it: keep it apart from the backup.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["backup.zip"]


def test_in_a_folder_it_gets_a_name_with_the_time(vertel: Vertel, tmp_path: Path) -> None:
    name = Path(done(vertel("backup", tmp_path)))
    assert (name.parent, name.name[:7], name.suffix) == (tmp_path, "vertel-", ".zip")


def test_where_it_cannot_be_written_is_said_and_nothing_is_left(vertel: Vertel, tmp_path: Path) -> None:
    (tmp_path / "there.zip").write_text("an earlier one")
    nowhere = tmp_path / "nowhere" / "backup.zip"
    assert vertel("backup", nowhere).stderr == f"Error: There is no folder {nowhere.parent}.\n"
    there = vertel("backup", tmp_path / "there.zip")
    assert there.stderr == f"Error: {tmp_path / 'there.zip'} is there already. Give another name, or a folder.\n"
    full = Path("/dev/full")
    assert vertel("backup", full).exit_code == 1
    assert (tmp_path / "there.zip").read_text() == "an earlier one"


def test_two_backups_to_one_file_do_not_mix(vertel: Vertel, tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    with path.with_name("backup.zip.part").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert vertel("backup", path).stderr == f"Error: Another backup is being written to {path}.\n"
    done(vertel("backup", path))  # what a process that was killed left is overwritten
    assert [found.name for found in tmp_path.iterdir()] == ["backup.zip"]


def test_tables_of_another_version_are_not_backed_up(vertel: Vertel, tmp_path: Path) -> None:
    refused = vertel("backup", tmp_path / "backup.zip", VERTEL_DATABASE_URL=f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    assert refused.stderr == "Error: The database has no tables of this version yet. Run: vertel db upgrade\n"


def test_without_a_list_they_come_back_so_somebody_has_to_say_that_there_is_none(
    vertel: Vertel, backup: Path, elsewhere: str, tmp_path: Path
) -> None:
    refused = vertel("restore", backup, VERTEL_DATABASE_URL=elsewhere)
    assert "There is no list of who was erased since the backup" in refused.stderr
    assert not tables(elsewhere)
    # Tables and a folder that were only just made know of nobody.
    done(vertel("db", "upgrade", VERTEL_DATABASE_URL=elsewhere))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / erasure_list.FILE).touch()
    refused = vertel("restore", backup, VERTEL_DATABASE_URL=elsewhere)
    assert "There is no list of who was erased since the backup" in refused.stderr


def test_a_list_that_is_none_is_refused_with_its_line(
    vertel: Vertel, backup: Path, elsewhere: str, tmp_path: Path
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text(f"2026-11-29 {'0' * 64}\n2026-11-29 noor@example.com\n")
    refused = vertel("restore", backup, "--erasures", listed, VERTEL_DATABASE_URL=elsewhere)
    assert refused.stderr.splitlines()[-1].startswith(f"Error: {listed}, line 2: expected a day and 64 hexadecimal")
    assert not tables(elsewhere)


def test_nothing_is_restored_below_a_server_that_runs(
    vertel: Vertel, backup: Path, elsewhere: str, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    with (tmp_path / "elsewhere" / recorder.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = vertel("restore", backup, "--without-erasures", VERTEL_DATABASE_URL=elsewhere)
    assert refused.stderr.startswith("Error: Vertel is running on this node.")
    assert not tables(elsewhere)


def test_secrets_of_webhooks_that_need_other_keys_are_told(
    vertel: Vertel, world: World, elsewhere: str, tmp_path: Path
) -> None:
    listen(world)  # its secret is under no key
    file = done(vertel("backup", tmp_path / "backup.zip"))
    told = vertel("restore", file, "--without-erasures", VERTEL_DATABASE_URL=elsewhere)
    assert "Note: 1 secrets of webhooks and channels cannot be read" in told.stderr


def newer(manifest: dict[str, Any]) -> None:
    manifest["revision"] = "9999"


def other_rows(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["sha256"] = "0" * 64


def other_tables(manifest: dict[str, Any]) -> None:
    del manifest["tables"][0]


def other_columns(manifest: dict[str, Any]) -> None:
    manifest["tables"][0]["columns"] = {"id": "sound"}


def other_format(manifest: dict[str, Any]) -> None:
    manifest["format"] = 2


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(newer, "The backup was made by a newer version", id="newer"),
        pytest.param(other_rows, "is damaged: the rows of ", id="other_rows"),
        pytest.param(other_tables, "is damaged: its members are not those of its manifest", id="other_tables"),
        pytest.param(other_columns, "It has columns of a kind that this version", id="other_columns"),
        pytest.param(other_format, "It is a backup of format 2; this version of Vertel reads 1.", id="other_format"),
    ],
)
def test_a_backup_that_is_not_what_it_says_changes_nothing(
    vertel: Vertel, backup: Path, elsewhere: str, change: Callable[[dict[str, Any]], None], message: str
) -> None:
    file = rewritten(backup, change, reduced=change is not other_tables)
    refused = vertel("restore", file, "--without-erasures", VERTEL_DATABASE_URL=elsewhere)
    assert (refused.exit_code, message in refused.stderr) == (1, True), refused.stderr
    assert not tables(elsewhere)


@pytest.mark.parametrize("part", [0.3, 0.6])
def test_a_file_with_a_damaged_byte_is_refused(vertel: Vertel, backup: Path, elsewhere: str, part: float) -> None:
    data = bytearray(backup.read_bytes())
    data[int(len(data) * part)] ^= 0xFF
    backup.write_bytes(data)
    refused = vertel("restore", backup, "--without-erasures", VERTEL_DATABASE_URL=elsewhere)
    assert (refused.exit_code, tables(elsewhere)) == (1, [])
    assert f"Error: {backup} is damaged: " in refused.stderr


@pytest.mark.parametrize("left", [0, 100_000])
def test_a_file_that_was_cut_short_is_refused(vertel: Vertel, backup: Path, elsewhere: str, left: int) -> None:
    backup.write_bytes(backup.read_bytes()[:left])
    refused = vertel("restore", backup, "--without-erasures", VERTEL_DATABASE_URL=elsewhere)
    assert (refused.exit_code, tables(elsewhere)) == (1, [])
    assert f"Error: {backup} is no backup, or it was cut short" in refused.stderr
