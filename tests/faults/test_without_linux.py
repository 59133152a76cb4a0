"""A server in a Python from which all is taken that Linux has and macOS lacks: what it has instead works, too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from support.clicks import counted
from support.patience import PATIENCE
from support.ports import free_port
from support.visitors import SETTINGS, ask, children, database_with_links, total, visiting, wait_for

WITHOUT_LINUX = """
import ctypes, os, signal, socket
for module, names in (
    (os, ("pidfd_open", "memfd_create", "fdatasync")), (signal, ("pidfd_send_signal",)), (socket, ("TCP_DEFER_ACCEPT",))
):
    for name in names:
        delattr(module, name)

class Library:
    def __init__(self, name):
        pass

ctypes.CDLL = Library
"""


@pytest.fixture
def port() -> int:
    return free_port()


@contextmanager
def serving(folder: Path, port: int, database: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server with two workers until it answers; its log is in the folder."""
    (folder / "sitecustomize.py").write_text(WITHOUT_LINUX)
    settings = {"VERTEL_SECRET_KEYS": "k" * 32, "VERTEL_DATABASE_URL": database, **SETTINGS}
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(folder), **settings}
    command = [sys.executable, "-m", "vertel", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment, stderr=log)
    try:
        wait_for(lambda: answers(port), "the server")
        yield process
    finally:
        if process.poll() is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a server of which nothing is known, with its processes: here they do not go with the first."""
    parts = children(process.pid)
    for one in (process.pid, *parts, *(worker for part in parts for worker in children(part))):
        with suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    process.wait()


def answers(port: int) -> bool:
    with suppress(OSError):
        return b" 200 " in ask(("127.0.0.1", port), "/livez")
    return False


def test_it_counts_every_click_and_ends_when_it_is_asked_to(tmp_path: Path, port: int) -> None:
    database, codes = database_with_links(tmp_path, 3)
    with serving(tmp_path, port, database) as server:
        with visiting(f"http://127.0.0.1:{port}", codes) as accounts:
            wait_for(lambda: total([one.answered for one in accounts]).total() > 200, "redirects")
        assert b"vertel_redirects_total" in ask(("127.0.0.1", port), "/metrics")
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=PATIENCE) == 0

    assert [other for one in accounts for other in one.others] == []
    assert counted(tmp_path) == total([one.answered for one in accounts])
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_when_its_web_server_is_killed_all_of_it_ends(tmp_path: Path, port: int) -> None:
    database, _ = database_with_links(tmp_path, 1)
    with serving(tmp_path, port, database) as server:
        (web,) = [child for child in children(server.pid) if children(child)]
        os.kill(web, signal.SIGKILL)

        assert server.wait(timeout=PATIENCE) == 128 + signal.SIGKILL
        wait_for(lambda: not answers(port), "the end of its workers")
