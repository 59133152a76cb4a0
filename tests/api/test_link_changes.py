"""How a node follows the links: by the database's numbers, whatever clocks say and whoever commits first."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update

from support.world import HOST, World
from vertel.clock import now
from vertel.config import Config
from vertel.db.engine import make_session
from vertel.db.models import Link
from vertel.domain.links.links import make_own
from vertel.redirect.link_replica import LinkReplica
from vertel.worker.counting import recorder_on
from vertel.worker.recorder import Recorder

YEARS_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)


def make(world: World, *codes: str) -> None:
    with world.session() as session:
        for code in codes:
            make_own(session, f"https://{HOST}/a", code, (HOST,))


def withdraw(world: World, code: str) -> None:
    with world.session() as session:
        session.execute(update(Link).where(Link.code == code).values(withdrawn_at=now()))


def known(node: Config, code: str) -> str | None:
    found = LinkReplica(node.state_dir).find(code)
    assert found is not None, f"{code} is not in the replica"
    return found.destination


def test_a_change_in_the_future_hides_no_later_one(world: World, node: Config, recorder: Recorder) -> None:
    make(world, "ahead", "withdrawn")
    with world.session() as session:
        session.execute(update(Link).where(Link.code == "ahead").values(changed_at=YEARS_AHEAD))
    recorder.step()
    withdraw(world, "withdrawn")
    recorder.step()
    assert known(node, "withdrawn") is None
    recorder.close()
    make(world, "later")
    recorder_on(node, world.engine).step()
    assert known(node, "later") is not None


@pytest.mark.parametrize("apart", [timedelta(hours=-1), timedelta(days=-400), timedelta(days=400)])
def test_a_change_by_a_clock_that_is_wrong_is_found(
    world: World, node: Config, recorder: Recorder, apart: timedelta
) -> None:
    make(world, "first", "second")
    for _ in range(3):
        recorder.step()
    with world.session() as session:
        changed = update(Link).where(Link.code == "first")
        session.execute(changed.values(destination_url=f"https://{HOST}/b", changed_at=now() + apart))
    recorder.step()
    assert known(node, "first") == f"https://{HOST}/b"


def test_every_way_of_writing_gets_a_number(world: World, recorder: Recorder) -> None:
    make(world, "first")
    numbers = [number_of(world, "first")]
    for statement in (
        "UPDATE links SET destination_url = 'https://careers.example.com/c'",
        "UPDATE links SET withdrawn_at = changed_at",
        "UPDATE links SET query = 'a=b', changed_at = '2020-01-01 00:00:00+00:00'",
    ):
        with world.session() as session:
            session.execute(text(statement))
        numbers.append(number_of(world, "first"))
    assert numbers == sorted(set(numbers))
    assert numbers[0] > 0


def number_of(world: World, code: str) -> int:
    with world.session() as session:
        return session.execute(select(Link.change_number).where(Link.code == code)).scalar_one()


def test_a_lower_number_that_is_committed_later_is_found(world: World, node: Config, recorder: Recorder) -> None:
    if world.engine.dialect.name == "sqlite":
        return  # one transaction writes at a time
    make(world, "slow")
    with make_session(world.engine, writes=True) as slow:
        slow.execute(update(Link).where(Link.code == "slow").values(withdrawn_at=now()))
        for number in range(3):
            make(world, f"quick-{number}")
            recorder.step()
            assert known(node, f"quick-{number}") is not None, "the slow one holds up nobody"
        recorder.close()
        recorder = recorder_on(node, world.engine)
        recorder.step()
        assert known(node, "slow") is not None
        slow.commit()
    recorder.step()
    assert known(node, "slow") is None


def test_of_parallel_writers_no_change_is_skipped(world: World, node: Config, recorder: Recorder) -> None:
    codes = [f"code-{number}" for number in range(12)]
    make(world, *codes)

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311  any order will do
        for turn in range(15):
            with make_session(world.engine, writes=True) as session:
                for code in sorted(chance.sample(codes, 2)):
                    url = f"https://{HOST}/{seed}/{turn}"
                    session.execute(update(Link).where(Link.code == code).values(destination_url=url))
                (session.rollback if chance.random() < 0.3 else session.commit)()

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, seed) for seed in range(4)]
        while not all(writer.done() for writer in writers):
            recorder.step()
        for writer in writers:
            writer.result()
    recorder.step()
    with world.session() as session:
        stored = {link.code: link.destination_url for link in session.scalars(select(Link))}
    assert {code: known(node, code) for code in codes} == stored


def test_nothing_is_read_again_when_all_is_known(world: World, recorder: Recorder) -> None:
    make(world, *[f"code-{number}" for number in range(20)])
    for _ in range(3):
        recorder.step()
    replica = recorder._replicator._replica
    assert replica is not None
    assert int(replica.note("settled") or 0) >= number_of(world, "code-19")


def test_links_from_before_there_were_numbers_are_read_once(world: World, node: Config, recorder: Recorder) -> None:
    make(world, "first", "second")
    with world.session() as session:
        if world.engine.dialect.name == "postgresql":
            session.execute(text("ALTER TABLE links DISABLE TRIGGER number_link_change"))
        session.execute(update(Link).values(changed_at=now()))
        session.execute(text("UPDATE links SET change_number = 0"))
        if world.engine.dialect.name == "postgresql":
            session.execute(text("ALTER TABLE links ENABLE TRIGGER number_link_change"))
    recorder.step()
    assert known(node, "first") is not None
    assert known(node, "second") is not None
    withdraw(world, "first")
    recorder.step()
    assert known(node, "first") is None


def test_a_database_from_a_backup_makes_the_replica_anew(world: World, node: Config, recorder: Recorder) -> None:
    make(world, *[f"lost-{number}" for number in range(5)], "kept")
    for _ in range(3):
        recorder.step()
    with world.session() as session:
        session.execute(delete(Link).where(Link.code.startswith("lost")))
        if world.engine.dialect.name == "postgresql":
            session.execute(text("SELECT setval('link_change_numbers', 1)"))
            session.execute(text("ALTER TABLE links DISABLE TRIGGER number_link_change"))
        session.execute(text("UPDATE links SET change_number = 1"))
        if world.engine.dialect.name == "postgresql":
            session.execute(text("ALTER TABLE links ENABLE TRIGGER number_link_change"))
    recorder.step()
    assert known(node, "kept") is not None
    assert LinkReplica(node.state_dir).find("lost-0") is None
