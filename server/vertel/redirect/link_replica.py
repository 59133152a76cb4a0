"""This node's replica of the links: a small SQLite file that the recorder writes and every other process reads.

Redirects need no database because of it. ``version`` grows with every change, so that a process can ask which links
changed since the version it knows.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from vertel import private_files
from vertel.domain.links import destinations, utm

FILE = "links.sqlite3"
_TABLES = """
CREATE TABLE IF NOT EXISTS links (
    code TEXT PRIMARY KEY, id TEXT NOT NULL, destination TEXT, version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS links_by_version ON links (version, code);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class ReplicaLink:
    """A link as a redirect needs it. ``destination`` is ``None`` when it was withdrawn; ``id`` is 32 hex digits."""

    code: str
    id: str
    destination: str | None


def replica_link(
    link_id: UUID, code: str, url: str, query: str, scope: str, withdrawn_at: datetime | None
) -> ReplicaLink:
    """Return a link's columns as a redirect needs them."""
    whole = destinations.with_query(url, utm.of_link(query, code, scope))
    return ReplicaLink(code, link_id.hex, whole if withdrawn_at is None else None)


class LinkReplica:
    """Reads the replica. A missing or damaged file counts as empty; its codes are then looked up in the database."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def find(self, code: str) -> ReplicaLink | None:
        """Return the link with a code; None when the replica does not have it."""
        rows = self._ask("SELECT code, id, destination FROM links WHERE code = ?", code)
        return ReplicaLink(*rows[0]) if rows else None

    def version(self) -> int:
        """Return the newest version; -1 when there is no replica."""
        rows = self._ask("SELECT coalesce(max(version), 0) FROM links")
        return int(rows[0][0]) if rows else -1

    def changed(self, since: int) -> list[str]:
        """Return the codes of the links that changed after a version."""
        return [row[0] for row in self._ask("SELECT code FROM links WHERE version > ?", since)]

    def forget(self) -> None:
        """Leave the open file to the parent process, in a child that was just forked."""
        self._connection = None

    def _ask(self, query: str, *values: object) -> list[tuple[str, ...]]:
        try:
            return self._open().execute(query, values).fetchall()
        except (sqlite3.Error, OSError):
            self._connection = None
            return []

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            if not self._path.exists():  # asking SQLite would make an empty one
                raise FileNotFoundError(self._path)
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro", uri=True, timeout=1, isolation_level=None, check_same_thread=False
            )
        return self._connection


class LinkReplicaWriter:
    """Writes the replica. A process that is killed while writing leaves it whole."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / FILE
        self._connection = self._open()

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
                "INSERT INTO links (code, id, destination, version) VALUES (?, ?, ?, ?) ON CONFLICT (code) DO UPDATE "
                "SET id = excluded.id, destination = excluded.destination, version = excluded.version "
                "WHERE links.destination IS NOT excluded.destination OR links.id <> excluded.id",
                [(link.code, link.id, link.destination, version) for link in links],
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

    def _open(self) -> sqlite3.Connection:
        try:
            return self._prepared()
        except sqlite3.DatabaseError:
            # A replica can be made anew from the database.
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(FILE + ending).unlink(missing_ok=True)
            return self._prepared()

    def _prepared(self) -> sqlite3.Connection:
        private_files.create(self._path)
        connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
        # Readers and the writer do not wait for each other; a power loss may cost the last seconds, which come again.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_TABLES)
        with closing(connection.execute("SELECT code FROM links LIMIT 1")) as cursor:
            cursor.fetchall()
        return connection
