"""The list of who was erased: in the database, and copied to each node, for whoever restores a backup."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from support.world import API, World
from vertel.clock import now
from vertel.config import Config
from vertel.domain.privacy import erasure_list
from vertel.worker import housekeeping


class Once(threading.Event):
    """Lets housekeeping look once."""

    def __init__(self) -> None:
        super().__init__()
        self._rounds = iter([False])

    def wait(self, _timeout: float | None = None) -> bool:
        return next(self._rounds, True)


@pytest.fixture
def erased(world: World) -> bytes:
    """What the list has of a colleague who has left."""
    somebody = world.employee(email="noor@example.com")
    world.sign_in(role="admin")
    admin = world.key("admin")
    etag = world.client.get(f"{API}/employees/{somebody.id}", headers=admin).headers["ETag"]
    answer = world.client.delete(f"{API}/employees/{somebody.id}", headers=admin | {"If-Match": etag})
    assert answer.status_code == 204
    return erasure_list.id_hash(somebody.id)


def test_a_node_copies_it_and_it_says_a_hash_and_a_day(
    world: World, config: Config, erased: bytes, tmp_path: Path
) -> None:
    assert world.engine
    housekeeping.run(replace(config, state_dir=tmp_path / "node"), Once())
    copy = tmp_path / "node" / erasure_list.FILE
    assert copy.read_text() == f"{now().astimezone(UTC):%Y-%m-%d} {erased.hex()}\n"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_what_only_the_copy_knows_stays_until_it_is_old_there_too(world: World, erased: bytes, tmp_path: Path) -> None:
    copy, other, old = tmp_path / erasure_list.FILE, b"\1" * 32, b"\2" * 32
    today = now().astimezone(UTC).date()
    copy.write_text(f"{today} {other.hex()}\n{today - timedelta(days=401)} {old.hex()}\n")
    erasure_list.keep_copy(world.engine, tmp_path, 400, now())
    assert erasure_list.read(copy) == {erased: today, other: today}
    erasure_list.keep_copy(world.engine, tmp_path, 400, now() + timedelta(days=402))
    assert erasure_list.read(copy) == {}
    with world.session() as session:
        assert erasure_list.in_database(session) == {}


def test_a_damaged_copy_is_made_anew(world: World, erased: bytes, tmp_path: Path) -> None:
    (tmp_path / erasure_list.FILE).write_bytes(b"\xff\x00")
    erasure_list.keep_copy(world.engine, tmp_path, 0, now())
    assert set(erasure_list.read(tmp_path / erasure_list.FILE)) == {erased}
