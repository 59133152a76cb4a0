"""What is wrong with this node's own files: the folder, who can read them, and what a process that was killed left."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url

from vertel import private_files
from vertel.cli.finding import Finding
from vertel.config import Config
from vertel.redirect import link_replica
from vertel.worker import recorder

FIX = "Run: vertel doctor --fix"
OTHERS, ANYBODY_ELSE = 0o007, 0o077
"""Bits of a mode: everybody but owner and group, and everybody but the owner."""


def examine(config: Config, settings_file: Path | None) -> Iterator[Finding]:
    """Yield the findings on this node's files.

    :param settings_file: the file from which settings were read, which may hold secrets.
    """
    yield _folder(config.state_dir)
    yield _private(config, settings_file)
    yield _leftovers(config.state_dir)


def sqlite_path(config: Config) -> Path | None:
    """Return the file of an SQLite database; None for PostgreSQL, and for a database in memory or by URI."""
    address = make_url(config.database_url)
    return Path(address.database) if address.get_backend_name() == "sqlite" and address.database else None


def _folder(folder: Path) -> Finding:
    if not folder.exists():
        return Finding("folder", "warn", f"There is no {folder} yet; a server makes it.", FIX, partial(_make, folder))
    if not folder.is_dir() or not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        mend = "Set VERTEL_STATE_DIR to a folder that Vertel's account may write to."
        return Finding("folder", "fail", f"Vertel cannot write to {folder}.", mend)
    return Finding("folder", "ok", f"Clicks wait in {folder}.")


def _make(folder: Path) -> str:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"made {folder}"


def _private(config: Config, settings_file: Path | None) -> Finding:
    """A settings file may be readable by a group, such as that of a system service; the data by its owner alone."""
    database = sqlite_path(config)
    data = (
        [] if database is None else [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]
    )
    data += [path for path in _entries(config.state_dir) if path.is_file()]
    open_files = {path: private_files.MODE for path in data if _mode(path) & ANYBODY_ELSE}
    if settings_file is not None and _mode(settings_file) & OTHERS:
        open_files[settings_file] = _mode(settings_file) & ~OTHERS
    if not open_files:
        return Finding("private files", "ok", "Nobody else can read the files.")
    names = ", ".join(str(path) for path in open_files)
    return Finding("private files", "warn", f"Others can read {names}.", FIX, partial(_close, open_files))


def _close(modes: dict[Path, int]) -> str:
    for path, mode in modes.items():
        path.chmod(mode)
    return ", ".join(f"set {path} to {mode:o}" for path, mode in modes.items())


def _leftovers(folder: Path) -> Finding:
    left = [path for path in _entries(folder) if _is_left(path)]
    if not left or recorder.at_work(folder):
        return Finding("leftovers", "ok", "No process left half a file.")
    names = ", ".join(path.name for path in left)
    return Finding("leftovers", "warn", f"A process that was killed left {names}.", FIX, partial(_remove, left))


def _is_left(path: Path) -> bool:
    """Return whether a file was to take the place of another one, and nobody writes to it."""
    if path.name.startswith(link_replica.BESIDE):
        return True
    if path.suffix != ".part" or not path.is_file():
        return False
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _remove(paths: Sequence[Path]) -> str:
    for path in paths:
        path.unlink(missing_ok=True)
    return f"removed {', '.join(path.name for path in paths)}"


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _mode(path: Path) -> int:
    """Return who may do what with a file; nobody when there is none."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0
