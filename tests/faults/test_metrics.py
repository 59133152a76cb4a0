"""The counters speak for all workers, whichever of them is asked."""

from __future__ import annotations

import re
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

from support.server import Server, running
from support.world import BROWSER

FOLLOWED = 12


def redirects(server: Server) -> float:
    """How many answers to tracked links the counters know of."""
    with urllib.request.urlopen(f"{server.url}/metrics", timeout=10) as answer:
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
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 201
    return f"{server.url}/r/telling"
