"""A moment at which a connection is cut, whatever is at its other end.

A socket's own timeout starts anew with every byte, so a peer that sends one now and then would be waited for all day.
"""

from __future__ import annotations

import math
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Deadline:
    """A moment on this process's clock."""

    def __init__(self, seconds: float) -> None:
        """Set a deadline.

        :param seconds: from now on.
        """
        self._end = time.monotonic() + seconds

    def within(self, seconds: float) -> Deadline:
        """Return a deadline of its own for a part of the work, which is never later than this one."""
        part = Deadline(seconds)
        part._end = min(part._end, self._end)
        return part

    @property
    def remaining(self) -> float:
        """Seconds until then; 0 when it has passed."""
        return max(0.0, self._end - time.monotonic())

    @property
    def expired(self) -> bool:
        """Whether it has passed."""
        return self.remaining == 0

    @contextmanager
    def cutting(self, connected: socket.socket) -> Iterator[None]:
        """Shut a connection down when the time is up, under whoever reads from it or writes to it by then."""
        # A duplicate, since TLS takes the original over.
        with connected.dup() as duplicate:
            timer = threading.Timer(self.remaining, _shut_down, [duplicate])
            timer.daemon = True
            timer.start()
            try:
                yield
            finally:
                timer.cancel()
                # Before the duplicate is closed: by then its number may be another connection's.
                timer.join()


NEVER = Deadline(math.inf)


def _shut_down(connected: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        connected.shutdown(socket.SHUT_RDWR)
