"""Several nodes on one database, each with a port and a folder of its own and no disk in common."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.patience import PATIENCE
from support.ports import free_port
from support.server import Server, running
from support.visitors import children
from vertel.redirect.link_replica import LinkReplica

WORKERS = 2


@dataclass(frozen=True)
class Node:
    """A node that can be started more than once, in the same place."""

    folder: Path
    database_url: str
    settings: dict[str, str]
    port: int = field(default_factory=free_port)

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """Run it."""
        self.folder.mkdir(exist_ok=True)
        with running(
            self.folder, self.database_url, workers=WORKERS, migrated=True, port=self.port, **self.settings
        ) as server:
            yield server

    def replica_link(self) -> int:
        """Return how many links it knows."""
        return len(LinkReplica(self.folder / "state").changed(0))


def kill(server: Server) -> None:
    """Kill all processes of a server at one moment."""
    parts = children(server.process.pid)
    for process in [server.process.pid, *parts, *(child for one in parts for child in children(one))]:
        os.kill(process, signal.SIGKILL)
    server.process.wait(timeout=PATIENCE)
