"""The time, in one place so that tests can hold it still and the demo company can have a past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_set: ContextVar[datetime | None] = ContextVar("vertel.clock", default=None)


def now() -> datetime:
    """Return the present moment in UTC, to the microsecond; inside :func:`at`, the moment that was set."""
    return _set.get() or datetime.now(UTC)


def moment_that_was_set() -> datetime | None:
    """Return the moment of :func:`at`; None outside of it."""
    return _set.get()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Have the rules of the domain find that it is another moment, in this thread only. For the demo company's past."""
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
