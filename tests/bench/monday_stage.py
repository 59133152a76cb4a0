"""One stage of `monday.py`: what was offered, how it was answered, and what of the machine it took."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

from support import postgres
from support.load import Load
from support.machine import busy, spent
from support.open_load import Arrivals, Client, offer
from support.server import Server
from support.visitors import children, part_of

LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Stage:
    """What came of a stage.

    :ivar late: by how many seconds the latest request was sent too late, since the clients had no processor.
    :ivar processors: how many of the machine's were busy on average, and of them how many for which part.
    :ivar workers: how many of the server's were busy with requests of the API on average.
    :ivar database: how many connections of PostgreSQL were at work on average, by what they waited for.
    """

    factor: float
    seconds: float
    loads: dict[str, Load]
    failures: dict[str, int]
    late: float
    processors: dict[str, float]
    workers: float
    database: dict[str, float]

    @property
    def requests(self) -> int:
        """How many requests there were."""
        return sum(len(load.latencies) for load in self.loads.values())

    @property
    def per_second(self) -> float:
        """How many requests came in a second."""
        return self.requests / self.seconds

    def usage(self) -> str:
        """Return what of the machine was how busy."""
        processors = ", ".join(f"{name} {number:.2f}" for name, number in self.processors.items())
        found = [f"processors busy: {processors}", f"workers busy: {self.workers:.2f}"]
        if self.database:
            found.append("connections: " + ", ".join(f"{name} {number:.2f}" for name, number in self.database.items()))
        return "; ".join([*found, f"sent late by {self.late * 1000:.0f} ms at most"])


@dataclass(frozen=True)
class Parts:
    """The processes of everything that is measured.

    :ivar log: of the server.
    :ivar url: of PostgreSQL, when it is the database, and ``postmaster`` its first process.
    """

    server: Server
    log: Path
    url: str | None = None
    postmaster: int | None = None

    @classmethod
    def of(cls, server: Server, log: Path, cluster: postgres.Cluster | None) -> Self:
        """Return the parts of a server on a cluster, or on SQLite."""
        if cluster is None:
            return cls(server, log)
        pid = (cluster.folder / "data" / "postmaster.pid").read_text().split()[0]
        return cls(server, log, cluster.url, int(pid))

    def spent(self) -> dict[str, float]:
        """Return the seconds for which processors have worked so far: of the whole machine, and for each part."""
        assert self.server.process is not None
        web, recorder = (part_of(self.server.process.pid, name) for name in ("web", "record"))
        parts = {
            "workers": sum(map(spent, children(web))),
            "recorder": spent(recorder),
            "PostgreSQL": spent(self.postmaster) if self.postmaster else 0.0,
            "clients": time.process_time(),
        }
        every = busy()
        return {"all": every, **parts, "others": every - sum(parts.values())}


def measured(parts: Parts, arrivals: Sequence[Arrivals], factor: float, seconds: float) -> Stage:
    """Offer a stage; return what came of it."""
    client = Client(parts.server.url)
    before, began, at = parts.spent(), time.perf_counter(), parts.log.stat().st_size
    with watched(parts.url) as seen:
        late = offer(client, arrivals, seconds, random.Random(factor))  # noqa: S311  the same on every run
    passed = time.perf_counter() - began
    processors = {name: (value - before[name]) / passed for name, value in parts.spent().items()}
    looks = max(seen.pop("looks", 0), 1)
    database = {name: number / looks for name, number in seen.most_common()}
    workers = answering(parts.log, at) / passed
    return Stage(factor, seconds, client.loads, client.failures, late, processors, workers, database)


def answering(log: Path, since: int) -> float:
    """Return the seconds that workers have spent on requests of the API, by the server's log from an offset on."""
    with log.open() as file:
        file.seek(since)
        lines = [json.loads(line) for line in file if line.startswith("{")]
    return sum(float(line["milliseconds"]) for line in lines if line["event"] == "request") / 1000


@contextmanager
def watched(url: str | None) -> Iterator[Counter[str]]:
    """Yield how often a connection of PostgreSQL was seen at work, by what it waited for, and the number of looks."""
    seen, stop = Counter[str](), threading.Event()
    query = (
        "SELECT coalesce(wait_event_type, 'working'), count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND state = 'active' AND pid <> pg_backend_pid() GROUP BY 1"
    )

    def look(address: str) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            while not stop.wait(LOOK_SECONDS):
                seen["looks"] += 1
                for event, number in connection.execute(query):
                    seen[event] += number

    watcher = threading.Thread(target=look, args=[url]) if url else None
    if watcher:
        watcher.start()
    try:
        yield seen
    finally:
        stop.set()
        if watcher:
            watcher.join()
