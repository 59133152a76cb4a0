"""What a server writes is for its own user only: other users of the machine cannot open the files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from support.patience import PATIENCE
from support.server import KEY, running
from support.visitors import SETTINGS, ask, make_links, parse_address, wait_for


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """Others may read what is created, as most systems have it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> list[str]:
    """Return the files that the owner's group or others may read or write."""
    modes = {}
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):  # the recorder deletes what it has taken in
            if path.is_file() and path.name != "server.log":
                modes[path] = path.stat().st_mode & 0o777
    assert modes
    return [f"{path.relative_to(folder)} {mode:o}" for path, mode in modes.items() if mode & 0o77]


def test_database_copy_and_clicks_are_the_servers_own(tmp_path: Path) -> None:
    data, url = tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'vertel.sqlite3'}"
    codes = make_links(url, 2)
    with running(data, url, migrated=True, **SETTINGS) as server:
        address = parse_address(server.url)
        wait_for((data / "state" / "links.sqlite3").exists, "the copy of the links")
        for code in codes:
            ask(address, f"/r/{code}")
        wait_for(lambda: any((data / "state").glob("*.clicks")), "a file of clicks")
        names = {path.name for path in data.rglob("*")}
        assert {"vertel.sqlite3", "vertel.sqlite3-wal", "vertel.sqlite3-shm", "links.sqlite3"} <= names
        assert open_to_others(data) == []


def test_a_copy_of_links_that_is_made_anew_is_too(tmp_path: Path) -> None:
    data, url = tmp_path / "data", f"sqlite:///{tmp_path / 'data' / 'vertel.sqlite3'}"
    make_links(url, 1)
    (data / "state").mkdir()
    (data / "state" / "links.sqlite3").write_bytes(b"no database" * 500)
    (data / "state" / "links.sqlite3").chmod(0o644)
    with running(data, url, migrated=True, **SETTINGS):
        wait_for(lambda: open_to_others(data) == [], "the copy to be made anew")


def test_a_backup_by_the_commands_of_the_page_is_too(tmp_path: Path, repository: Path) -> None:
    make_links(f"sqlite:///{tmp_path / 'vertel.sqlite3'}", 1)
    page = (repository / "docs" / "backup.md").read_text("utf-8")
    found = re.search(r"^## Make one\n.*?^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert found
    command = found[1].replace("/var/backups/vertel", str(tmp_path / "backups"))
    (tmp_path / "backups").mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    database = {"VERTEL_DATABASE_URL": f"sqlite:///{tmp_path / 'vertel.sqlite3'}", "VERTEL_STATE_DIR": str(tmp_path)}
    environment = {"PATH": path, **KEY, **database}
    subprocess.run(["sh", "-eu", "-c", command], env=environment, check=True, timeout=PATIENCE)
    assert open_to_others(tmp_path / "backups") == []
