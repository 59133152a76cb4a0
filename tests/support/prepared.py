"""What takes long to make and is the same for every test: made once in a run, by the first process that needs it."""

from __future__ import annotations

import atexit
import fcntl
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

FOLDER = "TESTS_PREPARED_FOLDER"
"""What tells the processes of a run where it is. Unlike a setting, it may stand in the environment of a command."""


@cache
def folder() -> Path:
    """The folder of this run; the process that first asks makes it, and removes it at its end."""
    given = os.environ.get(FOLDER)
    if given is not None:
        return Path(given)
    made = TemporaryDirectory(prefix="vertel-prepared-")
    atexit.register(made.cleanup)
    os.environ[FOLDER] = made.name
    return Path(made.name)


def prepared(name: str, make: Callable[[Path], object]) -> Path:
    """Return the file of that name; whoever asks while it is made waits for it.

    :param make: writes the file that it is given.
    """
    found = folder() / name
    with (folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            part = folder() / f"{name}.part"
            part.unlink(missing_ok=True)
            make(part)
            part.rename(found)
    return found
