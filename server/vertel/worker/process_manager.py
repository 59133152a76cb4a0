"""Runs the web server and the recorder side by side, as one program to whoever started it.

Signals go to the web server. When it ends, everything does, with its status; a recorder that ends is started anew.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from types import FrameType

import structlog

PASSED_ON = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT)
AGAIN_SECONDS = 1.0
"""How long to wait before a recorder that ended is started anew."""

LOOK_SECONDS = 0.2
RECORDER_SECONDS = 15.0
_PR_SET_PDEATHSIG = 1
log = structlog.get_logger()


def run(server: list[str], recorder: list[str], settings: Mapping[str, str]) -> int:
    """Run both until the server ends; return its exit status."""
    main = _start_server(server, settings)
    helper = Recorder(recorder, settings)
    while main.poll() is None:
        helper.keep_alive()
        with suppress(subprocess.TimeoutExpired):
            main.wait(timeout=LOOK_SECONDS)
    # Workers whose master was killed would go on listening for a while, and the next start would find the port taken.
    with suppress(ProcessLookupError):
        os.killpg(main.pid, signal.SIGTERM)
    helper.end()
    return main.returncode if main.returncode >= 0 else 128 - main.returncode


def _start_server(command: list[str], settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # Loaded here: between fork and exec a child can call it, and could not load it.
    prctl = ctypes.CDLL(None).prctl

    def end_with_parent() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    # In a group of its own: Ctrl-C in a terminal goes to the whole group, and the server is to get it once, from here.
    process = subprocess.Popen(  # noqa: S603
        command,
        env=settings,
        preexec_fn=end_with_parent,  # noqa: PLW1509  there are no other threads here
        process_group=0,
    )

    def pass_on(number: int, _frame: FrameType | None) -> None:
        if process.poll() is None:
            process.send_signal(number)

    for number in PASSED_ON:
        signal.signal(number, pass_on)
    return process


class Recorder:
    """The recorder's process, whichever it is at the moment."""

    def __init__(self, command: list[str], settings: Mapping[str, str]) -> None:
        self._command, self._settings = command, settings
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -AGAIN_SECONDS

    def keep_alive(self) -> None:
        """Start it, or start it anew when it ended."""
        if self._process is not None and self._process.poll() is None:
            return
        if time.monotonic() - self._started < AGAIN_SECONDS:
            return
        if self._process is not None:
            log.error("recorder_ended", status=self._process.returncode)
        self._process = subprocess.Popen(self._command, env=self._settings, process_group=0)  # noqa: S603
        self._started = time.monotonic()

    def end(self) -> None:
        """Let it take in what is left."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=RECORDER_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
