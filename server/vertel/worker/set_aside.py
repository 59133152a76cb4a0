"""What the recorder cannot read: kept in a folder of its own, out of its way, until somebody looks at it."""

from __future__ import annotations

import errno
import os
import stat
import zlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vertel.errors import NotFoundError
from vertel.ids import new_id
from vertel.private_files import sync_folder
from vertel.redirect.spool import SUFFIX, sync_data
from vertel.worker.click_lines import is_record

FOLDER = "set-aside"
LONGEST_NAME = 255
"""Bytes, for a file system."""


@dataclass(frozen=True)
class Entry:
    """Something that was set aside.

    :ivar readable: clicks in it that can be taken in.
    :ivar unreadable: lines in it that cannot.
    """

    name: str
    bytes: int
    changed_at: datetime
    readable: int
    unreadable: int


def keep_lines(folder: Path, segment: str, offset: int, lines: bytes) -> None:
    """Store lines of a file of clicks, on the disk when this returns; the same lines again change nothing.

    :param offset: where the part of the file began in which they stood.
    """
    (folder / FOLDER).mkdir(mode=0o700, exist_ok=True)
    path = folder / FOLDER / f"{segment}-{offset}-{zlib.crc32(lines):08x}{SUFFIX}"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
    try:
        written = os.write(file, lines)
        sync_data(file)
    finally:
        os.close(file)
    if written != len(lines):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
    sync_folder(path.parent)


def move(path: Path) -> None:
    """Move a file or folder of the spool there, which takes no room on the disk."""
    aside = path.parent / FOLDER
    aside.mkdir(mode=0o700, exist_ok=True)
    name = f"{new_id().hex}-{path.name}".encode(errors="surrogateescape")
    path.rename(aside / os.fsdecode(name[:LONGEST_NAME]))


def entries(folder: Path) -> list[Entry]:
    """Return what is set aside on a node, by name."""
    with suppress(OSError):
        return [_entry(path) for path in sorted((folder / FOLDER).iterdir())]
    return []


def size(folder: Path) -> int:
    """Return how many bytes are set aside."""
    total = 0
    with suppress(OSError), os.scandir(folder / FOLDER) as found:
        for one in found:
            with suppress(OSError):
                total += one.stat(follow_symlinks=False).st_size
    return total


def take_in_again(folder: Path, name: str) -> None:
    """Hand a file that was set aside to the recorder, which sets aside again what it still cannot read.

    :raises NotFoundError: there is no such file.
    """
    path = folder / FOLDER / name
    if Path(name).name != name or not _is_file(path):
        raise NotFoundError(f"No file {name!r} is set aside on this node.")
    path.rename(folder / f"{new_id().hex}{SUFFIX}")


def _entry(path: Path) -> Entry:
    found = path.lstat()
    readable = unreadable = 0
    if stat.S_ISREG(found.st_mode):
        with suppress(OSError), path.open("rb") as file:
            for line in file:
                good = is_record(line)
                readable, unreadable = readable + good, unreadable + (not good)
    return Entry(path.name, found.st_size, datetime.fromtimestamp(found.st_mtime, UTC), readable, unreadable)


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
