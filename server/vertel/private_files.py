"""Files that only their owner reads: the database, copies of it, and what waits to go into it."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

MODE = 0o600


def create(path: Path) -> None:
    """Create an empty file that only its owner reads and writes, unless there is one.

    SQLite gives the files beside a database (``-wal``, ``-shm``) the mode of the database.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE))


@contextmanager
def replacing(path: Path, beside: Path) -> Iterator[BinaryIO]:
    """Yield a new file that takes the place of ``path`` when the block ends well, on the disk by then.

    :param beside: where it is written, in the same folder; removed when the block fails. What a process left there that
        was killed is overwritten.
    :raises BlockingIOError: another process is writing there.
    """
    with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, MODE), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _is_named(file.fileno(), beside):
            raise BlockingIOError(errno.EAGAIN, "another process was writing there", str(beside))
        try:
            file.truncate()
            os.fchmod(file.fileno(), MODE)
            yield file
            file.flush()
            os.fsync(file.fileno())
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def _is_named(file: int, path: Path) -> bool:
    """Return whether an open file still has that name: whoever had the lock may have given it its place."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False


def sync_folder(folder: Path) -> None:
    """Have the names in a folder survive a power loss."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
