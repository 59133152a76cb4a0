"""HAProxy and PgBouncer, run from the configuration that the documentation shows."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from support.patience import PATIENCE
from support.ports import free_port
from support.postgres import ACCOUNT
from support.visitors import wait_for

DEPLOY = Path(__file__).parents[2] / "docs" / "deploy"


@contextmanager
def haproxy(nodes: Sequence[int]) -> Iterator[str]:
    """Run HAProxy in front of two nodes on these ports; yield its URL."""
    port = free_port()
    places = {f"NODE_{number}": f"127.0.0.1:{node}" for number, node in enumerate(nodes, start=1)}
    settings = os.environ | places | {"BIND": f"127.0.0.1:{port}", "API_AT_ONCE": "1"}
    with _running([_program("haproxy"), "-db", "-f", str(DEPLOY / "haproxy.cfg")], settings, port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def pgbouncer(folder: Path, database_port: int, connections: int) -> Iterator[str]:
    """Run PgBouncer in front of a test's PostgreSQL; yield the URL of the database behind it, without driver.

    :param connections: how many it has to lend.
    """
    port = free_port()
    text = (DEPLOY / "pgbouncer.ini").read_text()
    for documented, here in {
        "host=db.example.com port=5432 dbname=vertel": f"host=127.0.0.1 port={database_port} dbname=postgres",
        "listen_port = 6432": f"listen_port = {port}\nunix_socket_dir =",
        "auth_type = scram-sha-256": "auth_type = trust",
        "default_pool_size = 20": f"default_pool_size = {connections}",
        "/etc/pgbouncer/userlist.txt": str(folder / "userlist.txt"),
    }.items():
        assert documented in text, f"pgbouncer.ini no longer says {documented}"
        text = text.replace(documented, here)
    folder.mkdir(parents=True)
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text('"vertel" ""\n')
    # It refuses to run as root, as PostgreSQL does.
    account = ["--user", ACCOUNT] if os.geteuid() == 0 else []
    if account:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, ACCOUNT)
    with _running([_program("pgbouncer"), *account, str(folder / "pgbouncer.ini")], dict(os.environ), port):
        yield f"postgresql://vertel@127.0.0.1:{port}/vertel"


@contextmanager
def _running(command: list[str], settings: dict[str, str], port: int) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: process.poll() is not None or _listening(port), f"{command[0]} listening")
        if process.poll() is not None:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _listening(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise RuntimeError(f"{name} is missing. Install it with: scripts/install-test-packages")
    return found
