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
from sqlalchemy import Engine, bindparam, func, select, text, tuple_
from sqlalchemy.orm import Session

from vertel.db.engine import make_session
from vertel.db.models import Link
from vertel.redirect.link_replica import BESIDE, FILE, LinkReplicaWriter, is_damage, remove, replica_link

BATCH = 5000
SETTLED = "settled"
"""Under this name the replica notes its number."""

REBUILD_AGAIN_SECONDS = 5.0
"""How long to wait after a replica could not be made anew."""

NOTHING_SETTLED = -1
"""Rows that were last written before there were numbers have 0."""

LAST_ID = UUID(int=2**128 - 1)
_COLUMNS = (Link.change_number, Link.id, Link.code, Link.destination_url, Link.query, Link.scope, Link.withdrawn_at)
_LATER = (
    select(*_COLUMNS)
    .where(tuple_(Link.change_number, Link.id) > tuple_(bindparam("number"), bindparam("id", type_=Link.id.type)))
    .order_by(Link.change_number, Link.id)
)
_LAST_NUMBER = text("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM link_change_numbers")
_SNAPSHOT = text(
    "SELECT pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint FROM pg_current_snapshot() AS now"
)
log = structlog.get_logger()


class Marker(NamedTuple):
    """A moment of the database: which number was the last by then, and below which id its transactions are.

    A transaction gets its id before its first number (revision 0007 of the tables).
    """

    number: int
    transaction: int


class Replicator:
    """Keeps a node's replica of the links; makes it anew when it cannot be read or belongs to another database."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine, self._folder = engine, folder
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
        if self._engine.dialect.name == "postgresql":
            with make_session(self._engine, writes=False) as session:
                last, reached = self._settle(session, settled)
        else:
            with make_session(self._engine, writes=False) as session:
                last = session.scalar(select(func.max(Link.change_number))) or 0
            reached = last  # one transaction writes at a time, so numbers become visible in their order
        if last < settled:
            return None
        changed = self._take_over(replica, settled)
        if reached != settled:
            replica.put([], {SETTLED: str(reached)})
        replica.touch()
        return changed

    def _settle(self, session: Session, settled: int) -> tuple[int, int]:
        """Return the last number, and the highest one that is settled for who reads the links after this."""
        last = session.execute(_LAST_NUMBER).scalar_one()  # first: a later one may belong to a later transaction
        all_ended_below, begun_below = session.execute(_SNAPSHOT).one()
        marker = self._marker
        if marker is not None and marker.transaction <= all_ended_below:
            settled, marker = max(settled, marker.number), None
        if marker is None or marker.transaction > begun_below:
            marker = Marker(last, begun_below)
        self._marker = marker
        return last, settled

    def _take_over(self, replica: LinkReplicaWriter, settled: int) -> int:
        changed, after = 0, {"number": settled, "id": LAST_ID}
        while True:
            with make_session(self._engine, writes=False) as session:
                rows = session.execute(_LATER.limit(BATCH), after).all()
            if not rows:
                return changed
            after = {"number": rows[-1].change_number, "id": rows[-1].id}
            changed += replica.put([replica_link(*row[1:]) for row in rows], {})
            if len(rows) < BATCH:
                return changed
