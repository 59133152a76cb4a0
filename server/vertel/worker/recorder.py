"""The recorder: one process on each node that keeps the copy of the links and takes the clicks into the database.

``vertel serve`` starts it beside the web server. It may end at any moment and loses nothing; while it is away, and
while the database is, redirects go on and clicks wait on the disk.
"""

from __future__ import annotations

import fcntl
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
from prometheus_client import Counter
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from vertel.config import Config
from vertel.db.engine import make_engine
from vertel.redirect.link_replica import FILE, LinkReplicaWriter
from vertel.redirect.spool import used
from vertel.worker import housekeeping
from vertel.worker.ingest import SpoolReader
from vertel.worker.replicator import Replicator

SYNC_SECONDS = 0.1
"""A power loss costs the clicks of this time at most, unless the settings have each one on the disk at once."""

STEP_SECONDS = 0.5
"""How often links are followed and clicks taken in. Rarely enough that many share one transaction."""

MANY = 20_000
"""After so many clicks in one step the next one follows at once."""

LAST_SECONDS = 10.0
"""How long the recorder goes on when it is asked to end while clicks are waiting."""

LOCK = "recorder.lock"
TAKEN_IN = Counter("vertel_clicks_taken_in", "Clicks that the recorder took into the database")
FAILED = Counter("vertel_recorder_failures", "Steps of the recorder that the database did not allow")
log = structlog.get_logger()


class Recorder:
    """Does the recorder's work, step by step."""

    def __init__(self, config: Config, engine: Engine) -> None:
        self._config, self._engine = config, engine
        # The driver's own too: COPY goes past SQLAlchemy.
        self._database_errors = (SQLAlchemyError, engine.dialect.loaded_dbapi.Error)
        self._replica = LinkReplicaWriter(config.state_dir)
        self._replicator = Replicator(engine, self._replica)
        self._spool = SpoolReader(config.state_dir)
        self._warned = 0
        self._away = False

    def sync(self) -> None:
        """Have all clicks survive a power loss."""
        self._spool.sync()

    def step(self) -> int:
        """Follow the links and take in a batch of clicks; return how many. While the database is away, none."""
        self._warn()
        try:
            self._replicator.step()
            taken = self._spool.drain(self._engine)
        except self._database_errors as error:
            FAILED.inc()
            if not self._away:
                log.warning("database_away", error=type(error).__name__)
            self._away = True
            return 0
        if self._away:
            log.warning("database_back")
        self._away = False
        TAKEN_IN.inc(taken)
        return taken

    def catch_up(self) -> None:
        """Take steps until no click waits."""
        while self.step():
            pass

    def close(self) -> None:
        """Close all files."""
        self._spool.close()
        self._replica.close()

    def _warn(self) -> None:
        """Say so each time that another tenth of the space for clicks is full, from half on."""
        tenths = used(self._config.state_dir) * 10 // self._config.spool_limit
        if tenths > self._warned and tenths >= 5:
            log.warning("spool_filling", percent=tenths * 10)
        self._warned = tenths


def begin(config: Config) -> None:
    """Make the copy of the links where there is none, so that a new node knows them before its first visitor comes.

    Without a database it begins with none; the recorder gets them as soon as it can.
    """
    if (config.state_dir / FILE).exists():
        return
    engine = make_engine(config.database_url)
    replica = LinkReplicaWriter(config.state_dir)
    try:
        Replicator(engine, replica).step()
    except SQLAlchemyError as error:
        log.warning("database_away", error=type(error).__name__)
    finally:
        replica.close()
        engine.dispose()


def run(config: Config, stopped: threading.Event) -> None:
    """Record until stopped; then take in what is left, if that does not take long."""
    with _only_one(config.state_dir, stopped):
        if stopped.is_set():
            return
        syncing = threading.Thread(target=_keep_syncing, args=[config.state_dir, stopped], daemon=True)
        syncing.start()
        engine = make_engine(config.database_url)
        recorder = Recorder(config, engine)
        while not stopped.is_set():
            if recorder.step() < MANY:
                stopped.wait(STEP_SECONDS)
        end = time.monotonic() + LAST_SECONDS
        while recorder.step() and time.monotonic() < end:
            pass
        recorder.close()
        engine.dispose()
        syncing.join()


def _keep_syncing(folder: Path, stopped: threading.Event) -> None:
    """Sync beside the recorder's other work: that may have to wait for the database, this may not."""
    segments = SpoolReader(folder)
    while not stopped.wait(SYNC_SECONDS):
        try:
            segments.sync()
        except OSError as error:
            log.warning("clicks_not_synced", error=type(error).__name__, code=error.errno)
    segments.close()


@contextmanager
def _only_one(folder: Path, stopped: threading.Event) -> Iterator[None]:
    """Wait until no other recorder is at work on this node, such as one that is just ending."""
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not stopped.is_set() and not _locked(file):
            stopped.wait(SYNC_SECONDS)
        yield
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def at_work(folder: Path) -> bool:
    """Return whether a recorder is at work on this node."""
    try:
        file = os.open(folder / LOCK, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return not _locked(file)
    finally:
        os.close(file)


def main(config: Config, beside: Sequence[Callable[[Config, threading.Event], None]] = ()) -> None:
    """Record and tidy up until SIGTERM, or until the process that started this one is gone.

    :param beside: other work of the node, each in a thread of its own, that ends when told to.
    """
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stopped.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to the whole group; the parent ends us
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent and not stopped.wait(1):
            pass
        stopped.set()

    threading.Thread(target=watch, daemon=True).start()
    works = [housekeeping.run, *beside]
    others = [threading.Thread(target=work, args=[config, stopped], daemon=True) for work in works]
    for other in others:
        other.start()
    run(config, stopped)
    for other in others:
        other.join(LAST_SECONDS)
