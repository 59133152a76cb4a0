"""A small HTTP client for benchmarks: many connections from one process, each asking again when answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Load:
    """What came of a run: the seconds of each answer, and how many had which status."""

    latencies: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """Return the milliseconds within which this share of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000


def drive(url: str, requests: Iterator[tuple[str, dict[str, str]]], *, connections: int, number: int) -> Load:
    """Send requests, given as path and headers, over so many connections at once; return what came of it."""
    return asyncio.run(_drive(url, requests, connections, number))


async def _drive(url: str, requests: Iterator[tuple[str, dict[str, str]]], connections: int, number: int) -> Load:
    load, left = Load(), iter(range(number))
    started = time.perf_counter()
    await asyncio.gather(*[_visitor(urlsplit(url).netloc, requests, left, load) for _ in range(connections)])
    load.seconds = time.perf_counter() - started
    return load


async def _visitor(
    netloc: str, requests: Iterator[tuple[str, dict[str, str]]], left: Iterator[int], load: Load
) -> None:
    host, _, port = netloc.partition(":")
    for _ in left:
        path, headers = next(requests)
        lines = [f"GET {path} HTTP/1.1", f"Host: {netloc}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        started = time.perf_counter()
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write("\r\n".join([*lines, "", ""]).encode())
        answer = await reader.read()
        load.latencies.append(time.perf_counter() - started)
        writer.close()
        status = int(answer[9:12])
        load.statuses[status] = load.statuses.get(status, 0) + 1
