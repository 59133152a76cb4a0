"""Looking up in the database a code that this node's replica does not have: a link made just now, or none at all.

Rate limited, since anyone can make up codes: for all together, and less for a source whose codes were no links, so
that who guesses leaves room for those who follow a new link. After a failure the database is not asked for some
seconds, so that visitors do not wait for one that is away.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from uuid import UUID

import structlog

from vertel.db.dbapi import Database, DatabaseError
from vertel.domain.links import codes
from vertel.redirect.link_replica import ReplicaLink, replica_link

PER_SECOND = 100.0
AT_ONCE = 200.0
"""Look-ups of one process per second, and in one burst."""

MISSES_PER_SECOND = 0.5
MISSES_AT_ONCE = 10.0
"""Codes that are no links, of one source; an office behind one address mistypes less than that."""

PAUSE = 5.0
"""Seconds without look-ups after one failed."""

REMEMBERED = 10_000
UNKNOWN_FOR = 2.0
"""Seconds for which a code that is no link is not looked up again."""

PATIENCE = 1.0
_OF_CODE = (
    "SELECT CAST(id AS VARCHAR(36)), code, destination_url, query, scope, withdrawn_at"
    " FROM links WHERE code = ? AND withdrawn_at IS NULL"
)
log = structlog.get_logger()


class CannotSayError(Exception):
    """The database did not say whether there is such a link, or may not be asked now."""


class Bucket:
    """So many at once, and so many more each second.

    :param now: seconds that only go up.
    """

    def __init__(self, at_once: float, per_second: float, now: float) -> None:
        self._at_once, self._per_second = at_once, per_second
        self._left, self._filled_at = at_once, now

    def has(self, now: float) -> bool:
        """Return whether there is one left."""
        self._left = min(self._at_once, self._left + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        return self._left >= 1

    def take(self) -> None:
        """Use one up."""
        self._left -= 1


class Lookup:
    """Finds links in the database.

    :param clock: seconds that only go up.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._all = Bucket(AT_ONCE, PER_SECOND, clock())
        self._misses: dict[bytes, Bucket] = {}
        self._key = secrets.token_bytes(32)
        self._closed_until = 0.0
        self._unknown: dict[str, float] = {}

    def find(self, code: str, source: str | None = None) -> ReplicaLink | None:
        """Return the link, ``None`` when there is none.

        :param source: where the request comes from, None when nobody can tell.
        :raises CannotSayError: that cannot be found out now.
        """
        now = self._clock()
        if self._unknown.get(code, 0.0) > now:
            return None
        misses = self._misses_of(source, now)
        if now < self._closed_until or not misses.has(now) or not self._all.has(now):
            raise CannotSayError
        self._all.take()
        try:
            found = self._ask(code.lower()) if codes.may_be_code(code) else None
        except DatabaseError as error:
            self._closed_until = self._clock() + PAUSE
            log.warning("link_not_found_out", error=error.kind)
            raise CannotSayError from error
        if found is None:
            misses.take()
            if len(self._unknown) >= REMEMBERED:
                self._unknown.clear()
            self._unknown[code] = now + UNKNOWN_FOR
        return found

    def _ask(self, code: str) -> ReplicaLink | None:
        with self._database.transaction() as execute:
            if self._database.is_postgresql:
                execute(f"SET LOCAL statement_timeout = {int(PATIENCE * 1000)}")
            rows = execute(_OF_CODE, [code])
        return replica_link(UUID(rows[0][0]), *rows[0][1:]) if rows else None

    def _misses_of(self, source: str | None, now: float) -> Bucket:
        """Return what a source may still miss. Of the source a keyed hash is kept, in memory."""
        if source is None:
            return Bucket(1.0, 0.0, now)
        name = hashlib.blake2b(source.encode(), key=self._key, digest_size=8).digest()
        if len(self._misses) >= REMEMBERED:
            self._misses.clear()
        return self._misses.setdefault(name, Bucket(MISSES_AT_ONCE, MISSES_PER_SECOND, now))
