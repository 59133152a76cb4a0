"""Where a process puts its clicks down before it answers: files on this node's own disk, one for each process.

One write per click, to the end of a file that nobody else writes to. The process holds a lock on its file for as long
as it lives, so that the recorder can tell a file that will grow from one that is left behind. Appending never raises: a
visitor is redirected in any case, and a click that could not be put down is counted as unrecorded.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import structlog

from vertel.domain.analytics.click_records import RECORD_BYTES, quarter
from vertel.ids import coarse_prefix, new_id
from vertel.private_files import sync_folder

log = structlog.get_logger()

SUFFIX = ".clicks"
SEGMENT_BYTES = 16 * 1024 * 1024
"""A file of this size is left to the recorder, and the next one begun."""

RETRY_SECONDS = 1.0
"""How long to wait after a failure before a new file is tried; until then every click is unrecorded."""


class Spool:
    """Appends this process's clicks. Not shared with a child: that makes one of its own, see ``forget``.

    :param folder: of all processes of this node; made when missing.
    :param limit: bytes of clicks that may wait in it.
    :param sync_each: whether a click is on the disk before ``append`` returns.
    """

    def __init__(self, folder: Path, limit: int, *, sync_each: bool) -> None:
        self._folder, self._limit, self._sync_each = folder, limit, sync_each
        self._file: int | None = None
        self._size = self._unsynced = 0
        self._retry_at = 0.0
        self._full = False
        self._head, self._number = b"", 0
        self.tick()

    def append(self, link: bytes, *, sync_later: bool = False) -> bool:
        """Put down a click on a link; return whether that was done.

        :param link: the link's id, 32 hexadecimal digits.
        :param sync_later: the caller calls ``sync`` before the visitor is answered.
        """
        file = self._file
        if file is None:
            file = self._begin()
            if file is None:
                return False
        self._number += 1
        try:
            if os.write(file, b"%b%012x\t%b\n" % (self._head, self._number & 0xFFFFFFFFFFFF, link)) == RECORD_BYTES:
                if sync_later:
                    self._unsynced += 1
                elif self._sync_each:
                    sync_data(file)
                self._size += RECORD_BYTES
                return True
        except OSError as error:
            log.warning("click_not_put_down", error=type(error).__name__, code=error.errno)
        # Part of a record may stand at the end: the recorder leaves that out, and nothing may follow it.
        self._end(retry_after=RETRY_SECONDS)
        return False

    def sync(self) -> int:
        """Have all clicks put down so far survive a power loss; return of how many that cannot be said."""
        unsynced, self._unsynced = self._unsynced, 0
        if not unsynced or self._file is None:
            return 0
        try:
            sync_data(self._file)
        except OSError as error:
            log.warning("click_not_put_down", error=type(error).__name__, code=error.errno)
            self._end(retry_after=RETRY_SECONDS)
            return unsynced
        return 0

    def tick(self) -> None:
        """Do what need not be done for every click: look at the clock and at the space that is left."""
        moment = quarter(datetime.now(UTC))
        stamp = f"{moment:%Y-%m-%d %H:%M:%S.%f}\t".encode()
        if not self._head.startswith(stamp):
            # Random anew for each process and each quarter of an hour; the last 12 digits of an id count its clicks.
            self._head = stamp + coarse_prefix(moment).encode()
            self._number = secrets.randbits(40)
        full = used(self._folder) >= self._limit
        if full and not self._full:
            log.error("spool_full", limit=self._limit)
        self._full = full
        if self._file is not None and not self._unsynced and (full or self._size >= SEGMENT_BYTES or self._moved()):
            self._end()

    def forget(self) -> None:
        """Leave the file to the parent process, in a child that was forked just now."""
        self._file, self._unsynced = None, 0
        self._head = b""
        self.tick()

    def close(self) -> None:
        """Leave what was put down to the recorder."""
        if self._file is not None:
            self._end()

    def _begin(self) -> int | None:
        """Open a new file and lock it; ``None`` when there is no room or no folder."""
        if self._full or time.monotonic() < self._retry_at:
            return None
        name = self._folder / f"{new_id().hex}{SUFFIX}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            file = os.open(name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if self._sync_each:
                sync_folder(self._folder)
        except OSError as error:
            log.warning("spool_not_begun", error=type(error).__name__, code=error.errno)
            self._retry_at = time.monotonic() + RETRY_SECONDS
            return None
        self._file, self._size = file, 0
        return file

    def _end(self, *, retry_after: float = 0.0) -> None:
        file, self._file = self._file, None
        self._retry_at = time.monotonic() + retry_after
        if file is not None:
            with suppress(OSError):
                os.close(file)

    def _moved(self) -> bool:
        """Return whether the file is no longer in its folder: somebody took the folder away."""
        try:
            return self._file is not None and os.fstat(self._file).st_nlink == 0
        except OSError:
            return True


def used(folder: Path) -> int:
    """Return how many bytes wait in a folder."""
    size = 0
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(SUFFIX):
                with suppress(OSError):
                    size += entry.stat().st_size
    return size


def sync_data(file: int) -> None:
    """Have what was written to a file survive a power loss."""
    if hasattr(os, "fdatasync"):
        os.fdatasync(file)
    else:  # macOS
        os.fsync(file)
