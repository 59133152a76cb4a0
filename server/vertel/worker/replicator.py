"""Replicates the links from the database to this node.

Changes are followed by the number that the database gave each of them, and by no clock. On PostgreSQL a lower number
can become visible after a higher one, when its transaction commits later. So everything above ``settled`` is read again
at each step: the highest number of which it is known that all transactions with it or a lower one have ended.
"""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import structlog

from vertel.db.dbapi import Database, Execute
from vertel.redirect.link_replica import BESIDE, FILE, LinkReplicaWriter, is_damage, remove, replica_link

BATCH = 5000
SETTLED = "settled"
"""Under this name the replica notes its number."""

REBUILD_AGAIN_SECONDS = 5.0
"""How long to wait after a replica could not be made anew."""

NOTHING_SETTLED = -1
"""Rows that were last written before there were numbers have 0."""

LAST_ID = UUID(int=2**128 - 1)
_LATER = """
SELECT change_number, CAST(id AS VARCHAR(36)), code, destination_url, query, scope, withdrawn_at
FROM links WHERE (change_number, id) > (?, ?) ORDER BY change_number, id LIMIT ?
"""
_HIGHEST_NUMBER = "SELECT coalesce(max(change_number), 0) FROM links"
_LAST_NUMBER = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM link_change_numbers"
_SNAPSHOT = """
SELECT pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint FROM pg_current_snapshot() AS now
"""
log = structlog.get_logger()


class Marker(NamedTuple):
    """A moment of the database: which number was the last by then, and below which id its transactions are.

    A transaction gets its id before its first number (revision 0007 of the tables).
    """

    number: int
    transaction: int


class Replicator:
    """Keeps a node's replica of the links; makes it anew when it cannot be read or belongs to another database."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._replica: LinkReplicaWriter | None = None
        self._marker: Marker | None = None
        self._failure: Exception | None = None
        self._rebuild_at = 0.0

    def step(self) -> int:
        """Replicate what changed since the last step; return how many links were new or different.

        :raises sqlite3.Error: the disk takes no more.
        """
        try:
            replica = self._open()
            changed = None if replica is None else self._follow(replica)
        except sqlite3.Error as error:
            self.close()
            if not is_damage(error):
                raise
            log.warning("links_damaged", error=type(error).__name__)
            changed = None
        return self._rebuild() if changed is None else changed

    def begin(self) -> None:
        """Bring the replica to this version's form, and make it where there is none; do not ask for changes."""
        if self._open() is None:
            self._rebuild()

    def close(self) -> None:
        """Close the file."""
        if self._replica is not None:
            self._replica.close()
            self._replica = None

    def _open(self) -> LinkReplicaWriter | None:
        """Return the replica; None when it has to be made anew."""
        if self._replica is None and (self._folder / FILE).exists():
            self._replica = LinkReplicaWriter(self._folder)
        if self._replica is not None and not self._replica.in_place():
            self.close()
        return self._replica

    def _rebuild(self) -> int:
        """Make a replica beside the one that is there, which readers use until the new one has all links.

        Where that failed a moment ago it is not tried again at once, and the same error is raised.
        """
        self.close()
        if self._failure is not None and time.monotonic() < self._rebuild_at:
            raise self._failure.with_traceback(None)
        try:
            links = self._build()
        except Exception as error:
            self._failure, self._rebuild_at = error, time.monotonic() + REBUILD_AGAIN_SECONDS
            raise
        self._failure = None
        log.info("links_made_anew", links=links)
        return links

    def _build(self) -> int:
        self._marker = None
        remove(self._folder, BESIDE)
        try:
            beside = LinkReplicaWriter(self._folder, BESIDE)
            try:
                links = self._follow(beside) or 0
                beside.take_place()
            finally:
                beside.close()
        finally:
            remove(self._folder, BESIDE)
        return links

    def _follow(self, replica: LinkReplicaWriter) -> int | None:
        """Take over changed links; return how many, or None when the replica knows of numbers still to come."""
        settled = int(replica.note(SETTLED) or NOTHING_SETTLED)
        with self._database.transaction() as execute:
            if self._database.is_postgresql:
                last, reached = self._settle(execute, settled)
            else:
                ((last,),) = execute(_HIGHEST_NUMBER)
                reached = last  # one transaction writes at a time, so numbers become visible in their order
        if last < settled:
            return None
        changed = self._take_over(replica, settled)
        if reached != settled:
            replica.put([], {SETTLED: str(reached)})
        replica.touch()
        return changed

    def _settle(self, execute: Execute, settled: int) -> tuple[int, int]:
        """Return the last number, and the highest one that is settled for who reads the links after this."""
        ((last,),) = execute(_LAST_NUMBER)  # first: a later one may belong to a later transaction
        ((all_ended_below, begun_below),) = execute(_SNAPSHOT)
        marker = self._marker
        if marker is not None and marker.transaction <= all_ended_below:
            settled, marker = max(settled, marker.number), None
        if marker is None or marker.transaction > begun_below:
            marker = Marker(last, begun_below)
        self._marker = marker
        return last, settled

    def _take_over(self, replica: LinkReplicaWriter, settled: int) -> int:
        changed, number, last_id = 0, settled, LAST_ID
        while True:
            with self._database.transaction() as execute:
                rows = execute(_LATER, [number, last_id.hex, BATCH])
            if not rows:
                return changed
            number, last_id = rows[-1][0], UUID(rows[-1][1])
            changed += replica.put([replica_link(UUID(row[1]), *row[2:]) for row in rows], {})
            if len(rows) < BATCH:
                return changed
