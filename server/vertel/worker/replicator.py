"""Replicates the links from the database to this node."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Engine, select, tuple_

from vertel.clock import now
from vertel.db.engine import make_session
from vertel.db.models import Link
from vertel.redirect.link_replica import LinkReplicaWriter, replica_link

BATCH = 5000
OVERLAP = timedelta(seconds=5)
WIDE_OVERLAP = timedelta(minutes=10)
WIDE_EVERY = timedelta(minutes=1)
BEGINNING = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_COLUMNS = (Link.changed_at, Link.id, Link.code, Link.destination_url, Link.query, Link.scope, Link.withdrawn_at)


class Replicator:
    """Reads links in the order of ``changed_at``, from where the replica got to.

    A row becomes visible when its transaction commits, later than its ``changed_at``, and another node's clock may be
    behind. So each step reads the last seconds again, and once a minute the last minutes.
    """

    def __init__(self, engine: Engine, replica: LinkReplicaWriter) -> None:
        self._engine, self._replica = engine, replica
        self._next_wide = BEGINNING

    def step(self) -> int:
        """Replicate what changed since the last step; return how many links were new or different."""
        moment = now()
        wide = moment >= self._next_wide
        newest = datetime.fromisoformat(self._replica.note("newest") or BEGINNING.isoformat())
        since = newest if newest == BEGINNING else newest - (WIDE_OVERLAP if wide else OVERLAP)
        changed = self._take_over(since)
        self._replica.touch()
        if wide:
            self._next_wide = moment + WIDE_EVERY
        return changed

    def _take_over(self, since: datetime) -> int:
        changed, after = 0, (since, UUID(int=0))
        while True:
            query = select(*_COLUMNS).where(tuple_(Link.changed_at, Link.id) > after)
            with make_session(self._engine, writes=False) as session:
                rows = session.execute(query.order_by(Link.changed_at, Link.id).limit(BATCH)).all()
            if not rows:
                return changed
            after = rows[-1].changed_at, rows[-1].id
            changed += self._replica.put([replica_link(*row[1:]) for row in rows], {"newest": after[0].isoformat()})
            if len(rows) < BATCH:
                return changed
