"""Reading what the node's processes put down: the recorder's side of the spool.

A file is read from where the database has it. The rows and how far they were read are stored in one transaction, so
that a click is taken in once, whenever the recorder ends. A file goes when all of it is in the database and the process
that wrote it has let go of it. What cannot be read is set aside, and holds up nothing else.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

import structlog

from vertel.clock import now
from vertel.db.dbapi import DatabaseError, Execute
from vertel.domain.analytics.click_records import RECORD_BYTES
from vertel.errors import printable
from vertel.private_files import sync_folder
from vertel.redirect.spool import SUFFIX, sync_data
from vertel.worker import set_aside
from vertel.worker.click_lines import split

BATCH_BYTES = 40_000 * RECORD_BYTES
"""What is taken in at once. The more clicks in a transaction, the less each costs."""

MOST_OPEN = 200
"""Files that are open at once; the others wait until some of these are gone."""

_NAME = re.compile(r"[\w.-]{1,64}", re.ASCII)
_UNREADABLE = {errno.EACCES, errno.EIO, errno.EISDIR, errno.ELOOP, errno.ENXIO, errno.EPERM}
"""What opening or reading a file says that will not be better next time."""

_OFFSET = "SELECT drained FROM spool_segments WHERE name = ?"
_SET_OFFSET = """
INSERT INTO spool_segments (name, drained, changed_at) VALUES (?, ?, ?)
ON CONFLICT (name) DO UPDATE SET drained = excluded.drained, changed_at = excluded.changed_at
"""
log = structlog.get_logger()


class Transaction(NamedTuple):
    """A transaction in which clicks are stored.

    :ivar execute: for statements of its own.
    :ivar store: takes records.
    """

    execute: Execute
    store: Callable[[bytes], object]
    is_postgresql: bool


Begin = Callable[[], AbstractContextManager[Transaction]]


class Segment:
    """One file of clicks, open for as long as it is there.

    :ivar offset: bytes of it that are in the database; ``None`` until the database was asked.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        self.offset: int | None = None
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        self._synced = 0

    def sync(self) -> None:
        """Have what was written so far survive a power loss."""
        size = self.size()
        if size != self._synced:
            sync_data(self._file)
            self._synced = size

    def left_behind(self) -> bool:
        """Return whether the process that wrote the file released its lock, so that nothing will be added."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        fcntl.flock(self._file, fcntl.LOCK_UN)
        return True

    def read(self, most: int) -> bytes:
        """Return whole lines that are not in the database yet; ``most`` bytes of a line that is longer than that."""
        data = os.pread(self._file, most, self.offset or 0)
        end = data.rfind(b"\n") + 1
        return data if not end and len(data) == most else data[:end]

    def rest(self) -> bytes:
        """Return what is not in the database, up to the length of a record."""
        return os.pread(self._file, RECORD_BYTES, self.offset or 0)

    def size(self) -> int:
        """Return how many bytes the file has."""
        return os.fstat(self._file).st_size

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class SpoolReader:
    """All files of clicks in a node's folder. One process at a time may ingest them.

    :ivar failed: whether the last :meth:`drain` left something that should have been taken in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[str, Segment] = {}
        self._told: set[str] = set()
        self.failed = False

    def sync(self) -> None:
        """Have all clicks that were put down so far survive a power loss.

        :raises OSError: for one of the files; the others are synced all the same.
        """
        self._look(newest_first=True)
        failure = None
        for segment in [*self._open.values()]:
            try:
                segment.sync()
            except OSError as error:
                failure = error
            if not segment.path.exists():
                self._open.pop(segment.name).close()
        if failure is not None:
            raise failure

    def drain(self, begin: Begin) -> int:
        """Ingest a batch; return how many clicks it had, 0 when none is left.

        :param begin: returns a transaction, which is committed when its block ends well.
        :raises DatabaseError: the database is away.
        """
        for path in self._look():
            self._move_aside(path)
        # Before reading: all that was written until the lock was released is then read.
        finished = [segment for segment in self._open.values() if segment.left_behind()]
        waiting = [segment for segment in self._open.values() if segment.offset != segment.size()]
        self.failed = False
        taken = self._ingest(begin, waiting) if waiting else 0
        for segment in finished:
            self._remove_when_empty(segment)
        return taken

    def close(self) -> None:
        """Close all files."""
        for segment in self._open.values():
            segment.close()
        self._open.clear()

    def _ingest(self, begin: Begin, waiting: list[Segment]) -> int:
        """Ingest from all files at once, or from each by itself when one of them holds up the others."""
        try:
            return self._ingest_together(begin, waiting)
        except DatabaseError:
            raise
        except Exception as error:  # noqa: BLE001  whatever is in one file must not hold up the others
            if len(waiting) > 1:
                return sum(self._ingest(begin, [segment]) for segment in waiting)
            self._tell(waiting[0], error)
            return 0

    def _ingest_together(self, begin: Begin, waiting: list[Segment]) -> int:
        most = max(BATCH_BYTES // len(waiting), 2 * RECORD_BYTES)
        with begin() as transaction:
            for segment in waiting:
                _find_offset(transaction, segment)
            parts = {segment: segment.read(most) for segment in waiting}
            records = b"".join([self._records(segment, part) for segment, part in parts.items()])
            transaction.store(records)
            offsets = {segment: (segment.offset or 0) + len(part) for segment, part in parts.items()}
            moment = f"{now().astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}{'+00' if transaction.is_postgresql else ''}"
            for segment, offset in offsets.items():
                transaction.execute(_SET_OFFSET, [segment.name, offset, moment])
        for segment, offset in offsets.items():
            segment.offset = offset
            self._told.discard(segment.name)
        return len(records) // RECORD_BYTES

    def _records(self, segment: Segment, part: bytes) -> bytes:
        """Return the records of a part of a file; set aside the lines that are none."""
        records, others = split(part)
        if others:
            set_aside.keep_lines(self._folder, segment.name, segment.offset or 0, others)
            log.warning("clicks_set_aside", file=segment.name, bytes=len(others))
        return records

    def _tell(self, segment: Segment, error: Exception) -> None:
        """Log once why a file is not taken in; set it aside when it cannot be read and nobody writes to it."""
        if isinstance(error, OSError) and error.errno in _UNREADABLE and segment.left_behind():
            self._open.pop(segment.name).close()
            self._move_aside(segment.path)
            return
        self.failed = True
        if segment.name not in self._told:
            self._told.add(segment.name)
            log.error("clicks_not_taken_in", file=segment.name, error=type(error).__name__)

    def _look(self, *, newest_first: bool = False) -> list[Path]:
        """Open the files that are new; return what has the name of one and cannot be read.

        One that somebody removed stays open until all of it is read and its process has noticed.
        """
        names = {path.stem: path for path in self._folder.glob(f"*{SUFFIX}")}
        others, opened = [], False
        for name in sorted(names.keys() - self._open.keys(), reverse=newest_first):
            if not _is_readable_name(names[name]):
                others.append(names[name])
            elif len(self._open) < MOST_OPEN:
                try:
                    self._open[name] = Segment(names[name])
                    opened = True
                except FileNotFoundError:
                    pass  # gone since it was listed
                except OSError as error:
                    if error.errno not in _UNREADABLE:
                        raise
                    others.append(names[name])
        if opened:
            sync_folder(self._folder)
        return others

    def _move_aside(self, path: Path) -> None:
        try:
            set_aside.move(path)
        except OSError as error:
            self.failed = True
            log.error("clicks_not_set_aside", error=type(error).__name__, code=error.errno)  # noqa: TRY400  no traceback
        else:
            log.warning("clicks_set_aside", file=printable(path.name))

    def _remove_when_empty(self, segment: Segment) -> None:
        """Remove a file of which all is in the database, but for a torn record at its end."""
        rest = segment.rest()
        if segment.offset is None or b"\n" in rest or len(rest) == RECORD_BYTES:
            return
        if rest:
            log.warning("click_torn", bytes=len(rest))
        segment.path.unlink(missing_ok=True)
        self._open.pop(segment.name).close()


def _find_offset(transaction: Transaction, segment: Segment) -> None:
    """Set a file's offset. On PostgreSQL it is locked until the transaction ends; SQLite's has locked all there is."""
    rows = transaction.execute(_OFFSET + (" FOR UPDATE" if transaction.is_postgresql else ""), [segment.name])
    segment.offset = rows[0][0] if rows else 0
    if segment.size() < segment.offset:
        # It was cut short. What follows is read from the start; clicks that are stored already change nothing.
        log.warning("clicks_cut_short", file=segment.name)
        segment.offset = 0


def _is_readable_name(path: Path) -> bool:
    """Return whether a path is a file with a name that the database can keep."""
    try:
        return bool(_NAME.fullmatch(path.stem)) and stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
