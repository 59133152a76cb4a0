"""Servers that come off one process, which has the code loaded: to load it takes a second of processor time.

Each process of tests has one such process. What it forks is the `vertel` command, with its own environment and log,
and by the clock of the test: one that moved its own with `time_machine.travel` gets servers of that moment.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

import time_machine

MODULES = (
    *("vertel.cli.main", "vertel.cli.serve", "vertel.app", "vertel.worker.counting", "vertel.worker.deliverer"),
    *("gunicorn.app.wsgiapp", "gunicorn.workers.sync"),
)
"""Not `vertel.wsgi` and `vertel.gunicorn_conf`: they read the environment when they are imported."""

MOVED = 60.0
"""Seconds by which two clocks differ when one of them was moved."""


class Process:
    """A started command, with what `subprocess.Popen` offers of it."""

    def __init__(self, starter: Starter, pid: int) -> None:
        self._starter, self.pid = starter, pid
        self._handle = os.pidfd_open(pid)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit status, None while it runs."""
        if self.returncode is None:
            self.returncode = self._starter.status(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit status, as soon as there is one."""
        if self.returncode is None and not select.select([self._handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("vertel", timeout or 0)
        status = self.poll()
        if status is None:
            raise RuntimeError("the process ended and has no status")
        return status

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        os.close(self._handle)


class Starter:
    """The process that has the code loaded, as seen from here."""

    def __init__(self) -> None:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("VERTEL_")}
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._process.communicate)

    def start(
        self, arguments: Sequence[str], environment: Mapping[str, str], log: Path, errors: Path | None = None
    ) -> Process:
        """Run `vertel` with these arguments and this environment alone; what it writes goes to a file.

        :param errors: a file of its own for what goes to stderr.
        """
        files = {"log": str(log), "errors": str(errors or log)}
        question = {"arguments": [*arguments], "environment": {**environment}, "now": time.time()}
        return Process(self, self._ask(**question, **files))

    def status(self, pid: int) -> int | None:
        """The exit status of a process that was started, None while it runs."""
        return self._ask(pid=pid)

    def _ask(self, **question: Any) -> Any:
        asked, answered = self._process.stdin, self._process.stdout
        if asked is None or answered is None:
            raise RuntimeError("no way to ask")
        asked.write(json.dumps(question) + "\n")
        asked.flush()
        return json.loads(answered.readline())


@cache
def starter() -> Starter:
    """This test process's."""
    return Starter()


def main() -> None:
    """Answer on stdout what is asked on stdin, until nothing is."""
    with tempfile.TemporaryDirectory(prefix="vertel-metrics-") as folder:
        # The metrics library decides at its import whether to count in files; a child asks anew in which folder.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
        for module in MODULES:
            import_module(module)
        gc.freeze()
        for line in sys.stdin:
            question = json.loads(line)
            answer = reap(question["pid"]) if "pid" in question else fork(question)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


def reap(pid: int) -> int | None:
    """The exit status of a child as `subprocess` gives it, None while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def fork(question: Mapping[str, Any]) -> int:
    """The process id of a child that runs the command."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        log, errors = Path(question["log"]), Path(question["errors"])
        for file in {log, errors}:
            file.write_bytes(b"")
        # appended, since both may be the same file
        with log.open("ab") as out, errors.open("ab") as err, Path(os.devnull).open("rb") as nothing:
            redirect(nothing, 0)
            redirect(out, 1)
            redirect(err, 2)
        os.environ.clear()
        os.environ.update(question["environment"])
        if abs(question["now"] - time.time()) > MOVED:
            move_clock(question["now"])
        import_module("vertel.cli.main").main(question["arguments"], prog_name="vertel")
    except SystemExit as error:
        status = error.code if isinstance(error.code, int) else 1
    except BaseException:  # noqa: BLE001  whatever it is, the child may not go on as if it were the parent
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(status)


def move_clock(now: float) -> None:
    """Have it be another moment in this process and in all that it forks, and in the times of files that they touch.

    :param now: in seconds since 1970.
    """
    time_machine.travel(now).start()
    touch = os.utime

    def touch_now(path: Any, times: tuple[float, float] | None = None, **options: Any) -> None:
        moment = time.time()
        touch(path, times or (moment, moment), **options)

    os.utime = touch_now  # type: ignore[assignment]  # nobody here gives nanoseconds


def redirect(file: IO[bytes], descriptor: int) -> None:
    """Have a descriptor stand for a file."""
    os.dup2(file.fileno(), descriptor)


if __name__ == "__main__":
    main()
