"""A process that was started here: whether it ended, and signals to it."""

from __future__ import annotations

import os
import select
import signal
from contextlib import suppress
from multiprocessing.context import ForkProcess


class WatchedProcess:
    """Watches a process through a handle, which unlike a process id never comes to mean another one.

    Systems other than Linux have no such handles. There the process is asked for; its id stays its own until then.
    """

    def __init__(self, process: ForkProcess) -> None:
        self._process = process
        self._handle = os.pidfd_open(pid_of(process)) if hasattr(os, "pidfd_open") else None

    def ended_within(self, seconds: float) -> bool:
        """Wait until the process ends, so many seconds at most; return whether it did."""
        if self._handle is not None:
            return bool(select.select([self._handle], [], [], seconds)[0])
        self._process.join(seconds)
        return not self._process.is_alive()

    def send(self, number: int) -> None:
        """Send a signal; nothing when the process ended."""
        with suppress(ProcessLookupError):
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, number)
            elif self._process.is_alive():
                os.kill(pid_of(self._process), number)


def pid_of(process: ForkProcess) -> int:
    """Return the id of a process that was started."""
    if process.pid is None:
        raise RuntimeError("the process was not started")
    return process.pid
