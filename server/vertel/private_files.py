"""Files that only their owner reads: the database, copies of it, and what waits to go into it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

MODE = 0o600


def create(path: Path) -> None:
    """Create an empty file that only its owner reads and writes, unless there is one.

    SQLite gives the files beside a database (``-wal``, ``-shm``) the mode of the database.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE))
