"""The recorder: one process on each node that keeps the copy of the links and takes the clicks into the database.

A node that serves the API counts the clicks that it takes in (``counting.py``), and those that nodes of the link domain
have staged (``staging.py``).

``vertel serve`` starts it beside the web server. It may end at any moment and loses nothing; while it is away, and
while the database is, redirects go on and clicks wait on the disk. Each of its steps stands alone: one that fails, for
whatever reason, is logged and tried again, and the others go on.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import structlog
from prometheus_client import Counter

from vertel.config import Config
from vertel.db.dbapi import Database, DatabaseError, DirectDatabase
from vertel.redirect.link_replica import identity, seconds_since
from vertel.redirect.spool import used
from vertel.worker.ingest import SpoolReader, Transaction
from vertel.worker.replicator import Replicator

SYNC_SECONDS = 0.1
"""A power loss costs the clicks of this time at most, unless the settings have each one on the disk at once."""

STEP_SECONDS = 0.5
"""How often links are followed and clicks taken in. Rarely enough that many share one transaction."""

MANY = 20_000
"""After so many clicks in one step the next one follows at once."""

LAST_SECONDS = 10.0
"""How long the recorder goes on when it is asked to end while clicks are waiting."""

LOCK_AGAIN_SECONDS = 1.0
"""How long to wait after the lock's file could not be made."""

LOCK = "recorder.lock"
"""Its time is that of the last step that took in all clicks it found: setting it takes no room on the disk."""

T = TypeVar("T")
Work = Callable[[Config, threading.Event], None]
TAKEN_IN = Counter("vertel_clicks_taken_in", "Clicks that the recorder took into the database")
FAILED = Counter("vertel_recorder_failures", "Steps of the recorder that did not succeed")
log = structlog.get_logger()


class ClickStore(Protocol):
    """What becomes of the clicks that a node's processes put down."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that stores some; it raises :class:`DatabaseError`."""

    def steps(self) -> Mapping[str, Callable[[], object]]:
        """Return what else is to be done in each step, by its name."""


class Recorder:
    """Does the recorder's work, step by step."""

    def __init__(self, config: Config, database: Database, store: ClickStore) -> None:
        self._config, self._store = config, store
        self._replicator = Replicator(database, config.state_dir)
        self._spool = SpoolReader(config.state_dir)
        self._warned = 0
        self._failing: dict[str, str] = {}

    @property
    def works(self) -> bool:
        """Whether all clicks that the last step found could be taken in."""
        return not self._spool.failed and self._failing.keys().isdisjoint({"clicks", *self._store.steps()})

    def sync(self) -> None:
        """Have all clicks survive a power loss."""
        self._spool.sync()

    def step(self) -> int:
        """Take in a batch of clicks, then follow the links; return how many clicks. While the database is away, none.

        In this order, since clicks that are taken in make room on the disk, which the links may need.
        """
        self._try("spool", self._warn)
        taken = self._try("clicks", lambda: self._spool.drain(self._store.begin)) or 0
        TAKEN_IN.inc(taken)
        for name, work in self._store.steps().items():
            self._try(name, work)
        self._try("links", self._replicator.step)
        return taken

    def catch_up(self) -> None:
        """Take steps until no click waits."""
        while self.step():
            pass

    def close(self) -> None:
        """Close all files."""
        self._spool.close()
        self._replicator.close()

    def _try(self, step: str, work: Callable[[], T]) -> T | None:
        """Do one step's work; when it fails, log that once, and again when it is over."""
        try:
            result = work()
        except Exception as error:  # noqa: BLE001  no fault of one step may end the others, or this process
            FAILED.inc()
            self._note_failure(step, error)
            return None
        if self._failing.pop(step, None) is not None and not self._failing:
            log.warning("recorder_works")
        return result

    def _note_failure(self, step: str, error: Exception) -> None:
        kind = error.kind if isinstance(error, DatabaseError) else type(error).__name__
        if self._failing.get(step) == kind:
            return
        self._failing[step] = kind
        if isinstance(error, DatabaseError):
            log.warning("database_away", step=step, error=kind)
        elif isinstance(error, (OSError, sqlite3.Error)):
            log.error("disk_refuses", step=step, error=kind, code=getattr(error, "errno", None))
        else:
            log.error("recorder_step_failed", step=step, exc_info=error)

    def _warn(self) -> None:
        """Say so each time that another tenth of the space for clicks is full, from half on."""
        tenths = used(self._config.state_dir) * 10 // self._config.spool_limit
        if tenths > self._warned and tenths >= 5:
            log.warning("spool_filling", percent=tenths * 10)
        self._warned = tenths


Recording = Callable[[Config], AbstractContextManager[Recorder]]


def begin(config: Config) -> None:
    """Make the copy of the links where there is none, so that a new node knows them before its first visitor comes.

    One that the version before left is brought to this version's form. Without a database, or room on the disk, the
    node begins with what is there; the recorder does the rest as soon as it can.
    """
    database = DirectDatabase(config.database_url)
    replicator = Replicator(database, config.state_dir)
    try:
        replicator.begin()
    except DatabaseError as error:
        log.warning("database_away", step="links", error=error.kind)
    except (OSError, sqlite3.Error) as error:
        log.error("disk_refuses", step="links", error=type(error).__name__)  # noqa: TRY400  no traceback
    finally:
        replicator.close()
        database.close()


def run(config: Config, stopped: threading.Event, recording: Recording) -> None:
    """Record until stopped; then take in what is left, if that does not take long."""
    syncing = threading.Thread(target=_keep_syncing, args=[config.state_dir, stopped], daemon=True)
    syncing.start()
    while not stopped.is_set():
        try:
            with _only_one(config.state_dir, stopped) as lock, recording(config) as recorder:
                _record(recorder, config.state_dir, lock, stopped)
        except OSError as error:
            log.error("disk_refuses", step="lock", error=type(error).__name__, code=error.errno)  # noqa: TRY400
            stopped.wait(LOCK_AGAIN_SECONDS)
    syncing.join()


def _record(recorder: Recorder, folder: Path, lock: int, stopped: threading.Event) -> None:
    """Record until stopped, or until the lock's file is gone."""
    while not stopped.is_set() and _is_in_place(lock, folder):
        taken = recorder.step()
        if recorder.works:
            os.utime(lock)
        if taken < MANY:
            stopped.wait(STEP_SECONDS)
    end = time.monotonic() + LAST_SECONDS
    while stopped.is_set() and recorder.step() and time.monotonic() < end:
        pass


def _keep_syncing(folder: Path, stopped: threading.Event) -> None:
    """Sync beside the recorder's other work: that may have to wait for the database, this may not."""
    segments = SpoolReader(folder)
    while not stopped.wait(SYNC_SECONDS):
        try:
            segments.sync()
        except Exception as error:  # noqa: BLE001  this thread lives as long as the process
            log.warning("clicks_not_synced", error=type(error).__name__, code=getattr(error, "errno", None))
    segments.close()


@contextmanager
def _only_one(folder: Path, stopped: threading.Event) -> Iterator[int]:
    """Wait until no other recorder is at work on this node, such as one that is just ending; yield the lock's file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        while not stopped.is_set() and not _locked(file):
            stopped.wait(SYNC_SECONDS)
        yield file
    finally:
        os.close(file)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_in_place(lock: int, folder: Path) -> bool:
    """Return whether the lock still is the file of its name: otherwise another recorder could begin."""
    found = os.fstat(lock)
    return identity(folder / LOCK) == (found.st_dev, found.st_ino)


def seconds_since_it_worked(folder: Path) -> float | None:
    """Return the seconds since all clicks of this node could be taken in; None when no recorder was ever at work."""
    return seconds_since(folder / LOCK)


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


def main(config: Config, recording: Recording, beside: Sequence[Work] = ()) -> None:
    """Record until SIGTERM, or until the process that started this one is gone.

    :param recording: opens the recorder, and closes what it works with.
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
    others = [threading.Thread(target=work, args=[config, stopped], daemon=True) for work in beside]
    for other in others:
        other.start()
    run(config, stopped, recording)
    for other in others:
        other.join(LAST_SECONDS)
