"""UUIDv7 ids (RFC 9562): sorted by the time in them, which for some ids is deliberately coarse.

The 128 bits, the highest first::

    48  milliseconds since 1970, UTC
     4  version, 7
    12  rand_a: a fraction of the millisecond; random where the time is coarse
     2  variant, 0b10
    62  rand_b: random
"""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, time
from time import time_ns
from uuid import UUID

from vertel import clock

FRACTIONS = 4096
"""Of a millisecond, as many as fit into rand_a; one is 244 nanoseconds."""

_latest = 0


def new_id() -> UUID:
    """Return an id of the present moment. A process makes its ids in rising order, also when the clock is set back.

    Within ``clock.at`` it is of the moment that was set there, and those of one millisecond have no order.
    """
    past = clock.moment_that_was_set()
    if past is not None:
        return coarse_id(past)
    # Without a lock: two threads may take the same fraction, and their ids then differ in rand_b alone.
    global _latest  # noqa: PLW0603
    _latest = max(time_ns() * FRACTIONS // 1_000_000, _latest + 1)
    milliseconds, fraction = divmod(_latest, FRACTIONS)
    return _uuid7(milliseconds, fraction)


def coarse_id(moment: datetime) -> UUID:
    """Return an id that holds ``moment``, which the caller has rounded, and no finer time.

    Ids of the same moment sort at random: their order does not say in which order they were made.
    """
    return _uuid7(int(moment.timestamp() * 1000), secrets.randbits(12))


def id_of_day(day: date) -> UUID:
    """Return an id that holds the first moment of a day in UTC and no finer time."""
    return coarse_id(start_of_day(day))


def start_of_day(day: date) -> datetime:
    """Return the first moment of a day in UTC: the moment that stands for the day where no finer one is told."""
    return datetime.combine(day, time(), UTC)


def coarse_prefix(moment: datetime) -> str:
    """Return the first 20 hexadecimal digits of a :func:`coarse_id`; the caller adds 12 of its own."""
    return coarse_id(moment).hex[:20]


def _uuid7(milliseconds: int, rand_a: int) -> UUID:
    return UUID(int=milliseconds << 80 | 7 << 76 | rand_a << 64 | 0b10 << 62 | secrets.randbits(62))
