"""Runs a server as a shell runs a job: it gets the terminal, and Ctrl-C ends it gently."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

import click


def run(command: list[str], environment: dict[str, str]) -> int:
    """Run a server until it is stopped; return 0 when that was on request.

    On a terminal the server gets the foreground to itself, as a shell gives it to a job: Ctrl-C then reaches the server
    and not `make`, which would otherwise end with an error. Ctrl-Z is off, since `make` could not come back from it.
    """
    terminal = _foreground_terminal()
    servers: list[subprocess.Popen[bytes]] = []
    stopped: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopped.append(number)
        for running in servers:
            running.terminate()

    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    server = subprocess.Popen(command, env=environment, process_group=None if terminal is None else 0)  # noqa: S603
    servers.append(server)
    if stopped:  # between the two lines above
        server.terminate()
    if terminal is not None:
        _give_foreground(terminal, server.pid)
    status = server.wait()
    if terminal is not None:
        _give_foreground(terminal, os.getpgrp())
    click.echo("\nStopped." if status in {0, -signal.SIGINT, -signal.SIGTERM} else f"\nThe server ended with {status}.")
    return 0 if stopped or status in {0, -signal.SIGINT, -signal.SIGTERM} else 1


def _foreground_terminal() -> int | None:
    """Return the terminal's file descriptor, if we are what the user looks at there."""
    descriptor = sys.stdin.fileno() if sys.stdin and sys.stdin.isatty() else None
    return descriptor if descriptor is not None and os.tcgetpgrp(descriptor) == os.getpgrp() else None


def _give_foreground(terminal: int, group: int) -> None:
    """Let another process group have the keyboard."""
    before = signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # taking it back from the background would stop us
    os.tcsetpgrp(terminal, group)
    signal.signal(signal.SIGTTOU, before)
