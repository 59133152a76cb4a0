"""Fixtures of the tests of events and of nodes: what time it is, who listens, what sends and what records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from support.receiver import Receiver, receiver
from support.telling import Clock, Now, listen
from support.world import World
from vertel import clock
from vertel.config import Config
from vertel.domain.people import organisations
from vertel.domain.webhooks import events, publishing, webhooks
from vertel.worker.counting import recorder_on
from vertel.worker.deliverer import Deliverer
from vertel.worker.recorder import Recorder


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Now:
    found = Now(clock.now())
    for module in (events, organisations, publishing, webhooks):
        monkeypatch.setattr(module, "now", found)
    return found


@pytest.fixture
def listening(world: World) -> UUID:
    """A webhook that wants to hear of everything."""
    return listen(world)


@pytest.fixture
def time() -> Clock:
    return Clock()


@pytest.fixture
def local(config: Config) -> Config:
    """Settings of a server on this machine, which may send to this machine."""
    return replace(config, public_url="http://127.0.0.1:8000")


@pytest.fixture
def deliverer(world: World, local: Config, time: Clock) -> Deliverer:
    return Deliverer(local, world.engine, time)


@pytest.fixture
def place() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def node(config: Config, tmp_path: Path) -> Config:
    """Settings of a node of its own."""
    return replace(config, state_dir=tmp_path / "node")


@pytest.fixture
def recorder(world: World, node: Config) -> Recorder:
    """The recorder of that node."""
    return recorder_on(node, world.engine)
