"""The files in which the processes of a server count together, and what becomes of them when a process was killed.

Each process has files of its own in a folder of the server's. The library adds them all up when somebody asks, those of
processes that are gone too, since their counts still happened.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108
PREFIX = "vertel-metrics-"
LOCK, ABSORBING = "in-use", "absorbing"
DEAD = "counter_dead.db"
"""What the processes counted that are gone."""


@contextmanager
def folder_of_server() -> Iterator[Path]:
    """Make the folder of a server that starts, and delete it at the end; delete those of servers that were killed.

    In memory where that is possible: counting must go on when the disk is full. As long as a process of a server lives,
    which inherits the lock, its folder is locked.
    """
    parent = MEMORY if MEMORY.is_dir() else Path(tempfile.gettempdir())
    for left in parent.glob(f"{PREFIX}*"):
        _delete_unless_in_use(left)
    # Under another name until it is locked, so that nobody takes it for one that was left behind.
    new = Path(tempfile.mkdtemp(prefix="vertel-new-", dir=parent))
    file = os.open(new / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    os.set_inheritable(file, True)
    folder = new.rename(parent / new.name.replace("vertel-new-", PREFIX))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(file)


@contextmanager
def without_dead(folder: Path) -> Iterator[None]:
    """Have the block read the files when what processes counted that are gone is in one file, and theirs are deleted.

    Gauges of theirs say nothing any more. One process at a time is at it.
    """
    file = os.open(folder / ABSORBING, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        _absorb(folder, [path for path in folder.glob("*_*.db") if _is_of_dead_process(path)])
        yield
    finally:
        os.close(file)


def _absorb(folder: Path, gone: list[Path]) -> None:
    # Not at the top: the library looks for the folder when it is imported, and that is before there is one.
    from prometheus_client.mmap_dict import MmapedDict  # noqa: PLC0415

    for path in gone:
        if path.name.startswith("counter_"):
            total = MmapedDict(str(folder / DEAD))  # type: ignore[no-untyped-call]
            for key, value, _, _ in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
                before, _ = total.read_value(key)  # type: ignore[no-untyped-call]
                total.write_value(key, before + value, 0.0)  # type: ignore[no-untyped-call]
            total.close()  # type: ignore[no-untyped-call]
        path.unlink()


def _is_of_dead_process(path: Path) -> bool:
    pid = path.stem.rpartition("_")[2]
    return pid.isdigit() and not _is_alive(int(pid))


def _is_alive(pid: int) -> bool:
    try:
        with suppress(PermissionError):  # somebody else's
            os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _delete_unless_in_use(folder: Path) -> None:
    with suppress(OSError):
        file = os.open(folder / LOCK, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(file)
