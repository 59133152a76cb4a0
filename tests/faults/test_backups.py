"""Backups of a server that is at work: while it writes, when the disk is full, and when the backup is killed."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import create_engine, text

from support import backups, postgres
from support.server import running
from support.visitors import SETTINGS, make_links, total, visiting, wait_for
from support.writers import acknowledged, writing
from vertel.db.engine import make_engine, make_session
from vertel.db.models import Image

IMAGES, IMAGE_BYTES = 60, 500_000
"""Enough that a backup takes a while."""


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a database of the test's own, on a disk."""
    with TemporaryDirectory(prefix="vertel-backups-") as name:
        if request.param == "sqlite":
            yield f"sqlite:///{Path(name) / 'vertel.sqlite3'}"
        else:
            with postgres.cluster(Path(name)) as found:
                yield found


def test_a_backup_is_of_one_moment_while_everybody_writes(url: str, tmp_path: Path) -> None:
    codes = make_links(url, 5)
    with running(tmp_path, url, migrated=True, **SETTINGS) as server:
        key = server.vertel("key", "create", "--role", "editor", "--name", "writer")
        with visiting(server.url, codes) as accounts, writing(server.url, key) as writers:
            wait_for(lambda: len(acknowledged(writers)) > 20, "links")
            wait_for(lambda: number(url, "SELECT count(*) FROM clicks") > 100, "clicks in the database")
            before = set(acknowledged(writers))
            clicked = number(url, "SELECT count(*) FROM clicks")
            file = Path(server.vertel("backup", str(tmp_path / "backup.zip")))
            known = {*acknowledged(writers), *(f"{writer.name}-{len(writer.acknowledged) + 1}" for writer in writers)}
            clicked_after = number(url, "SELECT count(*) FROM clicks")
            # Nobody had to wait so long that they were refused, and they go on.
            done = total([account.answered for account in accounts]).total()
            wait_for(lambda: total([one.answered for one in accounts]).total() > done + 50, "redirects")
        assert [other for account in accounts for other in account.others] == []
        assert not sum((writer.others for writer in writers), start=type(writers[0].others)())
    restored = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    backups.done(backups.vertel(restored, tmp_path / "elsewhere", "restore", file, "--without-erasures"))
    found = values(restored, "SELECT code FROM links WHERE code LIKE 'written-%'")
    assert before <= found <= known
    clicks = number(restored, "SELECT count(*) FROM clicks")
    assert clicked <= clicks <= clicked_after
    # Stored together, in different tables: of one moment.
    assert number(restored, "SELECT sum(clicks) FROM click_days") == clicks
    assert number(restored, "SELECT sum(clicks) FROM sums_by_day WHERE facet = 'total'") == clicks
    assert number(restored, "SELECT sum(drained) FROM spool_segments") == clicks * 93


def test_a_backup_that_is_killed_leaves_no_file_of_its_name_and_the_next_one_is_whole(url: str, tmp_path: Path) -> None:
    make_links(url, 5)
    fill(url)
    with backing_up(url, tmp_path) as process:
        part = tmp_path / "backup.zip.part"
        wait_for(lambda: part.exists() and part.stat().st_size > 1_000_000, "part of a backup")
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.zip.part"]
    refused = backups.vertel(url, tmp_path / "state", "restore", part, "--replace", "--yes")
    assert "is no backup, or it was cut short" in refused.stderr
    file = Path(backups.done(backups.vertel(url, tmp_path / "state", "backup", tmp_path / "backup.zip")))
    assert [path.name for path in tmp_path.glob("backup*")] == ["backup.zip"]
    backups.done(backups.vertel(url, tmp_path / "state", "restore", file, "--replace", "--yes"))
    assert number(url, "SELECT count(*) FROM images") == IMAGES


def test_a_full_disk_leaves_no_half_a_backup(url: str, tmp_path: Path) -> None:
    make_links(url, 5)
    fill(url)
    with backing_up(url, tmp_path, most=2_000_000) as process:
        _, said = process.communicate()
    assert process.returncode == 1
    assert said == f"Error: {tmp_path / 'backup.zip'}: File too large. No backup was written.\n"
    assert list(tmp_path.glob("backup*")) == []


@contextmanager
def backing_up(url: str, folder: Path, most: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """Run a backup as a program.

    :param most: bytes that it may write to a file, as if the disk then were full.
    """
    command = [sys.executable, "-m", "vertel", "backup", str(folder / "backup.zip")]
    settings = os.environ | backups.settings_of(url, folder / "state")
    process = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if most is not None:
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def fill(url: str) -> None:
    """Store pictures that cannot be compressed."""
    engine = make_engine(driven(url))
    with make_session(engine, writes=True) as session:
        for _ in range(IMAGES):
            session.add(Image(media_type="image/png", width=1, height=1, body=os.urandom(IMAGE_BYTES)))
            session.flush()
        session.commit()
    engine.dispose()


def driven(url: str) -> str:
    return url.replace("postgresql:", "postgresql+psycopg:")


def values(url: str, query: str) -> set[object]:
    engine = create_engine(driven(url))
    with engine.connect() as connection:
        found = set(connection.execute(text(query)).scalars())
    engine.dispose()
    return found


def number(url: str, query: str) -> int:
    (found,) = values(url, query)
    return int(str(found or 0))
