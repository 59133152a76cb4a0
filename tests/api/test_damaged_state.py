"""The files of a node, damaged in every way: each step of the recorder stands alone, and says when it fails."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from support.clicks import LINK, put_down, record
from support.visitors import wait_for
from support.world import HOST, World
from vertel.clock import now
from vertel.config import Config
from vertel.db.models import Click
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.domain.links.links import make_own
from vertel.redirect import link_replica
from vertel.redirect.link_replica import FILE, LinkReplica
from vertel.redirect.spool import Spool
from vertel.worker import ingest, node_health, set_aside
from vertel.worker.counting import recorder_on, recording
from vertel.worker.recorder import LOCK, Recorder, begin, run

BAD_DATES = [b"2026-02-30 12:00", b"0000-01-01 00:00", b"9999-12-31 23:45", b"0001-01-01 00:00", b"2026-13-01 00:00"]


@pytest.fixture
def node(config: Config, tmp_path: Path) -> Config:
    """Settings of a node of its own, with a folder."""
    (tmp_path / "node").mkdir()
    return replace(config, state_dir=tmp_path / "node")


def counted(world: World) -> int:
    with world.session() as session:
        return session.execute(select(func.count()).select_from(Click)).scalar_one()


def make_links(world: World, number: int) -> None:
    with world.session() as session:
        for code in range(number):
            make_own(session, f"https://{HOST}/{code}", f"code-{code}", (HOST,))


@pytest.mark.parametrize("date", BAD_DATES)
def test_a_date_that_cannot_be_is_set_aside_and_the_clicks_around_it_count(
    world: World, node: Config, recorder: Recorder, date: bytes
) -> None:
    file = put_down(node, 3)
    first, second, third = (file.read_bytes()[start : start + RECORD_BYTES] for start in (0, 93, 186))
    bad = date + second[16:]
    file.write_bytes(first + bad + third)
    recorder.catch_up()
    assert recorder.works
    assert counted(world) == 2
    assert [*node.state_dir.glob("*.clicks")] == []
    (kept,) = set_aside.entries(node.state_dir)
    assert (kept.bytes, kept.readable, kept.unreadable) == (RECORD_BYTES, 0, 1)
    assert (node.state_dir / set_aside.FOLDER / kept.name).read_bytes() == bad


def test_what_was_set_aside_and_mended_is_taken_in_once(world: World, node: Config, recorder: Recorder) -> None:
    file = put_down(node, 2)
    whole = file.read_bytes()
    file.write_bytes(whole[:RECORD_BYTES] + b"X" + whole[RECORD_BYTES + 1 :])
    recorder.catch_up()
    (kept,) = set_aside.entries(node.state_dir)
    set_aside.take_in_again(node.state_dir, kept.name)
    recorder.catch_up()
    (kept,) = set_aside.entries(node.state_dir)
    (node.state_dir / set_aside.FOLDER / kept.name).write_bytes(whole[RECORD_BYTES:])
    for _ in range(2):
        set_aside.take_in_again(node.state_dir, kept.name)
        recorder.catch_up()
        assert counted(world) == 2
        (node.state_dir / set_aside.FOLDER / kept.name).write_bytes(whole)
    assert recorder.works


def test_line_breaks_that_are_gone_cost_their_lines_alone(world: World, node: Config, recorder: Recorder) -> None:
    file = put_down(node, 10)
    whole = bytearray(file.read_bytes())
    for line in (2, 3, 4):
        whole[RECORD_BYTES * line - 1] = 0
    file.write_bytes(whole)
    recorder.catch_up()
    assert counted(world) == 6
    (kept,) = set_aside.entries(node.state_dir)
    assert kept.bytes == 4 * RECORD_BYTES


def test_a_file_without_any_line_is_set_aside_in_pieces(
    world: World, node: Config, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_BYTES", 1000)
    (node.state_dir / "noise.clicks").write_bytes(b"\x00" * 2500 + b"\n" + record(LINK, now()))
    put_down(node, 3)
    for _ in range(5):
        recorder.step()
    assert counted(world) == 4
    assert set_aside.size(node.state_dir) == 2501


@pytest.mark.parametrize(
    "name", ["folder.clicks", "x" * 200 + ".clicks", "a b.clicks", "\udcff.clicks", "link.clicks", "pipe.clicks"]
)
def test_what_is_no_file_of_clicks_is_set_aside(world: World, node: Config, recorder: Recorder, name: str) -> None:
    path = node.state_dir / name
    if name == "folder.clicks":
        (path / "inside").mkdir(parents=True)
    elif name == "link.clicks":
        path.symlink_to("/dev/zero")
    elif name == "pipe.clicks":
        os.mkfifo(path)
    else:
        path.write_bytes(record(LINK, now()))
    put_down(node, 3)
    recorder.catch_up()
    assert recorder.works
    assert counted(world) == 3
    assert not os.path.lexists(path)
    (kept,) = set_aside.entries(node.state_dir)
    if kept.readable:
        set_aside.take_in_again(node.state_dir, kept.name)
        recorder.catch_up()
        assert counted(world) == 4


def test_a_file_that_was_cut_short_under_a_living_process_goes_on_counting(
    world: World, node: Config, recorder: Recorder
) -> None:
    spool = Spool(node.state_dir, node.spool_limit, sync_each=False)
    assert all(spool.append(LINK.hex.encode()) for _ in range(5))
    recorder.catch_up()
    (file,) = node.state_dir.glob("*.clicks")
    os.truncate(file, 2 * RECORD_BYTES)
    assert spool.append(LINK.hex.encode())
    recorder.catch_up()
    assert counted(world) == 6
    spool.close()
    recorder.catch_up()
    assert [*node.state_dir.glob("*.clicks")] == []


def test_more_files_than_may_be_open_are_all_taken_in(
    world: World, node: Config, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "MOST_OPEN", 3)
    for _ in range(10):
        put_down(node)
    recorder.catch_up()
    assert counted(world) == 10
    assert [*node.state_dir.glob("*.clicks")] == []


def test_a_fault_amid_one_file_holds_up_no_other_and_is_said(
    world: World, node: Config, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = put_down(node, 2), put_down(node, 3)
    read = ingest.Segment.read

    def fail(segment: ingest.Segment, most: int) -> bytes:
        if segment.name == bad.stem:
            raise ValueError
        return read(segment, most)

    with monkeypatch.context() as patch:
        patch.setattr(ingest.Segment, "read", fail)
        recorder.step()
        assert counted(world) == 3
        assert not recorder.works
        assert bad.exists()
        assert not good.exists()
    recorder.catch_up()
    assert recorder.works
    assert counted(world) == 5


def test_clicks_are_taken_in_when_the_links_cannot_be_followed(
    world: World, node: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    make_links(world, 1)
    file = put_down(node, 3)
    recorder = recorder_on(node, world.engine)
    with monkeypatch.context() as patch:
        patch.setattr(link_replica.LinkReplicaWriter, "put", lambda *_: (_ for _ in ()).throw(full))
        recorder.catch_up()
        assert counted(world) == 3
        assert not file.exists(), "room is made first"
        assert recorder.works
    monkeypatch.setattr("vertel.worker.replicator.REBUILD_AGAIN_SECONDS", 0)
    recorder._replicator._rebuild_at = 0
    recorder.step()
    assert LinkReplica(node.state_dir).find("code-0") is not None
    assert sorted(path.name for path in node.state_dir.iterdir()) == [FILE]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.5, 0.7, 0.95])
def test_a_replica_with_a_damaged_part_is_made_anew(world: World, node: Config, part: float) -> None:
    make_links(world, 500)
    recorder = recorder_on(node, world.engine)
    recorder.step()
    reader = LinkReplica(node.state_dir)
    assert reader.find("code-1") is not None
    path = node.state_dir / FILE
    with path.open("r+b") as file:
        size = path.stat().st_size
        file.seek(int(size * part) // 4096 * 4096)
        file.write(os.urandom(4096))
    codes = [f"code-{number}" for number in range(500)]
    found = [LinkReplica(node.state_dir).find(code) for code in codes]
    assert {one.destination for one in found if one} <= {f"https://{HOST}/{number}" for number in range(500)}
    make_another(world)
    for _ in range(2):
        recorder.step()
    assert reader.version() > 0
    assert all(reader.find(code) is not None for code in [*codes, "another"])


def make_another(world: World) -> None:
    with world.session() as session:
        make_own(session, f"https://{HOST}/another", "another", (HOST,))


@pytest.mark.parametrize("change", ["UPDATE links SET destination = replace(destination, 'careers', 'carreer')",
                                    "UPDATE links SET id = 7", "UPDATE links SET destination = x'ff'"])  # fmt: skip
def test_a_link_that_a_disk_changed_leads_nowhere_and_is_mended(
    world: World, node: Config, recorder: Recorder, change: str
) -> None:
    make_links(world, 1)
    recorder.step()
    with closing(sqlite3.connect(node.state_dir / FILE)) as connection:
        connection.execute(change)
        connection.commit()
    reader = LinkReplica(node.state_dir)
    assert reader.find("code-0") is None, "so it is looked up in the database"
    recorder.step()
    assert reader.version() >= 0
    found = reader.find("code-0")
    assert found is not None
    assert found.destination == f"https://{HOST}/0"


@pytest.mark.parametrize("how", ["removed", "emptied", "noise", "other tables"])
def test_a_replica_that_is_gone_or_none_is_made_anew_and_readers_notice(
    world: World, node: Config, recorder: Recorder, how: str
) -> None:
    make_links(world, 3)
    recorder.step()
    reader = LinkReplica(node.state_dir)
    assert reader.find("code-0") is not None
    path = node.state_dir / FILE
    if how == "removed":
        path.unlink()
    elif how == "other tables":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE links")
            connection.commit()
    else:
        path.write_bytes(b"" if how == "emptied" else b"no database " * 1000)
    make_another(world)
    for _ in range(3):
        recorder.step()
    assert reader.version() > 0
    assert reader.find("another") is not None
    assert reader.find("code-0") is not None


def test_a_damaged_replica_stays_for_its_readers_until_the_new_one_is_there(world: World, node: Config) -> None:
    make_links(world, 300)
    recorder = recorder_on(node, world.engine)
    recorder.step()
    recorder.close()
    link_replica.report_damage(node.state_dir / FILE)
    away = replace(node, database_url=f"sqlite:///{node.state_dir}/nowhere/vertel.sqlite3")
    begin(away)
    assert LinkReplica(node.state_dir).find("code-7") is not None


def test_a_replica_of_the_version_before_is_brought_up_to_date(world: World, node: Config) -> None:
    make_links(world, 2)
    with closing(sqlite3.connect(node.state_dir / FILE)) as connection:
        connection.executescript(
            "PRAGMA journal_mode = WAL;"
            "CREATE TABLE links (code TEXT PRIMARY KEY, id TEXT NOT NULL, destination TEXT, version INTEGER NOT NULL)"
            " WITHOUT ROWID; CREATE INDEX links_by_version ON links (version, code);"
            "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
            "INSERT INTO links VALUES ('old', '0123456789abcdef0123456789abcdef', 'https://careers.example.com/', 1);"
            "INSERT INTO marks VALUES ('newest', '2099-01-01T00:00:00+00:00');"
        )
    begin(replace(node, database_url=f"sqlite:///{node.state_dir}/nowhere.sqlite3"))
    reader = LinkReplica(node.state_dir)
    assert reader.find("old") is not None, "without the database too"
    recorder_on(node, world.engine).step()
    assert reader.version() > 0
    assert reader.find("code-1") is not None


def checks(node: Config) -> dict[str, str]:
    return {check["name"]: check["status"] for check in node_health.checks(node)}


def test_readiness_says_whether_the_recorder_works_and_not_only_lives(world: World, node: Config) -> None:
    assert checks(node)["recorder"] == "ok", "nothing waits"
    put_down(node)
    assert checks(node)["recorder"] == "failed", "no recorder was ever at work"
    lock = node.state_dir / LOCK
    lock.touch()
    assert checks(node)["recorder"] == "ok"
    for apart in (-node_health.LATE_SECONDS - 1, node_health.LATE_SECONDS + 1):  # the clock may have been set back
        os.utime(lock, (now().timestamp() + apart,) * 2)
        assert checks(node)["recorder"] == "failed"


def test_a_recorder_that_lives_and_takes_nothing_in_is_not_ready(
    world: World, node: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_down(node)
    lock, long_ago = node.state_dir / LOCK, now().timestamp() - 2 * node_health.LATE_SECONDS
    lock.touch()
    os.utime(lock, (long_ago, long_ago))
    stopped, tried = threading.Event(), threading.Semaphore(0)

    def fail(*_: object) -> int:
        tried.release()
        raise OSError

    working = threading.Thread(target=run, args=[node, stopped, recording])
    try:
        with monkeypatch.context() as patch:
            patch.setattr(ingest.SpoolReader, "drain", fail)
            working.start()
            assert tried.acquire(timeout=30)
            assert tried.acquire(timeout=30), "the first step is over"
            assert checks(node)["recorder"] == "failed"
        wait_for(lambda: checks(node)["recorder"] == "ok", "the next step")
    finally:
        stopped.set()
        working.join()
    assert counted(world) == 1


def test_what_is_set_aside_is_in_the_metrics(world: World, node: Config) -> None:
    (node.state_dir / set_aside.FOLDER).mkdir()
    (node.state_dir / set_aside.FOLDER / "one").write_bytes(b"12345")
    samples = {metric.name: metric.samples[0].value for metric in node_health.NodeMetrics(node).collect()}
    assert samples["vertel_clicks_set_aside_bytes"] == 5
