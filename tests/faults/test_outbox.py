"""What the extension promised to tell the server arrives, once: on a bad network, with its worker killed anywhere."""

from __future__ import annotations

import json
import os
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import postgres
from support.patience import PATIENCE
from support.server import Server, running

WORKER = Path(__file__).parents[1] / "support" / "outbox.mjs"
UPLOAD = (
    "external_id,kind,title,destination_url,caption_en_personal\ns-1,story,Rivers,https://careers.example.com/,Look!\n"
)
SEED = "20261125"


@pytest.fixture(params=["sqlite", "postgresql"] if "VERTEL_TEST_REDIRECTS" in os.environ else ["sqlite"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A real server on each of the two databases."""
    settings = {"VERTEL_DESTINATION_HOSTS": "careers.example.com"}
    if request.param == "sqlite":
        with running(tmp_path, f"sqlite:///{tmp_path / 'vertel.sqlite3'}", **settings) as server:
            yield server
    else:
        with postgres.cluster(tmp_path / "postgres") as url, running(tmp_path, url, **settings) as server:
            yield server


def test_a_worker_killed_at_every_await_on_a_bad_network_loses_no_share_and_doubles_none(server: Server) -> None:
    key = server.vertel("key", "create", "--role", "editor", "--name", "outbox")
    suggestion = call(server, key, "/suggestions/import", UPLOAD)["rows"][0]["id"]
    code = server.vertel("employee", "invite", "noor@example.com")
    server.connect_colleagues()

    done = subprocess.run(
        ["node", WORKER, server.url, code, suggestion, SEED],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    told = json.loads(done.stdout)

    assert told["missed"] == [], "an await at which no worker died"
    assert told["kills"] == 2 * told["longest"] >= 40
    traffic = told["traffic"]
    assert traffic["requests"] >= 80
    assert traffic["dropped"] >= 0.18 * traffic["requests"]
    assert traffic["doubled"] >= 0.18 * traffic["requests"]
    assert told["waiting"] == []
    assert len(told["everStored"]) >= 200
    on_the_server = [share["id"] for share in json.loads(server.vertel("export", "noor@example.com"))["shares"]]
    assert set(told["acknowledged"]) <= set(on_the_server), "lost"
    assert sorted(on_the_server) == sorted(told["everStored"])
    assert call(server, key, "/reports/overview")["shares"] == len(told["everStored"]), "counted twice"


def call(server: Server, key: str, path: str, body: str | None = None) -> Any:
    """What the API answers to a program with a key."""
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "text/csv"}
    request = urllib.request.Request(f"{server.url}/api/v1{path}", body.encode() if body else None, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)
