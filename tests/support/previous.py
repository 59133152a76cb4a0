"""The version before this one, as its commit has it, with the settings that it knew."""

from __future__ import annotations

import subprocess
import tarfile
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path

from support.server import Server, running

COMMIT = "3341386c8510a2b432c3cd1226a2fde3237c2da2"
"""The last commit before revision 0002 of the tables. With a new release: the commit of the one before."""

UNKNOWN_THEN = ("VERTEL_STATE_DIR", "VERTEL_REPEAT_SECONDS")


def unpack(repository: Path, folder: Path) -> None:
    """Take the earlier server out of the repository's history."""
    command = ["git", "-C", str(repository), "archive", COMMIT, "server", "shared_schema"]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(
            f"The history does not have {COMMIT[:7]}, the version that upgrades are tested from. "
            f"In a shallow clone run: git fetch --unshallow. git said: {done.stderr.decode()}"
        )
    with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")


def serving(code: Path, folder: Path, database_url: str, port: int, **settings: str) -> AbstractContextManager[Server]:
    """Run the earlier server, with its own tables made first."""
    path = f"{code / 'server'}:{code / 'shared_schema'}"
    return running(folder, database_url, port=port, without=UNKNOWN_THEN, code=path, **settings)
