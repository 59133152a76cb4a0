"""Reading what the node's processes put down: the recorder's side of the spool.

A file is read from where the database has it. The rows and how far they were read are stored in one transaction, so
that a click is taken in once, whenever the recorder ends. A file goes when all of it is in the database and the process
that wrote it has let go of it.
"""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from uuid import UUID

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from vertel.clock import now
from vertel.db import people_version
from vertel.db.engine import make_session
from vertel.db.models import SpoolSegment
from vertel.domain.analytics import clicks
from vertel.domain.audience import eligible
from vertel.domain.counting import parts as audience_parts
from vertel.redirect.spool import SUFFIX, sync_folder

BATCH_BYTES = 40_000 * clicks.RECORD_BYTES
"""What is taken in at once. The more clicks in a transaction, the less each costs."""

log = structlog.get_logger()


class Segment:
    """One file of clicks, open for as long as it is there.

    :ivar offset: bytes of it that are in the database; ``None`` until the database was asked.
    """

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        self.offset: int | None = None
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        self._synced = 0

    def sync(self) -> None:
        """Have what was written so far survive a power loss."""
        size = self.size()
        if size != self._synced:
            os.fdatasync(self._file)
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
        """Return whole lines that are not in the database yet."""
        data = os.pread(self._file, most, self.offset or 0)
        return data[: data.rfind(b"\n") + 1]

    def size(self) -> int:
        """Return how many bytes the file has."""
        return os.fstat(self._file).st_size

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


class SpoolReader:
    """All files of clicks in a node's folder. One process at a time may ingest them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._people: UUID | None = None
        self._open: dict[str, Segment] = {}

    def sync(self) -> None:
        """Have all clicks that were put down so far survive a power loss."""
        self._look()
        for segment in self._open.values():
            segment.sync()

    def drain(self, engine: Engine) -> int:
        """Ingest a batch; return how many clicks it had, 0 when none is left."""
        self._close_parts(engine)
        self._look()
        # Before reading: all that was written until the lock was released is then read.
        finished = [segment for segment in self._open.values() if segment.left_behind()]
        waiting = [segment for segment in self._open.values() if segment.offset is None or segment.read(200)]
        taken = self._ingest(engine, waiting) if waiting else 0
        for segment in finished:
            if not segment.read(200):
                self._remove(segment)
        return taken

    def close(self) -> None:
        """Close all files."""
        for segment in self._open.values():
            segment.close()
        self._open.clear()

    def _close_parts(self, engine: Engine) -> None:
        """Close parts that lost people since the last batch; in a small organisation the request did so already."""
        with make_session(engine, writes=False) as session:
            token = people_version.token(session)
            if token == self._people:
                return
            small = audience_parts.has_small(session)
        if small:
            with make_session(engine, writes=True) as session:
                audience_parts.close_small(session)
                session.commit()
        self._people = token

    def _ingest(self, engine: Engine, waiting: list[Segment]) -> int:
        with make_session(engine, writes=False) as session:
            eligible.current(session)  # counted before the write lock is taken
        with make_session(engine, writes=True) as session:
            rows = {segment: _offset_row(session, segment) for segment in waiting}
            parts = {segment: segment.read(BATCH_BYTES // len(waiting)) for segment in waiting}
            records = _records(b"".join(parts.values()))
            clicks.ingest(session, records)
            for segment, row in rows.items():
                row.offset += len(parts[segment])
                row.changed_at = now()
            session.commit()
        for segment, row in rows.items():
            segment.offset = row.offset
        return len(records) // clicks.RECORD_BYTES

    def _look(self) -> None:
        """Open the files that are new."""
        names = {path.stem: path for path in self._folder.glob(f"*{SUFFIX}")}
        for name in self._open.keys() - names.keys():
            self._open.pop(name).close()
        new = names.keys() - self._open.keys()
        for name in sorted(new):
            self._open[name] = Segment(names[name])
        if new:
            sync_folder(self._folder)

    def _remove(self, segment: Segment) -> None:
        left = segment.size() - (segment.offset or 0)
        if left > 0:
            log.warning("click_torn", bytes=left)
        segment.path.unlink(missing_ok=True)
        self._open.pop(segment.name).close()


def _offset_row(session: Session, segment: Segment) -> SpoolSegment:
    """Return the row of a file, locked until the transaction ends."""
    row = session.get(SpoolSegment, segment.name, with_for_update=True)
    if row is None:
        row = SpoolSegment(name=segment.name, offset=0, changed_at=now())
        session.add(row)
    segment.offset = row.offset
    return row


def _records(data: bytes) -> bytes:
    """Return the records without torn lines, such as a full disk leaves."""
    if clicks.RECORDS.fullmatch(data):
        return data
    lines = data.splitlines(keepends=True)
    good = [line for line in lines if len(line) == clicks.RECORD_BYTES and clicks.RECORDS.fullmatch(line)]
    log.warning("clicks_torn", lines=len(lines) - len(good))
    return b"".join(good)
