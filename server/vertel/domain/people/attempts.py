"""How often something may be tried in a span of time, counted in the database: for all workers and nodes together.

What is counted is stored as an HMAC under a key of the day, so that no address of a visitor stands in a row, and rows
of two days cannot be told to be about the same one. They are deleted when their span is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from vertel.credentials import keyed_hash
from vertel.db.models import AttemptCount
from vertel.db.upsert import upsert
from vertel.errors import TooManyAttemptsError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Limit:
    """How often something may be tried.

    :ivar kind: what is tried.
    :ivar most: how often in a span.
    :ivar span: a day at most, of which a day is a multiple.
    """

    kind: str
    most: int
    span: timedelta

    def row(self, key: str, subject: str, moment: datetime) -> dict[str, object]:
        """Return the key columns of the row in which attempts of a subject are counted."""
        start = EPOCH + (moment - EPOCH) // self.span * self.span
        purpose = f"attempts {start.date()} {self.kind} {self.span}"
        return {"key_hash": keyed_hash(key, purpose, subject), "until": start + self.span}


def check(session: Session, key: str, limits: Iterable[Limit], subject: str, moment: datetime) -> None:
    """Raise ``TooManyAttemptsError`` when a limit is reached.

    :param key: the newest of ``VERTEL_SECRET_KEYS``.
    :param subject: whose attempts they are, such as an address.
    """
    for limit in limits:
        row = limit.row(key, subject, moment)
        found = session.scalar(select(AttemptCount.attempts).filter_by(**row))
        if found is not None and found >= limit.most:
            until = row["until"]
            assert isinstance(until, datetime)  # noqa: S101  for the type checker
            raise TooManyAttemptsError(until - moment)


def note(session: Session, key: str, limits: Iterable[Limit], subject: str, moment: datetime) -> None:
    """Count an attempt."""
    for limit in limits:
        row = limit.row(key, subject, moment)
        upsert(session, AttemptCount, [row | {"attempts": 1}], key=["key_hash", "until"], add=["attempts"])
