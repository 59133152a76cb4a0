"""The programs of docs/build-on-vertel.md do what the page says, against this server, and stand there as they are."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from support.world import API, HOST, World

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "examples"
PAGE = (ROOT / "docs" / "build-on-vertel.md").read_text("utf-8")
SCHEMAS = ROOT / "shared_schema" / "generated" / "schemas"

Received = list[Any]


class Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log(self, *_: Any, **__: Any) -> None:
        """Say nothing."""


@contextmanager
def _running(server: Any) -> Iterator[str]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def vertel(world: World) -> Iterator[str]:
    """The address of this server, with the world in it."""
    with _running(make_server("127.0.0.1", 0, world.client.application, request_handler=Quiet)) as url:
        yield url


@contextmanager
def _elsewhere(body: bytes, received: Received) -> Iterator[str]:
    """A job board and a chat: answers every GET with the body, and keeps what is posted."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body)

        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(b"")

        def _answer(self, text: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with _running(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as url:
        yield url


def _run(*command: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}", "no_proxy": "127.0.0.1"}
    return subprocess.run(
        command, env=environment | settings, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


def _key(world: World, role: str) -> str:
    return world.key(role)["Authorization"].removeprefix("Bearer ")


def _managed(world: World) -> dict[str, Any]:
    answer = world.client.get(f"{API}/suggestions?view=manage", headers=world.key("reader"))
    return {one["external_id"]: one for one in answer.json["items"]}


def test_vacancies_are_imported_once_however_often_the_program_runs(world: World, vertel: str) -> None:
    job = {"id": 17, "title": "Monteur", "url": f"https://{HOST}/17", "city": "Zwolle", "closes": "2099-01-15"}
    feed = json.dumps({"jobs": [job, job | {"id": 18, "title": "Lasser"}, job | {"id": 19, "url": "http://elsewhere"}]})
    with _elsewhere(feed.encode(), []) as board:
        settings = {"JOB_FEED": board, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "editor")}
        first, again = (_run(sys.executable, EXAMPLES / "import_vacancies.py", **settings) for _ in range(2))
    assert (first.returncode, first.stdout) == (1, "2 new, 0 changed, 0 the same.\n"), first.stderr
    assert first.stderr.startswith("job-19 /destination_url: Expected an https:// address")
    assert again.stdout == "0 new, 0 changed, 2 the same.\n"
    found = _managed(world)
    assert found.keys() == {"job-17", "job-18"}
    assert (found["job-17"]["status"], found["job-17"]["audience"]["locations"]) == ("draft", ["Zwolle"])


def test_a_refused_key_is_told_and_not_shown(world: World, vertel: str) -> None:
    with _elsewhere(b'{"jobs": []}', []) as board:
        settings = {"JOB_FEED": board, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": "vk_canary"}
        done = _run(sys.executable, EXAMPLES / "import_vacancies.py", **settings)
    assert done.returncode == 1
    assert done.stderr.startswith("401 ")
    assert "vk_canary" not in done.stdout + done.stderr


@pytest.fixture(scope="module")
def chat_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The TypeScript program, made ready for Node."""
    built = tmp_path_factory.mktemp("chat") / "post-suggestions.mjs"
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    words = ["--bundle", "--format=esm", "--platform=node", f"--outfile={built}", "--log-level=warning"]
    subprocess.run([esbuild, EXAMPLES / "post-suggestions.ts", *words], check=True, timeout=60)
    return built


def test_a_chat_is_told_what_is_new_this_week(world: World, vertel: str, chat_program: Path) -> None:
    received: Received = []
    world.suggestion(title="Samen naar buiten")
    world.suggestion(title="Nog niet af", status="draft")
    long_ago = (datetime.now(UTC) - timedelta(days=8)).strftime("%Y-%m-%dT%H:%M:%SZ")
    world.suggestion(title="Oud nieuws", publish_at=long_ago)
    with _elsewhere(b"", received) as chat:
        settings = {"CHAT_WEBHOOK": chat, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "reader")}
        done = _run("node", chat_program, **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 new.\n", "")
    assert received == [{"text": "New in Vertel this week:\n- Samen naar buiten"}]


def test_a_chat_is_left_in_peace_when_nothing_is_new(world: World, vertel: str, chat_program: Path) -> None:
    received: Received = []
    with _elsewhere(b"", received) as chat:
        settings = {"CHAT_WEBHOOK": chat, "VERTEL_SERVER": vertel, "VERTEL_API_KEY": _key(world, "reader")}
        assert _run("node", chat_program, **settings).stdout == "0 new.\n"
    assert received == []


def test_a_validator_that_knows_nothing_of_vertel_gives_the_verdicts(tmp_path: Path) -> None:
    lines = tmp_path / "suggestions.jsonl"
    lines.write_text('{"kind": "story", "title": "x"}\n{"kind": "advert", "title": "x"}\n')
    command = ["sh", EXAMPLES / "validate.sh", SCHEMAS / "SuggestionRequest.json", lines]
    refused = _run(*command)
    assert refused.returncode == 1
    assert "2.json::$.kind: 'advert' is not one of" in refused.stdout
    assert "1.json" not in refused.stdout
    lines.write_text('{"kind": "story", "title": "x"}\n')
    assert _run(*command).returncode == 0


@pytest.mark.parametrize("program", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_the_page_shows_the_programs_as_they_are(program: Path) -> None:
    assert f"\n{program.read_text('utf-8')}```\n" in PAGE
