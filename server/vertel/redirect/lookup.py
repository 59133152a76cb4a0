"""Looking up in the database a code that this node's replica does not have: a link made just now, or none at all.

Rate limited, since anyone can make up codes. After a failure the database is not asked for some seconds, so that
visitors do not wait for one that is away.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from vertel.db.engine import make_session
from vertel.domain.links import links
from vertel.errors import NotFoundError
from vertel.redirect.link_replica import ReplicaLink, replica_link

PER_SECOND = 20.0
AT_ONCE = 50.0
"""Look-ups of one process per second, and in one burst."""

PAUSE = 5.0
"""Seconds without look-ups after one failed."""

REMEMBERED = 10_000
UNKNOWN_FOR = 2.0
"""Seconds for which a code that is no link is not looked up again."""

PATIENCE = 1.0
log = structlog.get_logger()


class CannotSayError(Exception):
    """The database did not say whether there is such a link, or may not be asked now."""


class Lookup:
    """Finds links in the database.

    :param clock: seconds that only go up.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._clock = engine, clock
        self._left, self._filled_at = AT_ONCE, clock()
        self._closed_until = 0.0
        self._unknown: dict[str, float] = {}

    def find(self, code: str) -> ReplicaLink | None:
        """Return the link, ``None`` when there is none; raise :class:`CannotSayError` when that cannot be found out."""
        now = self._clock()
        if self._unknown.get(code, 0.0) > now:
            return None
        self._spend(now)
        try:
            with make_session(self._engine, writes=False) as session:
                if self._engine.dialect.name == "postgresql":
                    session.execute(text(f"SET LOCAL statement_timeout = {int(PATIENCE * 1000)}"))
                link = links.find(session, code)
            return replica_link(link.id, link.code, link.destination_url, link.query, link.scope, link.withdrawn_at)
        except NotFoundError:
            if len(self._unknown) >= REMEMBERED:
                self._unknown.clear()
            self._unknown[code] = now + UNKNOWN_FOR
            return None
        except SQLAlchemyError as error:
            self._closed_until = self._clock() + PAUSE
            log.warning("link_not_found_out", error=type(error).__name__)
            raise CannotSayError from error

    def _spend(self, now: float) -> None:
        """Use up one look-up; raise when there is none left."""
        self._left = min(AT_ONCE, self._left + (now - self._filled_at) * PER_SECOND)
        self._filled_at = now
        if self._left < 1 or now < self._closed_until:
            raise CannotSayError
        self._left -= 1
