"""The recorder: what it takes into the database, what it keeps of the links, what happens when either is cut off."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from support.clicks import LINK, put_down, record
from support.world import HOST, World
from vertel.clock import now
from vertel.config import Config
from vertel.db.models import Click, ClickDay, Link, SpoolSegment
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.domain.links.links import make_own
from vertel.redirect.link_replica import LinkReplica
from vertel.redirect.spool import Spool
from vertel.worker import ingest
from vertel.worker.counting import recorder_on
from vertel.worker.recorder import Recorder, begin


def totals(world: World) -> tuple[int, int]:
    """Clicks as raw records, and as days."""
    with world.session() as session:
        raw = session.execute(select(func.count()).select_from(Click)).scalar_one()
        days = session.scalar(select(func.sum(ClickDay.clicks))) or 0
    return raw, days


def test_what_was_put_down_is_taken_in_once_and_the_file_goes(world: World, node: Config, recorder: Recorder) -> None:
    file = put_down(node, 300)
    assert recorder.step() == 300
    assert totals(world) == (300, 300)
    assert not file.exists()
    assert recorder.step() == 0


def test_a_file_that_comes_back_is_not_taken_in_again(world: World, node: Config, recorder: Recorder) -> None:
    file = put_down(node, 5)
    content = file.read_bytes()
    recorder.catch_up()
    file.write_bytes(content)
    recorder.catch_up()
    assert totals(world) == (5, 5)


def test_records_carry_ids_of_their_own_so_that_even_a_forgotten_file_counts_once(
    world: World, node: Config, recorder: Recorder
) -> None:
    file = put_down(node, 5)
    content = file.read_bytes()
    recorder.catch_up()
    with world.session() as session:
        session.execute(delete(SpoolSegment))
    file.with_stem("copied-from-a-backup").write_bytes(content + record(LINK, now()))
    recorder.catch_up()
    assert totals(world) == (6, 6)


def test_the_recorder_may_end_between_any_two_steps(
    world: World, node: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_BYTES", 7 * RECORD_BYTES)
    put_down(node, 30)
    for _ in range(10):
        one = recorder_on(node, world.engine)
        one.step()
        one.close()
    assert totals(world) == (30, 30)


def test_a_file_that_is_still_written_to_stays(world: World, node: Config, recorder: Recorder) -> None:
    spool = Spool(node.state_dir, node.spool_limit, sync_each=False)
    for number in range(3):
        assert spool.append(LINK.hex.encode())
        recorder.catch_up()
        assert totals(world)[0] == number + 1
    assert len([*node.state_dir.glob("*.clicks")]) == 1
    spool.close()
    recorder.catch_up()
    assert [*node.state_dir.glob("*.clicks")] == []


def test_a_torn_record_costs_itself_and_nothing_else(world: World, node: Config, recorder: Recorder) -> None:
    file = put_down(node, 3)
    whole = file.read_bytes()
    file.write_bytes(whole[:40] + b"\n" + whole[93:])
    other = put_down(node, 2)
    other.write_bytes(other.read_bytes() + whole[:50])
    recorder.catch_up()
    assert totals(world) == (4, 4)
    assert [*node.state_dir.glob("*.clicks")] == []


def test_one_write_for_a_click_one_sync_for_many_and_the_folder_too(
    world: World, node: Config, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []

    def note(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink().name)

    monkeypatch.setattr(os, "fdatasync", note)
    monkeypatch.setattr(os, "fsync", note)
    file = put_down(node, 10)
    assert synced == [], "a click of a group waits for nothing"
    recorder.sync()
    assert synced == [node.state_dir.name, file.name]
    recorder.sync()
    assert len(synced) == 2, "nothing new, nothing to sync"


def test_by_setting_each_click_is_on_the_disk_before_its_visitor_goes_on(
    node: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    write = os.write

    def written(number: int, data: bytes) -> int:
        steps.append("write")
        return write(number, data)

    monkeypatch.setattr(os, "write", written)
    monkeypatch.setattr(os, "fdatasync", lambda _number: steps.append("sync"))
    monkeypatch.setattr(os, "fsync", lambda _number: steps.append("sync folder"))
    spool = Spool(node.state_dir, node.spool_limit, sync_each=True)
    for _ in range(2):
        assert spool.append(LINK.hex.encode())
        steps.append("answer")
    spool.close()
    assert steps == ["sync folder", "write", "sync", "answer", "write", "sync", "answer"]


def test_the_copy_follows_new_changed_and_withdrawn_links(world: World, node: Config, recorder: Recorder) -> None:
    copy = LinkReplica(node.state_dir)
    assert copy.version() == -1, "there is none"
    with world.session() as session:
        make_own(session, f"https://{HOST}/a", "first", (HOST,))
    recorder.step()
    found = copy.find("first")
    assert found is not None
    assert found.destination == f"https://{HOST}/a"

    version = copy.version()
    recorder.step()
    assert copy.version() == version, "nothing changed"
    with world.session() as session:
        session.execute(update(Link).values(destination_url=f"https://{HOST}/b", query="utm_source=linkedin"))
    recorder.step()
    assert copy.changed(version) == ["first"]
    found = copy.find("first")
    assert found is not None
    assert found.destination == f"https://{HOST}/b?utm_source=linkedin"

    with world.session() as session:
        session.execute(update(Link).values(withdrawn_at=now()))
    recorder.step()
    found = copy.find("first")
    assert found is not None
    assert found.destination is None


def test_a_great_many_links_are_copied_at_once(
    world: World, node: Config, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vertel.worker.replicator.BATCH", 10)
    with world.session() as session:
        for number in range(35):
            make_own(session, f"https://{HOST}/{number}", f"code-{number}", (HOST,))
    recorder.step()
    assert len(LinkReplica(node.state_dir).changed(0)) == 35


def test_a_new_node_knows_the_links_before_its_first_visitor_comes(world: World, node: Config) -> None:
    with world.session() as session:
        code = make_own(session, f"https://{HOST}/", None, (HOST,)).code
    begin(node)
    assert LinkReplica(node.state_dir).find(code) is not None


def test_a_new_node_begins_without_a_database_too(node: Config, tmp_path: Path) -> None:
    begin(replace(node, database_url=f"sqlite:///{tmp_path / 'without-tables.sqlite3'}"))
    assert LinkReplica(node.state_dir).find("first") is None
    assert [*node.state_dir.iterdir()] == []
