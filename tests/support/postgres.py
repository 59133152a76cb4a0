"""A PostgreSQL cluster of the tests' own, in a folder that goes with them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.ports import free_port

ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root, so root hands it to this account of Debian's package."""


SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=50"


def programs() -> Path:
    """Return the folder of initdb and pg_ctl."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError("PostgreSQL is missing. Install it with: scripts/install-test-packages")
    return Path(found).parent


@dataclass(frozen=True)
class Cluster:
    """A cluster that a test can stop and start."""

    folder: Path
    port: int
    options: str

    @property
    def url(self) -> str:
        """The URL of its database, without driver."""
        return f"postgresql://vertel@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        data, log = self.folder / "data", self.folder / "log"
        run("pg_ctl", "-D", data, "-w", "-l", log, "-o", f"-p {self.port} {self.options}", "start")

    def stop(self) -> None:
        """Stop it at once, as a power cut of its machine would; leave it when it is stopped already."""
        if not (self.folder / "data" / "postmaster.pid").exists():
            return
        run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """Run a cluster; yield the URL of its database, without driver."""
    with controlled(folder) as made:
        yield made.url


@contextmanager
def controlled(folder: Path) -> Iterator[Cluster]:
    """Run a cluster that can be stopped and started."""
    make_folder(folder)
    options = ["-U", "vertel", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"]
    run("initdb", "-D", folder / "data", *options)
    made = Cluster(folder, free_port(), SETTINGS)
    made.start()
    try:
        yield made
    finally:
        made.stop()


def make_folder(folder: Path) -> None:
    """Make a folder that PostgreSQL may write to."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, ACCOUNT)
        for parent in [folder, *folder.parents]:
            if parent.stat().st_uid == 0 and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o011)


def run(program: str, *arguments: object) -> None:
    """Run one of PostgreSQL's programs, under an account that it accepts."""
    command = [str(programs() / program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups", *command]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/", check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed: {' '.join(command)}")
