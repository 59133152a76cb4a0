"""The counters speak for all workers, whichever of them is asked."""

from __future__ import annotations

import fcntl
import os
import re
import signal
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from support.nodes import kill
from support.patience import PATIENCE
from support.server import Server, running
from support.visitors import children, wait_for
from support.world import BROWSER
from vertel.worker import metrics_files

FOLLOWED = 12


def redirects(server: Server) -> float:
    """How many answers to tracked links the counters know of."""
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=PATIENCE) as answer:
        found = re.findall(r"^vertel_redirects_total{[^}]*} ([0-9.]+)$", answer.read().decode(), re.MULTILINE)
    return sum(map(float, found))


def test_every_worker_gives_the_counts_of_all() -> None:
    with TemporaryDirectory(prefix="vertel-metrics-test-") as name:
        folder = Path(name)
        with running(
            folder, f"sqlite:///{folder / 'vertel.sqlite3'}", VERTEL_DESTINATION_HOSTS="www.ottervliet.example"
        ) as server:
            key = server.vertel("key", "create", "--role", "editor", "--name", "metrics")
            link = make_link(server, key)
            for _ in range(FOLLOWED):
                assert server.follow(link, BROWSER)[0] == 302
            assert {redirects(server) for _ in range(8)} == {FOLLOWED}


def make_link(server: Server, key: str) -> str:
    """The address of a new link."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    body = b'{"destination_url": "https://www.ottervliet.example/", "code": "telling"}'
    request = urllib.request.Request(f"{server.url}/api/v1/links", body, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        assert answer.status == 201
    return f"{server.url}/r/telling"


def test_what_killed_workers_counted_is_kept_and_their_files_are_not(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'vertel.sqlite3'}"
    with running(tmp_path, url, VERTEL_DESTINATION_HOSTS="www.ottervliet.example") as server:
        link = make_link(server, server.vertel("key", "create", "--role", "editor", "--name", "metrics"))
        folder = folder_of(server)
        for killed in range(1, 6):
            assert server.follow(link, BROWSER)[0] == 302
            for worker in [worker for part in children(server.process.pid) for worker in children(part)]:
                os.kill(worker, signal.SIGKILL)
            wait_for(lambda: answers(server), "new workers")
            assert redirects(server) == killed
        # Who reads the counters deletes the files of workers that are gone. The last reader may have come before their
        # parents took them off the kernel's list, so somebody reads anew.
        wait_for(
            lambda: (
                redirects(server) == killed
                and all(Path("/proc", str(pid)).exists() for pid in processes_with_files(folder))
            ),
            "no files of killed workers",
        )
        assert len(processes_with_files(folder)) <= 4


def test_the_files_of_a_server_that_was_killed_go_with_the_next_start_and_those_of_a_running_one_stay(
    tmp_path: Path,
) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    with running(tmp_path / "one", f"sqlite:///{tmp_path / 'one' / 'vertel.sqlite3'}") as killed:
        left = folder_of(killed)
        kill(killed)
        # Its workers notice a moment later that they are alone.
        wait_for(lambda: not is_in_use(left), "the end of the server's processes")
    with running(tmp_path / "one", f"sqlite:///{tmp_path / 'one' / 'vertel.sqlite3'}", migrated=True) as first:
        own = folder_of(first)
        assert not left.exists()
        with running(tmp_path / "two", f"sqlite:///{tmp_path / 'two' / 'vertel.sqlite3'}"):
            assert own.exists()
    assert not own.exists()


def is_in_use(folder: Path) -> bool:
    """Whether a process of the server to which a folder belongs is still there."""
    try:
        with (folder / metrics_files.LOCK).open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass  # the start of another test's server has deleted it
    return False


def folder_of(server: Server) -> Path:
    """The folder in which a server's processes count."""
    assert server.process is not None
    for child in Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split():
        for setting in Path(f"/proc/{child}/maps").read_text().splitlines():
            if "vertel-metrics-" in setting:
                return Path(setting.split()[-1]).parent
    raise AssertionError("no process of the server counts")


def processes_with_files(folder: Path) -> set[int]:
    """The processes that have counted in a folder, without those that are the server's own for as long as it runs."""
    return {int(path.stem.rpartition("_")[2]) for path in folder.glob("counter_[0-9]*.db")}


def answers(server: Server) -> bool:
    """Whether the server answers at this moment."""
    try:
        with urllib.request.urlopen(f"{server.url}/livez", timeout=PATIENCE) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
