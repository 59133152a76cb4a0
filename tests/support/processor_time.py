"""A limit to what something may cost, in this process's own processor time: a busy machine makes no difference."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Interrupt what takes more seconds of processor time, with a TimeoutError; for the main thread."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it took more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
