"""A PostgreSQL primary and the standby that has every acknowledged write before it is acknowledged."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from support import postgres
from support.ports import free_port
from support.visitors import wait_for

NAME = "standby"


@dataclass(frozen=True)
class Pair:
    """A primary and its synchronous standby, which a test can make the primary."""

    primary: postgres.Cluster
    standby: postgres.Cluster

    @property
    def url(self) -> str:
        """The URL for whoever writes: of the two, the one that takes writes."""
        return f"{self._either(self.primary, self.standby)}&target_session_attrs=read-write"

    @property
    def reports_url(self) -> str:
        """The URL for whoever only reads: the standby, or the primary when there is no standby."""
        return self._either(self.standby, self.primary)

    def cut_off(self) -> int:
        """Have nothing more reach the standby; return the process that would have sent it.

        What is acknowledged from now on would be lost with the primary. So nothing may be.
        """
        sender = int(str(value(self.primary.url, "SELECT pid FROM pg_stat_replication")))
        os.kill(sender, signal.SIGSTOP)
        return sender

    def promote(self) -> None:
        """Make the standby the primary; docs/operations.md says the same steps."""
        postgres.run("pg_ctl", "-D", self.standby.folder / "data", "-w", "promote")
        # It took over the primary's settings, and would wait for a standby that there is no more.
        execute(self.standby.url, "ALTER SYSTEM SET synchronous_standby_names = ''", "SELECT pg_reload_conf()")

    @staticmethod
    def _either(first: postgres.Cluster, second: postgres.Cluster) -> str:
        return f"postgresql://vertel@/postgres?host=127.0.0.1:{first.port}&host=127.0.0.1:{second.port}"


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Run a primary and its synchronous standby."""
    with postgres.controlled(folder / "primary") as primary:
        # Written into its settings, so that the standby's copy has it too, as it would anywhere.
        execute(primary.url, f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")
        standby = postgres.Cluster(folder / NAME, free_port(), postgres.SETTINGS)
        postgres.make_folder(standby.folder)
        source = f"host=127.0.0.1 port={primary.port} user=vertel application_name={NAME}"
        copy = ["--pgdata", standby.folder / "data", "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        postgres.run("pg_basebackup", *copy, "--dbname", source)
        standby.start()
        try:
            execute(primary.url, "SELECT pg_reload_conf()")
            wait_for(lambda: _synchronous(primary), "a synchronous standby")
            yield Pair(primary, standby)
        finally:
            standby.stop()


def execute(url: str, *statements: str) -> None:
    """Run statements outside any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def value(url: str, query: str) -> object:
    """Return the one value that a query asks for."""
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return row[0]


def column(url: str, query: str) -> set[object]:
    """Return the values of a query's one column."""
    with psycopg.connect(url) as connection:
        return {row[0] for row in connection.execute(query.encode())}


def _synchronous(primary: postgres.Cluster) -> bool:
    return value(primary.url, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1
