"""Something else holds the database's write lock: visitors go on, and nothing is said to be stored that is not."""

from __future__ import annotations

import http.client
import json
import sqlite3
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.server import Server, running
from support.visitors import (
    SETTINGS,
    Visitors,
    database_with_links,
    filled,
    metric,
    parse_address,
    wait_for,
)
from support.world import API, Headers, World
from vertel.app import create_app
from vertel.db.engine import BUSY_SECONDS


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the lock that a writer needs."""
    connection = sqlite3.connect(database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


def post(server: Server, path: str, document: Any, me: Headers) -> tuple[int, Any, Any]:
    """Return status, headers and document of an answer."""
    host, port = parse_address(server.url)
    connection = http.client.HTTPConnection(host, port, timeout=3 * BUSY_SECONDS)
    connection.request("POST", path, json.dumps(document), me | {"Content-Type": "application/json"})
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, answer.headers, body


def recorded(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_visitors_are_redirected_at_once_and_their_clicks_wait(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 3)
    database = tmp_path / "vertel.sqlite3"
    with running(tmp_path, url, migrated=True, workers=1, **SETTINGS) as server:
        visitor = Visitors(parse_address(server.url))
        with locked(database), ThreadPoolExecutor(1) as other:
            for code in codes:
                # A visitor who waits as long as an editor would, is gone before the answer comes.
                other.submit(visitor.visit, code).result(timeout=BUSY_SECONDS / 2)
        assert visitor.answered == dict.fromkeys(codes, 1), visitor.others
        assert metric(server.url, "vertel_clicks_unrecorded_total") == 0
        wait_for(lambda: recorded(database, "clicks") == 3, "three clicks in the database")


def test_shares_are_refused_for_now_and_accepted_when_sent_again(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 1)
    database = tmp_path / "vertel.sqlite3"
    me, suggestion_id = employee_and_suggestion(url)
    with running(tmp_path, url, migrated=True, **SETTINGS) as server:
        share = {"id": str(uuid.uuid4()), "suggestion_id": suggestion_id, "method": "copy"}
        share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        with locked(database), ThreadPoolExecutor(1) as colleague:
            waiting = colleague.submit(post, server, f"{API}/shares", [share], me)
            visitor = Visitors(parse_address(server.url))
            visitor.visit(codes[0])
            assert visitor.answered[codes[0]] == 1, visitor.others
            status, headers, problem = waiting.result(timeout=3 * BUSY_SECONDS)
        assert (status, problem["status"]) == (503, 503)
        assert int(headers["Retry-After"]) > 0
        assert recorded(database, "shares") == 0

        again = post(server, f"{API}/shares", [share], me)
        assert (again[0], again[2]) == (200, {"accepted": 1, "duplicate": 0, "refused": []})
    assert recorded(database, "shares") == 1


def employee_and_suggestion(url: str) -> tuple[Headers, str]:
    """Return the headers of a signed-in employee, and the id of a suggestion."""
    with filled(url) as (engine, config):
        app = create_app(config)
        world = World(engine, app.test_client())
        made = world.sign_in(), str(world.suggestion()["id"])
        app.extensions["vertel"].dispose()
    return made
