"""Something else holds the database's write lock: visitors go on all the same, and nothing is said to be stored."""

from __future__ import annotations

import http.client
import json
import re
import sqlite3
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.server import Server, running
from support.visitors import SETTINGS, Visitors, address_of, ask, database_with_links
from support.world import API, suggestion_request
from vertel.db import BUSY_SECONDS


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


def call(server: Server, method: str, path: str, document: Any, token: str = "") -> tuple[int, Any, Any]:
    """Return status, headers and document of an answer."""
    host, port = address_of(server.url)
    connection = http.client.HTTPConnection(host, port, timeout=3 * BUSY_SECONDS)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    connection.request(method, path, json.dumps(document), headers)
    answer = connection.getresponse()
    body = json.loads(answer.read())
    connection.close()
    return answer.status, answer.headers, body


def unrecorded(server: Server) -> float:
    found = re.search(rb"^vertel_clicks_unrecorded_total (\S+)", ask(address_of(server.url), "/metrics"), re.MULTILINE)
    return float(found[1]) if found else 0.0


def recorded(database: Path, table: str) -> int:
    with sqlite3.connect(database) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_visitors_are_redirected_soon_and_what_was_not_recorded_is_counted(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 3)
    database = tmp_path / "vertel.sqlite3"
    with running(tmp_path, url, workers=1, **SETTINGS) as server:
        visitor = Visitors(address_of(server.url))
        with locked(database), ThreadPoolExecutor(1) as other:
            for code in codes:
                # A visitor who waits as long as an editor would, is gone before the answer comes.
                other.submit(visitor.visit, code).result(timeout=BUSY_SECONDS / 2)
        assert visitor.answered == dict.fromkeys(codes, 1), visitor.others
        assert unrecorded(server) == 3
        assert recorded(database, "clicks") == 0

        visitor.visit(codes[0])
        assert visitor.answered[codes[0]] == 2
        assert unrecorded(server) == 3
    assert recorded(database, "clicks") == 1


def test_shares_are_refused_for_now_and_accepted_when_sent_again(tmp_path: Path) -> None:
    url, codes = database_with_links(tmp_path, 1)
    database = tmp_path / "vertel.sqlite3"
    with running(tmp_path, url, **SETTINGS) as server:
        token, suggestion_id = employee_with_suggestion(server)
        share = {"id": str(uuid.uuid4()), "suggestion_id": suggestion_id, "method": "copy"}
        share["occurred_at"] = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

        with locked(database), ThreadPoolExecutor(1) as colleague:
            waiting = colleague.submit(call, server, "POST", f"{API}/shares", [share], token)
            visitor = Visitors(address_of(server.url))
            visitor.visit(codes[0])
            assert visitor.answered[codes[0]] == 1, visitor.others
            status, headers, problem = waiting.result(timeout=3 * BUSY_SECONDS)
        assert (status, problem["status"]) == (503, 503)
        assert int(headers["Retry-After"]) > 0
        assert recorded(database, "shares") == 0

        again = call(server, "POST", f"{API}/shares", [share], token)
        assert (again[0], again[2]) == (200, {"accepted": 1, "duplicate": 0, "refused": []})
    assert recorded(database, "shares") == 1


def employee_with_suggestion(server: Server) -> tuple[str, str]:
    """Return an access token and the id of a suggestion."""
    key = server.vertel("key", "create", "--role", "editor", "--name", "test")
    suggestion = call(server, "POST", f"{API}/suggestions", suggestion_request(), key)[2]
    people = Path(server.environment["VERTEL_DATABASE_URL"].removeprefix("sqlite:///")).with_name("people.csv")
    people.write_text("email,name\nnoor@example.com,Noor\n")
    server.vertel("employees", "import", str(people))
    code = server.vertel("employee", "invite", "noor@example.com")
    token = call(server, "POST", f"{API}/auth/token", {"grant_type": "enrolment_code", "code": code})[2]
    return str(token["access_token"]), str(suggestion["id"])
