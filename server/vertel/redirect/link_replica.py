"""This node's replica of the links: a small SQLite file that the recorder writes and every other process reads.

Redirects need no database because of it. ``version`` grows with every change, so that a process can ask which links
changed since the version it knows. Each row has a checksum, since SQLite does not notice a letter that a disk changed.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from vertel import private_files
from vertel.domain.links import destinations, utm

FILE = "links.sqlite3"
BESIDE = "links-new.sqlite3"
"""Where a replica is made that takes the place of a damaged one."""

_TABLES = """
CREATE TABLE IF NOT EXISTS links (
    code TEXT PRIMARY KEY, id TEXT NOT NULL, destination TEXT, version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_version ON links (version, code);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
_NO_DAMAGE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}
"""Primary result codes of SQLite that say nothing about what is in the file."""


@dataclass(frozen=True)
class ReplicaLink:
    """A link as a redirect needs it. ``destination`` is ``None`` when it was withdrawn; ``id`` is 32 hex digits."""

    code: str
    id: str
    destination: str | None

    def checksum(self) -> int:
        """Return the CRC-32 of the fields."""
        return _checksum(self.code, self.id, self.destination)


def replica_link(
    link_id: UUID, code: str, url: str, query: str, scope: str, withdrawn_at: object | None
) -> ReplicaLink:
    """Return a link's columns as a redirect needs them."""
    whole = destinations.with_query(url, utm.of_link(query, code, scope))
    return ReplicaLink(code, link_id.hex, whole if withdrawn_at is None else None)


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether an error says that the file cannot be read, as against being locked or the disk being full."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF not in _NO_DAMAGE


class LinkReplica:
    """Reads the replica. What is missing or damaged counts as absent; such codes are then looked up in the database.

    :ivar generation: goes up with each file that was opened; versions of two files say nothing about each other.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self.generation = 0

    def find(self, code: str) -> ReplicaLink | None:
        """Return the link with a code; None when the replica does not have it."""
        rows = self._ask("SELECT code, id, destination, checksum FROM links WHERE code = ?", code)
        if not rows:
            return None
        *values, checksum = rows[0]
        if checksum != _checksum(*values):
            report_damage(self._path)
            return None
        return ReplicaLink(*values)

    def version(self) -> int:
        """Return the newest version; -1 when there is no replica that can be read."""
        if self._connection is not None and self._identity != identity(self._path):
            self._connection = None  # another file took its place
        rows = self._ask("SELECT coalesce(max(version), 0) FROM links")
        return int(rows[0][0]) if rows else -1

    def changed(self, since: int) -> list[str]:
        """Return the codes of the links that changed after a version."""
        return [row[0] for row in self._ask("SELECT code FROM links WHERE version > ?", since)]

    def forget(self) -> None:
        """Leave the open file to the parent process, in a child that was just forked."""
        self._connection = None

    def _ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._open().execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._connection = None
            if is_damage(error):
                report_damage(self._path)
        except OSError:
            self._connection = None
        return []

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._identity = identity(self._path)
            if self._identity is None:  # asking SQLite would make an empty one
                raise FileNotFoundError(self._path)
            self.generation += 1
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, timeout=1, isolation_level=None, check_same_thread=False
            )
        return self._connection


class LinkReplicaWriter:
    """Writes the replica. A process that is killed while writing leaves it whole.

    :raises sqlite3.Error: by each method, when the file is damaged or there is no room.
    """

    def __init__(self, folder: Path, file: str = FILE) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / file
        self._connection = self._prepared()
        self._identity = identity(self._path)

    def in_place(self) -> bool:
        """Return whether the file is still the one of its name, and no reader found it damaged."""
        return self._identity is not None and identity(self._path) == self._identity and not _is_reported(self._path)

    def note(self, name: str) -> str | None:
        """Return the note under a name, such as how far replication got."""
        row = self._connection.execute("SELECT value FROM marks WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def put(self, links: Iterable[ReplicaLink], notes: dict[str, str]) -> int:
        """Store links and notes in one transaction; return how many links were new or different."""
        connection = self._connection
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("SELECT coalesce(max(version), 0) + 1 FROM links").fetchone()
            before = connection.total_changes
            connection.executemany(
                "INSERT INTO links (code, id, destination, version, checksum) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (code) DO UPDATE SET id = excluded.id, destination = excluded.destination, "
                "version = excluded.version, checksum = excluded.checksum "
                "WHERE links.checksum IS NOT excluded.checksum OR links.destination IS NOT excluded.destination "
                "OR links.id <> excluded.id",
                [(link.code, link.id, link.destination, version, link.checksum()) for link in links],
            )
            changed = connection.total_changes - before
            connection.executemany("INSERT OR REPLACE INTO marks VALUES (?, ?)", notes.items())
        return changed

    def touch(self) -> None:
        """Set the file's time: the replica is up to date at this moment."""
        os.utime(self._path)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def take_place(self) -> None:
        """Close the file and put it in the place of the replica; readers notice within a second."""
        self.close()
        remove(self._path.parent, FILE, keep=True)
        self._path.replace(self._path.with_name(FILE))

    def _prepared(self) -> sqlite3.Connection:
        is_new = not self._path.exists()
        private_files.create(self._path)
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        try:
            # Not WAL: that maps a file into memory, and a process dies of one that is cut short. A power loss may cost
            # the last seconds, which come again.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = NORMAL")
            if is_new:
                connection.executescript(_TABLES)
            _add_checksums(connection)
            with closing(connection.execute("PRAGMA quick_check(1)")) as cursor:
                found = cursor.fetchone()
            if found != ("ok",):
                raise sqlite3.DatabaseError(f"{self._path.name}: the check found damage")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def remove(folder: Path, file: str, *, keep: bool = False) -> None:
    """Remove an SQLite file and the files that SQLite put beside it; with ``keep``, only those."""
    for ending in ("-journal", "-wal", "-shm") if keep else ("", "-journal", "-wal", "-shm"):
        (folder / f"{file}{ending}").unlink(missing_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that takes its name; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def seconds_since(path: Path) -> float | None:
    """Return how far a file's time is from now, either way: the clock may have been set back. None without a file."""
    try:
        return abs(time.time() - path.stat().st_mtime)
    except OSError:
        return None


def report_damage(path: Path) -> None:
    """Tell the recorder that a reader found the replica damaged, by the file's time: that takes no room on the disk."""
    with suppress(OSError):
        os.utime(path, (0, 0))


def _is_reported(path: Path) -> bool:
    try:
        return path.stat().st_mtime == 0
    except OSError:
        return False


def _add_checksums(connection: sqlite3.Connection) -> None:
    """Give the rows of a file that was made by a version without checksums theirs."""
    columns = {row[1] for row in connection.execute("PRAGMA table_info(links)")}
    if not columns:
        raise sqlite3.DatabaseError("There is no table of links.")
    if "checksum" in columns:
        return
    connection.create_function("vertel_checksum", 3, _checksum, deterministic=True)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ALTER TABLE links ADD COLUMN checksum INTEGER")
        connection.execute("UPDATE links SET checksum = vertel_checksum(code, id, destination)")


def _checksum(code: object, link_id: object, destination: object) -> int:
    return zlib.crc32(f"{code}\n{link_id}\n{destination}".encode(errors="replace"))
