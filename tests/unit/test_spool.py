"""Putting clicks down: what a record looks like, and what happens when the disk says no."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from uuid import UUID

import pytest

from vertel.domain.analytics import click_records
from vertel.redirect import spool as module
from vertel.redirect.spool import Spool, used

LINK = b"0123456789abcdef" * 2
LIMIT = 1024 * 1024


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.clicks"))


def content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in files(folder))


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path, LIMIT, sync_each=False)


def test_a_record_says_which_link_and_which_quarter_and_nothing_finer(spool: Spool, tmp_path: Path) -> None:
    assert all(spool.append(LINK) for _ in range(1000))
    written = content(tmp_path)
    assert click_records.RECORDS.fullmatch(written)
    assert len(written) == 1000 * click_records.RECORD_BYTES
    lines = [line.split("\t") for line in written.decode().splitlines()]
    assert {link for _moment, _id, link in lines} == {LINK.decode()}
    ids = {UUID(one) for _moment, one, _link in lines}
    assert len(ids) == 1000
    assert {(one.version, one.int >> 80 % (15 * 60 * 1000)) for one in ids} == {(7, next(iter(ids)).int >> 80)}


def test_two_processes_never_share_an_id_or_a_file(tmp_path: Path) -> None:
    first, second = (Spool(tmp_path, LIMIT, sync_each=False) for _ in range(2))
    assert all(spool.append(LINK) for spool in (first, second) for _ in range(100))
    assert len(files(tmp_path)) == 2
    assert len({line.split(b"\t")[1] for line in content(tmp_path).splitlines()}) == 200


def test_a_forked_child_begins_a_file_of_its_own(spool: Spool, tmp_path: Path) -> None:
    assert spool.append(LINK)
    spool.forget()
    assert spool.append(LINK)
    assert [len(path.read_bytes()) for path in files(tmp_path)] == [click_records.RECORD_BYTES] * 2


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_disk_that_says_no_is_tried_again_later_in_a_new_file(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    assert spool.append(LINK)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", lambda *_arguments: (_ for _ in ()).throw(OSError(number, "no")))
        assert not spool.append(LINK)
    assert not spool.append(LINK), "not at once"
    monkeypatch.setattr(module, "RETRY_SECONDS", 0)
    monkeypatch.setattr(spool, "_retry_at", 0)
    assert spool.append(LINK)
    assert len(files(tmp_path)) == 2
    assert len(content(tmp_path)) == 2 * click_records.RECORD_BYTES


def test_nothing_follows_a_record_that_was_torn(spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(module, "RETRY_SECONDS", 0)
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:50]))
    assert not spool.append(LINK)
    monkeypatch.setattr(os, "write", write)
    assert spool.append(LINK)
    assert [len(path.read_bytes()) for path in files(tmp_path)] == [50, click_records.RECORD_BYTES]


def test_a_full_spool_takes_no_more_until_there_is_room(tmp_path: Path) -> None:
    spool = Spool(tmp_path, 3 * click_records.RECORD_BYTES, sync_each=False)
    assert all(spool.append(LINK) for _ in range(3))
    spool.tick()
    assert not spool.append(LINK)
    assert used(tmp_path) == 3 * click_records.RECORD_BYTES
    files(tmp_path)[0].unlink()
    spool.tick()
    assert spool.append(LINK)


def test_a_folder_that_is_taken_away_is_made_again(spool: Spool, tmp_path: Path) -> None:
    assert spool.append(LINK)
    shutil.rmtree(tmp_path)
    spool.tick()
    assert spool.append(LINK)
    assert len(content(tmp_path)) == click_records.RECORD_BYTES


def test_a_large_file_is_left_to_the_recorder(spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SEGMENT_BYTES", click_records.RECORD_BYTES)
    assert spool.append(LINK)
    spool.tick()
    assert spool.append(LINK)
    assert len(files(tmp_path)) == 2
