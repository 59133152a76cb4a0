"""Visitors who follow tracked links without a pause, and what each of them saw."""

from __future__ import annotations

import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Engine

from support.patience import PATIENCE
from support.tables import make_tables
from support.world import BROWSER, HOST
from vertel.config import Config
from vertel.db.engine import make_engine, make_session
from vertel.domain.links import links

SETTINGS = {"VERTEL_DESTINATION_HOSTS": HOST, "VERTEL_REPEAT_SECONDS": "0"}


@dataclass
class Visitors:
    """How often each link was asked for, how often it was answered 302, and what else came instead."""

    address: tuple[str, int]
    sent: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    others: list[str] = field(default_factory=list)

    def visit(self, code: str) -> None:
        """Follow a link once."""
        self.sent[code] += 1
        try:
            answer = ask(self.address, f"/r/{code}")
        except OSError as error:
            self.others.append(repr(error))
            return
        if answer.startswith(b"HTTP/1.1 302 "):
            self.answered[code] += 1
        else:
            self.others.append(repr(answer[:100]))


def ask(address: tuple[str, int], path: str) -> bytes:
    """Return the bytes that are answered to a browser."""
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: {address[0]}\r\nUser-Agent: {BROWSER}\r\nConnection: close\r\n\r\n"
        connection.sendall(request.encode())
        return b"".join(iter(lambda: connection.recv(65536), b""))


@contextmanager
def visiting(url: str, codes: Sequence[str], *, visitors: int = 6) -> Iterator[list[Visitors]]:
    """Have so many visitors follow random links until the block ends; each keeps its own account."""
    accounts = [Visitors(parse_address(url)) for _ in range(visitors)]
    stop = threading.Event()

    def follow(account: Visitors) -> None:
        while not stop.is_set():
            account.visit(random.choice(codes))  # noqa: S311  any link will do

    threads = [threading.Thread(target=follow, args=[account]) for account in accounts]
    for thread in threads:
        thread.start()
    try:
        yield accounts
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def total(counters: Sequence[Counter[str]]) -> Counter[str]:
    """Return the sum of several accounts."""
    return sum(counters, Counter[str]())


def parse_address(url: str) -> tuple[str, int]:
    """Return host and port."""
    parts = urlsplit(url)
    return str(parts.hostname), int(parts.port or 80)


def database_with_links(folder: Path, number: int) -> tuple[str, list[str]]:
    """Make an SQLite database with so many links; return its URL and their codes."""
    url = f"sqlite:///{folder / 'vertel.sqlite3'}"
    return url, make_links(url, number)


def make_links(url: str, number: int) -> list[str]:
    """Make so many links in a database that may be empty; return their codes."""
    with filled(url) as (engine, _config), make_session(engine, writes=True) as session:
        codes = [links.make_own(session, f"https://{HOST}/{n}", None, (HOST,)).code for n in range(number)]
        session.commit()
    return codes


@contextmanager
def filled(url: str) -> Iterator[tuple[Engine, Config]]:
    """Give access to a database with tables, and the settings with which a server will run on it."""
    settings = {"VERTEL_DATABASE_URL": url, "VERTEL_SECRET_KEYS": "a key that is only good for the tests"}
    config = Config.from_environment(settings | SETTINGS)
    engine = make_engine(config.database_url)
    make_tables(engine)
    yield engine, config
    engine.dispose()


def metric(url: str, name: str) -> float:
    """Return the sum of a server's metric over its labels; 0 when it is not there."""
    found = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", ask(parse_address(url), "/metrics").decode(), re.MULTILINE)
    return sum(map(float, found))


def workers_of(server: int) -> list[int]:
    """Return the process ids of the web server's workers.

    :param server: the process that ``vertel serve`` became.
    """
    return children(part_of(server, "web"))


def part_of(server: int, name: str) -> int:
    """Return the process id of one of the two parts of a server: ``web`` (gunicorn or Granian) or ``record``.

    Either gives itself its name, so a server that has just started may be without.
    """
    found: list[int] = []

    def look() -> bool:
        found[:] = [child for child in children(server) if _name(child) == f"vertel-{name}"]
        return bool(found)

    wait_for(look, f"a process that is called vertel-{name}")
    return found[0]


def _name(process: int) -> str | None:
    """Return what a process calls itself; None when it has ended."""
    try:
        return Path(f"/proc/{process}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return None


def children(process: int) -> list[int]:
    """Return the process ids of a process's children."""
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def wait_for(condition: Callable[[], Any], what: str, patience: float = PATIENCE) -> None:
    """Return as soon as the condition holds; an error when it does not in time."""
    end = time.monotonic() + patience
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what} did not happen within {patience:.0f} s")
        time.sleep(0.01)
