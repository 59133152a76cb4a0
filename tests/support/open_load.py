"""Requests that come whether or not those before them were answered, so that a queue shows.

Clients that wait for an answer before they ask again, as in `support.load`, ask the less the slower a server gets.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from support.load import Load

PATIENCE_SECONDS = 15.0
"""As the extension waits; what is not answered by then is a failure."""

UNANSWERED = 0
"""Stands among the statuses for a request without an answer."""


class UnexpectedAnswerError(Exception):
    """An answer had another status than it should, or there was none."""


@dataclass
class Client:
    """Asks one server, and keeps how long each kind of request took."""

    url: str
    loads: dict[str, Load] = field(default_factory=dict)
    failures: dict[str, int] = field(default_factory=dict)
    """How often an answer was not as it should be: its kind and status, and the beginning of what it said."""

    async def ask(
        self,
        kind: str,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        expected: Sequence[int] = (200,),
    ) -> bytes:
        """Return the body of an answer.

        :raises UnexpectedAnswerError: it did not come in time, or has another status than those expected.
        """
        load, started = self.loads.setdefault(kind, Load()), time.perf_counter()
        try:
            status, answer = await asyncio.wait_for(self._exchange(method, path, headers, body), PATIENCE_SECONDS)
        except (OSError, TimeoutError, ValueError):
            status, answer = UNANSWERED, b""
        load.latencies.append(time.perf_counter() - started)
        load.statuses[status] = load.statuses.get(status, 0) + 1
        if status not in expected:
            said = f"{kind}: {status} {answer[:200].decode(errors='replace')}" if status else f"{kind}: no answer"
            self.failures[said] = self.failures.get(said, 0) + 1
            raise UnexpectedAnswerError(said)
        return answer

    async def _exchange(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        address = urlsplit(self.url)
        lines = [f"{method} {path} HTTP/1.1", f"Host: {address.netloc}", "Connection: close"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        try:
            writer.write("\r\n".join([*lines, "", ""]).encode() + body)
            head, _, answer = (await reader.read()).partition(b"\r\n\r\n")
            return int(head[9:12]), answer
        finally:
            writer.close()


Act = Callable[[Client], Awaitable[None]]


@dataclass(frozen=True)
class Arrivals:
    """Something that people do, and how often in a second.

    :ivar evenly: at equal distances, the first after half of one; otherwise independently of each other (Poisson).
    """

    act: Act
    per_second: float
    evenly: bool = False

    def moments(self, seconds: float, chance: random.Random) -> list[float]:
        """Return when it is done, in seconds from the beginning."""
        moments, moment = [], 0.5 / self.per_second if self.evenly else chance.expovariate(self.per_second)
        while moment < seconds:
            moments.append(moment)
            moment += 1 / self.per_second if self.evenly else chance.expovariate(self.per_second)
        return moments


def offer(client: Client, arrivals: Sequence[Arrivals], seconds: float, chance: random.Random) -> float:
    """Do everything at its moment, and wait for the answers; return by how many seconds the latest began too late."""
    due = sorted((moment, n) for n, one in enumerate(arrivals) for moment in one.moments(seconds, chance))
    return asyncio.run(_offer(client, [(moment, arrivals[n].act) for moment, n in due]))


async def _offer(client: Client, due: Sequence[tuple[float, Act]]) -> float:
    started, latest = time.perf_counter(), 0.0
    async with asyncio.TaskGroup() as tasks:
        for moment, act in due:
            wait = started + moment - time.perf_counter()
            if wait > 0:
                await asyncio.sleep(wait)
            latest = max(latest, time.perf_counter() - started - moment)
            tasks.create_task(attempt(client, act))
    return latest


async def attempt(client: Client, act: Act) -> None:
    """Do something; that it failed is in the client's account."""
    try:
        await act(client)
    except UnexpectedAnswerError:
        return


def one_by_one(client: Client, act: Act, times: int) -> None:
    """Do something so often, each time when the one before is done."""

    async def repeat() -> None:
        for _ in range(times):
            await attempt(client, act)

    asyncio.run(repeat())
