"""Runs the web server and the recorder side by side, as one program to whoever started it.

Both are forked from this process once it has loaded their code: it is loaded once, and all share its memory. Signals go
to the web server. When it ends, everything does, with its status; a recorder that ends is started anew.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.context import ForkProcess
from types import FrameType

import structlog

from vertel.worker.watched_process import WatchedProcess, pid_of

PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT)
AGAIN_SECONDS = 1.0
"""How long to wait before a recorder that ended is started anew."""

LOOK_SECONDS = 0.2
RECORDER_SECONDS = 15.0
WEB, RECORD = "vertel-web", "vertel-record"
"""Names of the processes, as `top` and `ps -o comm` show them; the kernel keeps 15 characters."""

_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_FORK = multiprocessing.get_context("fork")
log = structlog.get_logger()


def run(serve: Callable[[], object], record: Callable[[], object]) -> int:
    """Do both, each in a process of its own, until the web server ends; return its exit status.

    The calling process has no threads: a fork takes none along, and leaves locked what they had locked.
    """
    gc.freeze()  # the collector writes to each object that it looks at, and a page that is written to is not shared
    server = _fork(WEB, serve)
    watched = WatchedProcess(server)
    _pass_signals_to(watched)
    recorder = Recorder(record)
    recorder.keep_alive()
    while not watched.ended_within(LOOK_SECONDS):
        recorder.keep_alive()
    server.join()
    # Workers whose master was killed would go on listening for a while, and the next start would find the port taken.
    with suppress(ProcessLookupError):
        os.killpg(pid_of(server), signal.SIGTERM)
    recorder.end()
    status = server.exitcode or 0
    return status if status >= 0 else 128 - status


def _fork(name: str, work: Callable[[], object]) -> ForkProcess:
    """Start a process that does the work. On Linux it gets SIGTERM when this process ends."""
    parent = os.getpid()

    def begin() -> None:
        # In a group of its own: Ctrl-C in a terminal goes to the whole group, and is passed on once, from here.
        os.setpgid(0, 0)
        for number in PASSED_ON:
            signal.signal(number, signal.SIG_DFL)
        if (prctl := getattr(ctypes.CDLL(None), "prctl", None)) is not None:
            prctl(_PR_SET_NAME, name.encode())
            prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)
        if os.getppid() == parent:
            work()

    process = _FORK.Process(target=begin)
    # A signal that comes in between would run this process's handlers in the new one.
    unblocked = signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, unblocked)
    return process


def _pass_signals_to(process: WatchedProcess) -> None:
    """Send on what this process is sent."""

    def pass_on(number: int, _frame: FrameType | None) -> None:
        process.send(number)

    for number in PASSED_ON:
        signal.signal(number, pass_on)


class Recorder:
    """The recorder's process, whichever it is at the moment."""

    def __init__(self, record: Callable[[], object]) -> None:
        self._record = record
        self._process: ForkProcess | None = None
        self._started = -AGAIN_SECONDS

    def keep_alive(self) -> None:
        """Start it, or start it anew when it ended."""
        if self._process is not None and self._process.is_alive():
            return
        if time.monotonic() - self._started < AGAIN_SECONDS:
            return
        if self._process is not None:
            log.error("recorder_ended", status=self._process.exitcode)
        self._process = _fork(RECORD, self._record)
        self._started = time.monotonic()

    def end(self) -> None:
        """Let it take in what is left."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(RECORDER_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
